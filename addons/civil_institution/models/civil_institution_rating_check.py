from odoo import fields, models


class CivilInstitutionRatingCheck(models.Model):
    """A condition of entry, and what the system found of it (基本条件核查)."""

    _name = "civil.institution.rating.check"
    _description = "Condition of a Rating"
    _inherit = ["civil.institution.rating.part.of"]
    _order = "rating_id, sequence, id"

    sequence = fields.Integer(readonly=True)
    code = fields.Selection(
        [
            ("filed", "Registered and Filed"),
            ("operating", "In Operation"),
            ("penalty", "No Penalty"),
            ("accident", "No Serious Accident"),
            ("ratio", "Care Workers by the Ratios"),
            ("certified", "Care Workers with Certificates"),
            ("occupancy", "Occupancy"),
        ],
        string="Condition",
        required=True,
        readonly=True,
    )
    wanted = fields.Char(readonly=True)
    found = fields.Char(readonly=True)
    is_met = fields.Boolean(string="Met", readonly=True)
    checked_on = fields.Date(readonly=True)
    legal_basis = fields.Char(string="Basis", readonly=True)
