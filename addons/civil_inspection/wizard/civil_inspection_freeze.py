from odoo import fields, models


class CivilInspectionFreeze(models.TransientModel):
    """Asks for a witness and his words before the population is frozen."""

    _name = "civil.inspection.freeze"
    _description = "Freezing of a Population"

    campaign_id = fields.Many2one(
        "civil.inspection.campaign", required=True, readonly=True, ondelete="cascade"
    )
    population_count = fields.Integer(related="campaign_id.population_count")
    planned_size = fields.Integer(related="campaign_id.planned_size")
    witness = fields.Char()
    words = fields.Char(
        string="Words of the Witness",
        help="Anything, such as the numbers of three dice. They become part of the "
        "seed, together with chance that is drawn after the population is frozen.",
    )

    def action_confirm(self):
        """Freeze the population."""
        self.ensure_one()
        return self.campaign_id.action_freeze(self.witness, self.words)
