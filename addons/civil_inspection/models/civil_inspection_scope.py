from odoo import fields, models


class CivilInspectionScope(models.AbstractModel):
    """A record of one kind of inspection, in a place, of the bureau.

    Who sees it follows from the groups of its kind, its division and its company, by
    record rules that each model declares.
    """

    _name = "civil.inspection.scope"
    _description = "Record of a Kind of Inspection"
    _inherit = ["civil.division.mixin"]

    kind_id = fields.Many2one(
        "civil.inspection.kind",
        string="Kind of Inspection",
        required=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
