from odoo import api, models

from odoo.addons.civil_base.tools.text import (
    clean,
    clean_code,
    clean_name,
    clean_official,
    parse_date,
)
from odoo.addons.civil_organization.tools.credit_code import code_problem

from ..tools import cells as cell

_DAYS = ("registered_on", "term_start", "term_end", "grade_until", "last_activity")


class CivilImportSocialLine(models.AbstractModel):
    """How a line of the register is read."""

    _inherit = "civil.import.social"

    @api.model
    def _parse_row(self, job, sheet, row, ctx):
        values = row.cells
        where = ctx["sheets"][sheet.name]
        remarks = []
        if row.number == where["first"] and where["missing"]:
            self._remark(
                remarks,
                self.env._(
                    "The sheet has no column for %(columns)s; what depends on it isn't "
                    "judged.",
                    columns="、".join(where["missing"]),
                ),
            )
        data = {
            "line": [sheet.name, row.number],
            "name": clean_official(values["name"]),
            "ended": cell.is_ended(values.get("state")),
            "supervisor": self._supervisor(values),
            "address": clean(values.get("address")),
            "phone": clean(values.get("phone")),
            "division_id": ctx["divisions"][:1].id,
            **self._code(values, remarks),
            **self._kind(values, ctx, remarks),
            **self._days(values, ctx, remarks),
            **self._representative(values, ctx, remarks),
            **self._grade_and_party(values, remarks),
            **self._money(values, where["units"], remarks),
            "results": self._results(values, remarks),
        }
        if not data["name"]:
            remarks.append(
                ("error", self.env._("The name is missing: enter it and upload again."))
            )
        if data["ended"]:
            self._remark(
                remarks,
                self.env._(
                    "It isn't registered anymore; it is neither judged nor taken."
                ),
            )
        return data, remarks

    def _remark(self, remarks, sentence):
        remarks.append(("warning", sentence))

    def _supervisor(self, values):
        text = clean_official(values.get("supervisor"))
        return "" if text in cell.NOTHING else text

    def _code(self, values, remarks):
        raw = values["credit_code"]
        code, problem = clean_code(raw), code_problem(raw)
        if not code:
            self._remark(
                remarks,
                self.env._("The credit code is missing: take it from the certificate."),
            )
        elif problem:
            why = self.env["civil.organization"]._code_problems()[problem]
            self._remark(
                remarks,
                self.env._(
                    "The credit code %(code)s %(why)s Take it from the certificate; "
                    "until then the organization is kept without one.",
                    code=code,
                    why=why,
                ),
            )
        return {
            "credit_code": code,
            # A number of the spreadsheet is judged as what it is.
            "credit_code_found": raw if problem == "spreadsheet_number" else code,
            "code_problem": problem or ("" if code else "missing"),
        }

    def _kind(self, values, ctx, remarks):
        kind = ctx["kinds"].get(clean_name(values["kind"]))
        if not kind:
            remarks.append(
                (
                    "error",
                    self.env._(
                        "The kind “%(kind)s” isn't known. Write %(kinds)s, or add the "
                        "word to a kind under Settings.",
                        kind=clean(values["kind"]),
                        kinds=ctx["kind_names"],
                    ),
                )
            )
        return {
            "kind_id": None,
            "kind": "",
            "prefix": "",
            "one_of_kind": False,
            **(kind or {}),
        }

    def _days(self, values, ctx, remarks):
        labels = {column.key: column.label for column in self._optional_columns()}
        days = {}
        for key in _DAYS:
            value = values.get(key)
            day = parse_date(value)
            days[key] = day and day.isoformat()
            if not day and clean_name(value) not in cell.NOTHING:
                self._remark(
                    remarks,
                    self.env._(
                        "%(field)s: “%(value)s” is no day of the calendar. Write it as "
                        "2024-06-01.",
                        field=labels[key],
                        value=clean(value),
                    ),
                )
            elif not day and key in ("term_end", "last_activity") and key in values:
                self._remark(
                    remarks,
                    self.env._(
                        "%(field)s is empty: what depends on it isn't judged.",
                        field=labels[key],
                    ),
                )
        self._order_remarks(days, ctx, labels, remarks)
        return days

    def _order_remarks(self, days, ctx, labels, remarks):
        for key in ("registered_on", "last_activity"):
            if (days[key] or "") > ctx["as_of"].isoformat():
                self._remark(
                    remarks,
                    self.env._(
                        "%(field)s, %(date)s, lies after the day of the judgment.",
                        field=labels[key],
                        date=days[key],
                    ),
                )
        if days["term_start"] and (days["term_end"] or "9") < days["term_start"]:
            self._remark(
                remarks,
                self.env._(
                    "The term ends on %(end)s before it begins on %(start)s; the "
                    "beginning isn't taken.",
                    end=days["term_end"],
                    start=days["term_start"],
                ),
            )
            days["term_start"] = None

    def _representative(self, values, ctx, remarks):
        name = clean_name(values.get("representative"))
        data = {"representative": name, "number": "", "same_person": ""}
        if "identity_number" not in values:
            return data
        person, faults = self._parse_person(
            {
                "name": name or " ",
                "identity_number": values["identity_number"],
            },
            ctx,
        )
        if not name:
            faults = [
                ("warning", self.env._("The legal representative's name is missing.")),
                *faults[1:],
            ]
        remarks += [("warning", sentence) for _level, sentence in faults]
        number = person["identity_number"]
        if person["birth_date"]:
            return {**data, "number": number, "same_person": number}
        # A wrong number tells nobody apart; the same wrong one with the same name does.
        spoiled = not isinstance(values["identity_number"], str)
        same = f"{name} {number}" if number and name and not spoiled else ""
        return {**data, "number": same and number, "same_person": same}

    def _grade_and_party(self, values, remarks):
        grade = cell.parse_grade(values.get("grade"))
        if not grade and clean_name(values.get("grade")) not in cell.NOTHING:
            self._remark(
                remarks,
                self.env._(
                    "The grade “%(grade)s” isn't known: write 1A to 5A.",
                    grade=clean(values["grade"]),
                ),
            )
        if grade and not parse_date(values.get("grade_until")):
            self._remark(
                remarks,
                self.env._("The grade has no last day, so it isn't counted as valid."),
            )
        party = cell.PARTY_FORMS.get(clean_name(values.get("party")))
        if not party and clean_name(values.get("party")):
            self._remark(
                remarks,
                self.env._(
                    "Party organization: “%(value)s” isn't known; write 单独组建, "
                    "联合组建, 派驻 or 无.",
                    value=clean(values["party"]),
                ),
            )
        return {"grade": grade, "party": party}

    def _money(self, values, units, remarks):
        amounts = {}
        for key, value in values.items():
            if key not in ("fund", "assets") and not key.startswith("assets_"):
                continue
            amount = cell.parse_money(value, units[key])
            label = (
                self.env._("Registered fund")
                if key == "fund"
                else self.env._("Net assets %(year)s", year=key[7:]).strip()
            )
            if amount is None or (key == "fund" and amount < 0):
                self._remark(remarks, self._amount_remark(label, value))
                amount = None
            if key == "fund" or amount is not None:
                amounts[key] = amount
        return {
            "fund": str(amounts["fund"]) if amounts.get("fund") is not None else None,
            "assets": {
                key[7:]: str(amount) for key, amount in amounts.items() if key != "fund"
            },
        }

    def _amount_remark(self, label, value):
        if not clean(value):
            return self.env._(
                "%(field)s is empty: what depends on it isn't judged.", field=label
            )
        return self.env._(
            "%(field)s: “%(value)s” is no amount. Write it in yuan, such as 50000.",
            field=label,
            value=clean(value),
        )

    def _results(self, values, remarks):
        results = {}
        for key, value in values.items():
            if not key.startswith("result_"):
                continue
            year, conclusion = key[7:], cell.parse_conclusion(value)
            if conclusion:
                results[year] = conclusion
            elif clean_name(value) not in cell.NOTHING:
                self._remark(
                    remarks,
                    self.env._(
                        "Inspection %(year)s: “%(value)s” isn't known; write 合格, "
                        "基本合格, 不合格 or 未参检.",
                        year=year,
                        value=clean(value),
                    ),
                )
        return results
