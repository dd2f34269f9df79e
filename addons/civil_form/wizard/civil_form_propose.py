from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.text import clean_name

from ..tools import workbook


class CivilFormPropose(models.TransientModel):
    """Looks for the cells of a blank workbook that want a figure."""

    _name = "civil.form.propose"
    _description = "Cells to Be Filled"

    version_id = fields.Many2one("civil.form.version", required=True, readonly=True)
    line_ids = fields.One2many("civil.form.propose.line", "wizard_id")

    def _find(self):
        """List the cells that nothing goes into yet, with figures of the same name."""
        book = self.version_id._book()
        taken = {(cell.sheet, cell.address) for cell in self.version_id.cell_ids}
        figures = {
            clean_name(figure.name): figure.id
            for figure in self.env["civil.form.figure"].search([])
        }
        lines = []
        for sheet, address, label in workbook.proposals(book):
            if (sheet, address) in taken:
                continue
            names = [label, *label.split(" / ")]
            found = (figures.get(clean_name(name)) for name in names)
            lines.append(
                {
                    "wizard_id": self.id,
                    "sheet": sheet,
                    "address": address,
                    "label": label,
                    "figure_id": next(filter(None, found), False),
                }
            )
        self.line_ids.create(lines)

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
