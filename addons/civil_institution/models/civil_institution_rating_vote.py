from odoo import api, fields, models


class CivilInstitutionRatingVote(models.Model):
    """How a member of the committee voted (评定委员会表决)."""

    _name = "civil.institution.rating.vote"
    _description = "Vote on a Rating"
    _inherit = ["civil.institution.rating.part.of"]
    _order = "rating_id, id"
    _rec_name = "member"

    member = fields.Char(required=True)
    organ = fields.Char(string="Unit")
    vote = fields.Selection(
        [("for", "For"), ("against", "Against"), ("abstained", "Abstained")],
        default="for",
        required=True,
    )
    note = fields.Char()

    _member_uniq = models.UniqueIndex(
        "(rating_id, member)", "The member has voted already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse votes once it is decided."""
        votes = super().create(vals_list)
        votes._check_open()
        return votes

    def write(self, vals):
        """Refuse to change votes once it is decided."""
        self._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_open(self):
        self._check_open()

    def _check_open(self):
        self.rating_id._check_in(("on_site",))
