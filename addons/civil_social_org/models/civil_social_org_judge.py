import dataclasses
import datetime
import decimal
import math

from dateutil.relativedelta import relativedelta

from odoo import api, models

from odoo.addons.civil_organization.tools.credit_code import code_problem

from .civil_social_org_grade import GOOD

#: What is found wrong with an organization, in the order of the lists.
FAULTS = (
    "credit_code_invalid",
    "credit_code_kind_mismatch",
    "term_overdue",
    "not_inspected_two_years",
    "failed_two_years",
    "no_activity_two_years",
    "shared_legal_representative",
    "net_assets_below_fund",
)
#: What is counted; the sample has no organizations of its own.
COUNTED = ("graded_3a_plus", "inspected_last_year")


@dataclasses.dataclass(frozen=True)
class OrgFacts:
    """What is known of a social organization and decides what is found.

    :param prefix: the beginning of credit codes of its kind, empty if unknown
    :param credit_code: as it stands there, in whatever spelling
    :param results: ``{year: conclusion}`` of the yearly inspections
    :param sharers: other associations with the same legal representative
    """

    kind: str = ""
    prefix: str = ""
    credit_code: object = ""
    term_until: datetime.date | None = None
    last_activity: datetime.date | None = None
    fund: decimal.Decimal | None = None
    net_assets: decimal.Decimal | None = None
    grade: str | None = None
    grade_from: datetime.date | None = None
    grade_until: datetime.date | None = None
    results: dict = dataclasses.field(default_factory=dict)
    sharers: tuple = ()


@dataclasses.dataclass(frozen=True)
class OrgRules:
    """The rules as of a day, looked up once for many organizations.

    :param last_year: the last inspected year that is known on that day, or None
    :param active_since: an activity has to lie on this day or later
    :param sample_rate: percent of the organizations that are spot-checked a year
    """

    as_of: datetime.date
    last_year: int | None
    inactive_months: int
    active_since: datetime.date
    sample_rate: decimal.Decimal

    def sample(self, count):
        """How many of ``count`` organizations are spot-checked: rounded up."""
        return math.ceil(count * self.sample_rate / 100)


class CivilSocialOrgJudge(models.AbstractModel):
    """What is wrong with a social organization, as of a day: in files and on record.

    The kind that a credit code is for is told by its first two characters, whatever
    its check character says: a code may be invalid and of another kind as well.
    """

    _name = "civil.social.org.judge"
    _description = "Judgment on Social Organizations"

    @api.model
    def _rules(self, as_of, years):
        """Return the :class:`OrgRules` of a day.

        :param years: the years of which conclusions are known
        :raises UserError: a parameter has no value then
        """
        parameters = self.env["civil.parameter"]
        months = parameters._get("social.inactive_months", as_of)
        return OrgRules(
            as_of=as_of,
            last_year=max((year for year in years if year < as_of.year), default=None),
            inactive_months=months,
            active_since=as_of - relativedelta(months=months),
            sample_rate=parameters._get("social.sample_rate", as_of),
        )

    @api.model
    def _findings(self, facts, rules):
        """Return ``{code: sentence}`` of what is found of an organization.

        :param OrgFacts facts: the organization
        :param OrgRules rules: as of a day
        """
        return {
            **self._code_findings(facts),
            **self._time_findings(facts, rules),
            **self._inspection_findings(facts, rules),
            **self._other_findings(facts, rules),
        }

    def _code_findings(self, facts):
        found = {}
        organizations = self.env["civil.organization"]
        code = organizations._cleaned({"credit_code": facts.credit_code})["credit_code"]
        if not code:
            found["credit_code_invalid"] = self.env._("No credit code is on record.")
        elif problem := code_problem(facts.credit_code):
            found["credit_code_invalid"] = self.env._(
                "The credit code %(code)s %(why)s",
                code=code,
                why=organizations._code_problems()[problem],
            )
        if code and facts.prefix and not code.startswith(facts.prefix):
            found["credit_code_kind_mismatch"] = self.env._(
                "The credit code begins with %(begins)s; those of the kind begin with "
                "%(prefix)s.",
                begins=code[:2],
                prefix=facts.prefix,
            )
        return found

    def _time_findings(self, facts, rules):
        found = {}
        if facts.term_until and facts.term_until < rules.as_of:
            found["term_overdue"] = self.env._(
                "The term ended on %(date)s and nobody was elected since.",
                date=facts.term_until,
            )
        if facts.last_activity and facts.last_activity < rules.active_since:
            found["no_activity_two_years"] = self.env._(
                "The last activity was on %(date)s, more than %(months)s months "
                "before.",
                date=facts.last_activity,
                months=rules.inactive_months,
            )
        return found

    def _inspection_findings(self, facts, rules):
        found = {}
        if not (last := rules.last_year):
            return found
        pair = [facts.results.get(year) for year in (last - 1, last)]
        years = {"first": last - 1, "last": last}
        if pair == ["not_inspected", "not_inspected"]:
            found["not_inspected_two_years"] = self.env._(
                "It wasn't inspected for %(first)s and %(last)s.", **years
            )
        if pair == ["unqualified", "unqualified"]:
            found["failed_two_years"] = self.env._(
                "It failed the inspections for %(first)s and %(last)s.", **years
            )
        if pair[1] and pair[1] != "not_inspected":
            found["inspected_last_year"] = self.env._(
                "It was inspected for %(last)s.", last=last
            )
        return found

    def _other_findings(self, facts, rules):
        found = {}
        if facts.sharers:
            found["shared_legal_representative"] = self.env._(
                "The same person is the legal representative of %(names)s.",
                names="、".join(facts.sharers),
            )
        if None not in (facts.net_assets, facts.fund) and facts.net_assets < facts.fund:
            found["net_assets_below_fund"] = self.env._(
                "Net assets of %(assets)s are below the registered fund of %(fund)s.",
                assets=f"{facts.net_assets:.2f}",
                fund=f"{facts.fund:.2f}",
            )
        if (
            facts.grade in GOOD
            and facts.grade_until
            and facts.grade_until >= rules.as_of
            and not (facts.grade_from and facts.grade_from > rules.as_of)
        ):
            found["graded_3a_plus"] = self.env._(
                "%(grade)s until %(date)s.",
                grade=facts.grade.upper(),
                date=facts.grade_until,
            )
        return found
