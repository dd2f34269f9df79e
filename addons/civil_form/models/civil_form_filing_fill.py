import base64

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..tools import arithmetic, workbook
from ..tools.fault import Fault
from ..tools.places import match_places
from .civil_form_filing import FILLING


class CivilFormFiling(models.Model):
    """Fills a filing: counts its values, puts them into the workbook, judges them."""

    _inherit = "civil.form.filing"

    def _fill(self):
        """Count everything anew, with the rights of whoever does it."""
        for filing in self:
            version = filing.form_id._version_on(filing.period_end)
            filing._write_guarded({"version_id": version.id})
            try:
                places = filing._places(version._book())[0]
                filing._store(places, filing._counted(places))
            except Fault as fault:
                filing._refuse_fault(fault)
            filing._compare()
            filing._add_maker()
            filing._finish(filler=filing.env.user)

    def _refuse_fault(self, fault):
        raise UserError(
            self.env._(
                "%(filing)s: %(problem)s",
                filing=self.display_name,
                problem=self.env["civil.form.fault"]._sentence(fault),
            )
        ) from fault

    def _after_typing(self):
        """Work through what was typed or explained: formulas, workbook, findings."""
        if self.state != "filled":
            return
        typed = self.value_ids.filtered(lambda value: value.given)
        given = {
            (value.figure_id, value.division_id): value._decimal()
            for value in typed
            if value.source != "formula"
        }
        formulas = self.value_ids.filtered(lambda value: value.source == "formula")
        by_figure = formulas.grouped("figure_id")
        try:
            for figure in formulas.figure_id._with_operands() & formulas.figure_id:
                found = figure._calculate(by_figure[figure].division_id, given)
                given |= found
                for value in by_figure[figure]:
                    value._keep(found[figure, value.division_id])
        except Fault as fault:
            self._refuse_fault(fault)
        self._add_maker()
        self._finish()

    def _add_maker(self):
        self._write_guarded({"maker_ids": [Command.link(self.env.uid)]})

    def _finish(self, filler=None):
        """Build the workbook and note what in it needs a word."""
        content, findings = self._build(filler=filler)
        self._write_guarded({"workbook": base64.b64encode(content)})
        self._note_findings(findings)

    # -- values ------------------------------------------------------------------

    def _places(self, book):
        """Return ``({(figure, division): [(sheet, cell)]}, findings)``.

        :raises Fault: the workbook lacks a cell
        """
        places, findings = {}, []
        for cell in self.version_id.cell_ids:
            workbook.place(book, cell.sheet, cell.address)
            if cell.kind == "figure":
                division = cell.division_id or self.division_id
                rows = [(division, cell.address)]
            elif cell.kind == "block":
                rows, problems = self._block(book, cell)
                findings += problems
            else:
                continue
            for division, address in rows:
                key = (cell.figure_id, division)
                places.setdefault(key, []).append([cell.sheet, address])
        return places, findings

    def _block(self, book, cell):
        """Return ``([(division, address)], findings)`` of cells filled row by row."""
        below = self.division_id.child_ids
        names = workbook.names_below(book, cell.sheet, cell.address, cell.name_column)
        rows, unknown, absent = match_places(names, below, self.division_id)
        column = cell.address.rstrip("0123456789")
        found = []
        for row, division in rows:
            address = f"{column}{row}"
            try:
                found.append((division, workbook.place(book, cell.sheet, address)))
            except Fault as fault:
                # The form's own formula adds up where the row is a total.
                if division != self.division_id or fault.key != "formula":
                    raise
        findings = [
            (
                f"unknown:{cell.sheet}:{cell.name_column}:{name}",
                self.env._(
                    "The sheet “%(sheet)s” has a row “%(name)s”, which is no place "
                    "below %(division)s: the row stays empty.",
                    sheet=cell.sheet,
                    name=name,
                    division=self.division_id.name,
                ),
            )
            for _row, name in unknown
        ]
        findings += [
            (
                f"absent:{cell.sheet}:{cell.name_column}:{division.code}",
                self.env._(
                    "The sheet “%(sheet)s” has no row for %(division)s: it isn't "
                    "reported.",
                    sheet=cell.sheet,
                    division=division.name,
                ),
            )
            for division in absent
        ]
        return found, findings

    def _counted(self, places):
        """Return ``{(figure, division): Decimal or None}`` of what the cells show."""
        wanted = {}
        for figure, division in places:
            wanted.setdefault(division, figure.browse())
            wanted[division] |= figure
        given = {
            (value.figure_id, value.division_id): value._decimal()
            for value in self.value_ids
            if value.source == "manual" and value.given
        }
        together = {}
        for division, figures in wanted.items():
            together.setdefault(figures, division.browse())
            together[figures] |= division
        found = {}
        for figures, divisions in together.items():
            needed = figures._with_operands()
            amounts = figures._amounts(self._period(), divisions, given)
            found |= {
                (figure, division): value
                for (figure, division), value in amounts.items()
                if figure in needed and division in divisions
            }
        return found

    def _store(self, places, counted):
        """Write the values: change what is there, add what isn't, drop the rest."""
        # Values are written by filling only; they were counted with the user's rights.
        rows = FILLING.opened(self.sudo().value_ids)
        there = {(row.figure_id, row.division_id): row for row in rows}
        new = []
        for sequence, (key, value) in enumerate(self._ordered(places, counted)):
            figure, division = (record.sudo() for record in key)
            vals = {
                "sequence": sequence,
                "places": places.get(key) or [],
                "domain": figure._kept_domain(self._period(), division),
                "source": figure.source,
            }
            row = there.pop((figure, division), None)
            if row:
                row.write(vals)
                row._keep(value)
                continue
            new.append(
                {
                    **vals,
                    "filing_id": self.id,
                    "figure_id": figure.id,
                    "division_id": division.id,
                    "given": value is not None,
                    "value": float(value or 0),
                }
            )
        rows.browse().union(*there.values()).unlink()
        rows.create(new)
        self.invalidate_recordset(["value_ids"])

    @staticmethod
    def _ordered(places, counted):
        """What cells show in the cells' order, then what only formulas use."""
        shown = [(key, counted[key]) for key in places]
        return shown + [pair for pair in counted.items() if pair[0] not in places]

    def _compare(self):
        """Put beside the values those of the last period and of last year."""
        period = self._period()
        before = self._values_of(period.moved(-1))
        last_year = self._values_of(period.last_year())
        for value in FILLING.opened(self.sudo().value_ids):
            key = (value.figure_id.id, value.division_id.id)
            value.write(
                {
                    "has_previous": key in before,
                    "previous_value": before.get(key, 0),
                    "has_last_year": key in last_year,
                    "last_year_value": last_year.get(key, 0),
                }
            )

    def _values_of(self, period):
        """Return the values that were reported for another period."""
        other = self.search(
            [
                ("form_id", "=", self.form_id.id),
                ("period_start", "=", period.start),
                ("state", "in", ("checked", "sent")),
            ]
        )
        return {
            (value.figure_id.id, value.division_id.id): value.value
            for value in other.value_ids
            if value.given
        }

    # -- workbook ----------------------------------------------------------------

    def _build(self, filler=None, checker=None):
        """Return ``(bytes, findings)`` of the workbook with the values in it."""
        try:
            book = self.version_id._book()
            findings = self._places(book)[1]
        except Fault as fault:
            self._refuse_fault(fault)
        for value in self.value_ids.filtered("given"):
            for sheet, address in value.places or []:
                workbook.put(book, sheet, address, value._decimal())
        for cell in self.version_id.cell_ids:
            if (text := self._text(cell, filler, checker)) is not None:
                workbook.put(book, cell.sheet, cell.address, text)
        for check in self.version_id.check_ids:
            findings += self._judge(check, book)
        return workbook.save_book(book), dict(findings)

    def _text(self, cell, filler, checker):
        """Return what a cell that shows no figure holds, or None."""
        today = fields.Date.context_today(self)
        return {
            "period": lambda: self.period_name,
            "division": lambda: self.division_id.name,
            "date": lambda: self._name_of_day(today),
            "filler": lambda: (filler or self.filled_uid).sudo().name,
            "checker": lambda: checker and checker.sudo().name,
        }.get(cell.kind, lambda: None)()

    def _name_of_day(self, day):
        """Return a day as forms write it."""
        return self.env._(
            "%(year)s-%(month)s-%(day)s", year=day.year, month=day.month, day=day.day
        )

    def _judge(self, check, book):
        """Return the finding of a check in a filled workbook, as a list."""
        try:
            left, right, holds = check._judge(book)
        except Fault as fault:
            text = self.env._(
                "%(check)s (%(relation)s) can't be judged: %(problem)s",
                check=check.name,
                relation=check.expression,
                problem=self.env["civil.form.fault"]._sentence(fault),
            )
            return [(f"check:{check.id}", text)]
        if holds:
            return []
        text = self.env._(
            "%(check)s: %(relation)s doesn't hold; left %(left)s, right %(right)s, "
            "difference %(difference)s.",
            check=check.name,
            relation=check.expression,
            left=_plain(left),
            right=_plain(right),
            difference=_plain(left - right),
        )
        return [(f"check:{check.id}", text)]

    def _note_findings(self, findings):
        """Write the findings; what is explained stays so while it says the same."""
        # Findings are written by filling only.
        rows = FILLING.opened(self.sudo().finding_ids)
        for row in rows:
            if findings.get(row.key) == row.name:
                del findings[row.key]
            else:
                row.unlink()
        rows.create(
            [
                {"filing_id": self.id, "key": key, "name": name}
                for key, name in findings.items()
            ]
        )
        self.invalidate_recordset(["finding_ids"])


def _plain(value):
    """Return a number without superfluous zeros."""
    text = f"{arithmetic.rounded(value, 6):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
