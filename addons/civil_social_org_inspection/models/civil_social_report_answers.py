import decimal

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.sheets import Fault

from ..tools.answers import read_answer
from ..tools.report_sheet import read_sheet, write_sheet
from .civil_social_report_problem import SUMS

NET = ("net_assets", "assets", "liabilities")


class CivilSocialReport(models.Model):
    """What the organization types, on the page or in a workbook (填报)."""

    _inherit = "civil.social.report"

    answer_revision = fields.Integer(
        readonly=True,
        copy=False,
        help="Counts the savings on the organization's page: who saves what another "
        "window has changed meanwhile is told.",
    )

    def _computed_answers(self):
        """Return ``{field: {part: sign}}`` of the sums that nobody types."""
        sums = {total: dict.fromkeys(parts, 1) for total, parts in SUMS.items()}
        net, assets, liabilities = NET
        sums[net] = {assets: 1, liabilities: -1}
        asked = set(self._items().mapped("field_name"))
        # A part that isn't asked for, such as dues of who has no members, is 0.
        return {
            total: {name: sign for name, sign in parts.items() if name in asked}
            for total, parts in sums.items()
            if total in asked and parts.keys() & asked
        }

    def _take_answers(self, values, revision=None):
        """Keep what was typed, and tell how the single report stands now.

        Nothing is kept where another window has changed the report meanwhile.

        :param dict values: ``{field: what was typed}``
        :param int revision: the revision that the window has seen; None takes the
            values whatever happened
        :return: ``{"conflict", "revision", "refused", "problems", "values"}``:
            ``refused`` is ``{field: sentence}`` of what can't be kept as it was typed
        :raises UserError: the report isn't to be changed any more
        """
        self.ensure_one()
        self._lock_rows()
        self.invalidate_recordset()
        if revision is not None and revision != self.answer_revision:
            return {"conflict": True, **self._answers_state({})}
        taken, refused = self._read_answers(values)
        problems = None
        if taken:
            taken |= self._sum_answers(taken)
            problems = self._portal_save(taken)
            self.answer_revision += 1
        return {"conflict": False, **self._answers_state(refused, problems)}

    def _answers_state(self, refused, problems=None):
        return {
            "revision": self.answer_revision,
            "refused": refused,
            "problems": self._problems() if problems is None else problems,
            "values": {
                name: self._plain(name) for name in self._items().mapped("field_name")
            },
        }

    def _read_answers(self, values):
        """Return ``{field: value}`` and ``{field: sentence}`` of what was typed.

        :raises UserError: a field isn't asked for, or is computed
        """
        asked = {
            field["name"]: field
            for section in self._portal_sections()
            for field in section["fields"]
        }
        if not isinstance(values, dict) or values.keys() - asked.keys():
            raise UserError(self.env._("The report doesn't ask for this."))
        computed = self._computed_answers()
        taken, refused = {}, {}
        for name, raw in values.items():
            field = asked[name]
            if name in computed:
                continue
            try:
                value = read_answer(field["type"], raw, field["selection"])
            except Fault as fault:
                refused[name] = self._fault_sentence(fault)
                continue
            taken[name] = self._stored(field["type"], value)
        return taken, refused

    def _stored(self, kind, value):
        """Return a value that was read as the field keeps it."""
        if kind == "monetary":
            # At most 13 digits: a float keeps them exactly, the column is numeric.
            return float(value or 0)
        if kind == "integer":
            return value or 0
        return value or False

    def _sum_answers(self, taken):
        """Return the sums that follow from what was taken and what stands there."""
        sums = {}
        for total, parts in self._computed_answers().items():
            if not parts.keys() & taken.keys():
                continue
            amounts = (
                sign * decimal.Decimal(str(taken.get(name, self[name]) or 0))
                for name, sign in parts.items()
            )
            sums[total] = float(sum(amounts, decimal.Decimal(0)))
        return sums

    def _fault_sentence(self, fault):
        """Return what is wrong with an answer or a workbook, and the remedy."""
        sentences = {
            "number": self.env._("Enter a number, without units and words."),
            "whole": self.env._("Enter a whole number."),
            "negative": self.env._("Enter 0 or more."),
            "large": self.env._("The number is too large: check the unit, it is yuan."),
            "cents": self.env._("Amounts have two decimals at most."),
            "date": self.env._("Enter a day that exists, as 2024-03-05."),
            "day": self.env._("Check the year: this day can't be meant."),
            "odd": self.env._("This can't be read: type it again."),
            "sheet": self.env._(
                "This isn't the workbook of an annual report: download it here, fill "
                "it in and upload it without changing its layout."
            ),
            "whose": self.env._(
                "This is the workbook of another organization or another year: "
                "download the right one here."
            ),
            "empty": self.env._("The file is empty."),
            "damaged": self.env._("The file can't be read: save it again as .xlsx."),
            "encrypted": self.env._("The file has a password: save it without one."),
            "html": self.env._("This is a web page: save it as .xlsx."),
            "encoding": self.env._("This is no workbook: save it as .xlsx."),
        }
        if fault.key == "choice":
            return self.env._("Choose one of: %(choices)s.", **fault.params)
        if fault.key == "long":
            return self.env._(
                "The text is too long: %(count)s characters at most.", **fault.params
            )
        return sentences[fault.key]

    # -- the workbook ------------------------------------------------------------------

    def _sheet_mark(self):
        return f"{self.org_id.id}:{self.year}"

    def _sheet(self):
        """Return the single report as a workbook to be filled in."""
        words = {
            "sheet": self.env._("Annual Report"),
            "number": self.env._("No."),
            "label": self.env._("Item"),
            "answer": self.env._("To Be Filled In"),
            "last": self.env._("Last Year"),
            "hint": self.env._("Hint"),
            "required": self.env._("required"),
            "computed": self.env._("Computed by the system: leave it empty."),
            "whole": self.env._("Enter a whole number."),
        }
        title = self.env._(
            "%(name)s: annual report %(year)s", name=self.name, year=self.year
        )
        return write_sheet(
            title,
            self._sheet_mark(),
            self._portal_sections(),
            words,
            self._computed_answers(),
        )

    def _read_sheet(self, content):
        """Return what a workbook says: ``{field: value}`` as JSON, and the faults.

        :param bytes content: the workbook
        :return: values and a list of ``{"cell", "label", "sentence"}``
        :raises UserError: it isn't this report's workbook
        """
        sections, computed = self._portal_sections(), self._computed_answers()
        try:
            taken, faults = read_sheet(content, self._sheet_mark(), sections, computed)
        except Fault as fault:
            raise UserError(self._fault_sentence(fault)) from fault
        values = {
            name: value if isinstance(value, int) else str(value)
            for name, value in taken.items()
        }
        return values, [
            {"cell": cell, "label": label, "sentence": self._fault_sentence(fault)}
            for cell, label, fault in faults
        ]
