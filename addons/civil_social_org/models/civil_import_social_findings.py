import datetime
import decimal

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.civil_organization.tools.credit_code import name_key

from .civil_social_org_judge import COUNTED, OrgFacts


def _day(text):
    return datetime.date.fromisoformat(text) if text else None


def _amount(text):
    return decimal.Decimal(text) if text is not None else None


class CivilImportSocialFindings(models.AbstractModel):
    """What a register shows, organization by organization, as of a day."""

    _inherit = "civil.import.social"

    @api.model
    def _finish_check(self, job, ctx):
        """Tell which lines are about the same organization and the same person."""
        ctx["rules"] = self.env["civil.social.org.judge"]._rules(
            ctx["as_of"], ctx["years"]
        )
        groups = self._groups(job)
        #: Of several lines about one organization the last one counts.
        ctx["counted"] = {tuple(group[-1][1]["line"]) for group in groups}
        ctx["organizations"] = len(groups)
        ctx["sharers"] = self._sharers([group[-1][1] for group in groups])
        self._warn_groups(job, groups)

    @api.model
    def _groups(self, job):
        """Lists of ``(id of the line, data)``, one for each organization.

        The same credit code is the same organization; so is the same name, unless
        both have a right credit code of their own.
        """
        groups, by_code, by_name = [], {}, {}
        for ident, data in job._understood():
            if data["ended"]:
                continue
            code = "" if data["code_problem"] else data["credit_code"]
            name = name_key(data["name"])
            group = by_code.get(code) if code else None
            if group is None and name in by_name:
                other, other_code = by_name[name]
                group = None if code and other_code and code != other_code else other
            if group is None:
                group = []
                groups.append(group)
            group.append((ident, data))
            if code:
                by_code[code] = group
            if name:
                by_name[name] = (group, code or by_name.get(name, ("", ""))[1])
        return groups

    def _sharers(self, organizations):
        """``{line: names}`` of other associations that the same person represents."""
        people = {}
        for data in organizations:
            if data["one_of_kind"] and data["same_person"]:
                people.setdefault((data["kind"], data["same_person"]), []).append(data)
        return {
            tuple(data["line"]): [
                other["name"] for other in heads if other["line"] != data["line"]
            ]
            for heads in people.values()
            if len(heads) > 1
            for data in heads
        }

    def _warn_groups(self, job, groups):
        """Say on each line of an organization that stands there twice which others."""
        ids, sentences = [], []
        for group in groups:
            for ident, data in group if len(group) > 1 else ():
                rows = [
                    str(other["line"][1])
                    for _id, other in group
                    if other["line"] != data["line"]
                ]
                ids.append(ident)
                sentences.append(
                    self.env._(
                        "The same organization stands also in row %(rows)s; the last "
                        "one counts.",
                        rows=", ".join(rows),
                    )
                )
        if ids:
            job._add_faults(
                "warning",
                SQL(
                    "SELECT id, message FROM unnest(%s::int[], %s::text[])"
                    " AS found (id, message)",
                    ids,
                    sentences,
                ),
            )

    @api.model
    def _findings(self, job, data, ctx):
        if tuple(data["line"]) not in ctx["counted"]:
            return
        judge = self.env["civil.social.org.judge"]
        yield from judge._findings(self._facts(data, ctx), ctx["rules"]).items()

    def _facts(self, data, ctx):
        """The :class:`OrgFacts` of a line; figures of years that are over by then."""
        as_of = ctx["as_of"]
        years = [
            int(year)
            for year in data["assets"]
            if year and datetime.date(int(year), 12, 31) <= as_of
        ]
        assets = data["assets"].get(str(max(years)) if years else "")
        return OrgFacts(
            kind=data["kind"],
            prefix=data["prefix"],
            credit_code=data["credit_code_found"],
            term_until=_day(data["term_end"]),
            last_activity=_day(data["last_activity"]),
            fund=_amount(data["fund"]),
            net_assets=_amount(assets),
            grade=data["grade"],
            grade_until=_day(data["grade_until"]),
            results={int(year): found for year, found in data["results"].items()},
            sharers=tuple(ctx["sharers"].get(tuple(data["line"]), ())),
        )

    @api.model
    def _figures(self, job, lines, ctx):
        """Count organizations: two of one name are two."""
        rules = ctx["rules"]
        judged = [
            dict(self._findings(job, data, ctx))
            for _id, data in lines
            if tuple(data["line"]) in ctx["counted"]
        ]
        for code in COUNTED:
            found = sum(code in one for one in judged)
            sentence = self.env._(
                "%(found)s of %(all)s organizations.", found=found, all=len(judged)
            )
            if code == "inspected_last_year":
                sentence = self._inspected_sentence(rules, sentence)
            yield code, found, sentence
        count = ctx["organizations"]
        yield (
            "spot_check_sample",
            rules.sample(count),
            self.env._(
                "%(rate)s percent of %(count)s organizations, rounded up.",
                rate=f"{rules.sample_rate.normalize():f}",
                count=count,
            ),
        )

    def _inspected_sentence(self, rules, sentence):
        if not rules.last_year:
            return self.env._("The file knows no inspection of a year before.")
        return self.env._(
            "Inspection for %(year)s: %(sentence)s",
            year=rules.last_year,
            sentence=sentence,
        )
