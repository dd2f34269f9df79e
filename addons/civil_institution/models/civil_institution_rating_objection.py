from odoo import api, fields, models


class CivilInstitutionRatingObjection(models.Model):
    """An objection to a rating in publicity, and what became of it (公示异议)."""

    _name = "civil.institution.rating.objection"
    _description = "Objection to a Rating"
    _inherit = ["civil.institution.rating.part.of"]
    _order = "rating_id, received_on, id"
    _rec_name = "objector"

    received_on = fields.Date(required=True, default=fields.Date.context_today)
    objector = fields.Char(required=True)
    content = fields.Text(required=True)
    result = fields.Selection(
        [("upheld", "Upheld"), ("rejected", "Not Upheld")],
        help="Empty while it is looked into.",
    )
    answer = fields.Text(help="What was found, and what the objector was told.")
    answered_on = fields.Date()

    publicity_from = fields.Date(readonly=True, help="To which notice it was made.")

    _answer_check = models.Constraint(
        "CHECK (result IS NULL OR (answered_on IS NOT NULL AND answer IS NOT NULL))",
        "Say what the objector was told, and when.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Take objections during the publicity only."""
        objections = super().create(vals_list)
        objections.rating_id._check_in(("publicity",))
        for objection in objections:
            objection.publicity_from = objection.rating_id.publicity_from
        return objections

    def write(self, vals):
        """Keep what was answered once the publicity has led to something."""
        self.rating_id._check_in(("publicity",))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_open(self):
        self.rating_id._check_in(("publicity",))
