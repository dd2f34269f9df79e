from odoo import fields, models


class CivilFormProposeLine(models.TransientModel):
    """A cell that wants a figure."""

    _name = "civil.form.propose.line"
    _description = "Cell to Be Filled"
    _order = "id"

    wizard_id = fields.Many2one(
        "civil.form.propose", required=True, ondelete="cascade", index=True
    )
    sheet = fields.Char(required=True, readonly=True)
    address = fields.Char(string="Cell", required=True, readonly=True)
    label = fields.Char(string="Beside and Above", readonly=True)
    figure_id = fields.Many2one("civil.form.figure")
    division_id = fields.Many2one("civil.division")
    name_column = fields.Char(
        string="Column of Names",
        help="To fill this cell and those below row by row: in which column the names "
        "of the places stand.",
    )
