from odoo import api, fields, models


class CivilInstitutionBelonging(models.Model):
    """Something valuable of a resident that the institution keeps (贵重物品)."""

    _name = "civil.institution.belonging"
    _description = "Belonging of a Resident"
    _inherit = ["civil.institution.part"]
    _order = "received_on, id"

    stay_id = fields.Many2one(
        "civil.institution.stay", required=True, index=True, ondelete="restrict"
    )
    institution_id = fields.Many2one(
        related="stay_id.institution_id",
        store=True,
        index=True,
        required=False,
        precompute=True,
    )
    name = fields.Char(string="Thing", required=True)
    quantity = fields.Integer(default=1, required=True)
    kept_by = fields.Selection(
        [("institution", "The Institution"), ("person", "The Person")],
        default="institution",
        required=True,
    )
    received_on = fields.Date(default=fields.Date.context_today, required=True)
    returned_on = fields.Date(string="Handed Over on")
    returned_to = fields.Char(string="Handed Over to")
    is_kept = fields.Boolean(compute="_compute_is_kept")
    note = fields.Char()

    _quantity_check = models.Constraint(
        "CHECK (quantity > 0)", "Write how many there are."
    )
    _days_in_order = models.Constraint(
        "CHECK (returned_on >= received_on)",
        "Nothing is handed over before it was received.",
    )

    @api.depends("kept_by", "returned_on")
    def _compute_is_kept(self):
        for thing in self:
            thing.is_kept = thing.kept_by == "institution" and not thing.returned_on
