from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.text import clean_name

from ..tools import workbook
from ..tools.places import match_places


class CivilFormPropose(models.TransientModel):
    """Looks for the cells of a blank workbook that want a figure."""

    _name = "civil.form.propose"
    _description = "Cells to Be Filled"

    version_id = fields.Many2one("civil.form.version", required=True, readonly=True)
    line_ids = fields.One2many("civil.form.propose.line", "wizard_id")

    def _find(self):
        """List the cells that nothing goes into yet, with figures of the same name."""
        book = self.version_id._book()
        taken = self._taken(book)
        figures = {
            clean_name(figure.name): figure.id
            for figure in self.env["civil.form.figure"].search([])
        }
        below = self.version_id.form_id.division_id.child_ids
        heads, lines = set(), []
        for sheet, address, left, above in workbook.proposals(book):
            if (sheet, address) in taken:
                continue
            column = address.rstrip("0123456789")
            by_rows = bool(left) and bool(match_places([(0, left[0])], below)[0])
            if by_rows and (sheet, column) in heads:
                continue
            words = [word for word, _column in filter(None, (left, above))]
            found = (figures.get(clean_name(word)) for word in words)
            if by_rows:
                heads.add((sheet, column))
            lines.append(
                {
                    "wizard_id": self.id,
                    "sheet": sheet,
                    "address": address,
                    "label": " / ".join(words),
                    "figure_id": next(filter(None, found), False),
                    "name_column": left[1] if by_rows else False,
                }
            )
        self.line_ids.create(lines)

    def _taken(self, book):
        """Return ``{(sheet, address)}`` of the cells into which something goes."""
        taken = set()
        for cell in self.version_id.cell_ids:
            taken.add((cell.sheet, cell.address))
            if cell.kind == "block":
                column = cell.address.rstrip("0123456789")
                rows = workbook.names_below(
                    book, cell.sheet, cell.address, cell.name_column
                )
                taken |= {(cell.sheet, f"{column}{row}") for row, _name in rows}
        return taken

    def action_apply(self):
        """Map the cells for which a figure was chosen.

        :raises UserError: none was chosen
        """
        self.ensure_one()
        chosen = self.line_ids.filtered("figure_id")
        if not chosen:
            raise UserError(
                self.env._("Choose a figure for at least one of the cells first.")
            )
        self.env["civil.form.cell"].create(
            [
                {
                    "version_id": self.version_id.id,
                    "sheet": line.sheet,
                    "address": line.address,
                    "figure_id": line.figure_id.id,
                    "division_id": line.division_id.id,
                    "kind": "block" if line.name_column else "figure",
                    "name_column": line.name_column,
                }
                for line in chosen
            ]
        )
        return {"type": "ir.actions.act_window_close"}
