from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.roles import CLERK


class CivilInstitutionRatingMaterial(models.Model):
    """A paper handed in with an application for a rating, and its formal review."""

    _name = "civil.institution.rating.material"
    _description = "Material of a Rating"
    _inherit = ["civil.institution.rating.part.of"]
    _order = "rating_id, sequence, id"

    kind_id = fields.Many2one(
        "civil.institution.rating.material.kind", required=True, ondelete="restrict"
    )
    sequence = fields.Integer(related="kind_id.sequence", store=True)
    is_required = fields.Boolean(related="kind_id.is_required")
    attachment_ids = fields.Many2many("ir.attachment", string="Files")
    is_handed_in = fields.Boolean(string="Handed In")
    note = fields.Char()
    review = fields.Selection(
        [("good", "In Order"), ("missing", "To Be Supplied")],
        help="What the formal review found.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Let clerks alone review, and nobody add once it was reviewed."""
        materials = super().create(vals_list)
        materials._check_may(set().union(*vals_list) if vals_list else set())
        return materials

    def write(self, vals):
        """Let clerks alone review, and institutions supply while it is open."""
        self._check_may(vals.keys())
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_open(self):
        self._check_may({"kind_id"})

    def _check_may(self, names):
        """Refuse what the user or the state doesn't allow.

        :raises UserError: naming the rating
        """
        clerk = self.env.su or self.env.user.has_group(CLERK)
        if not clerk and "review" in names:
            raise UserError(self.env._("The bureau reviews what was handed in."))
        states = ("self_scored", "applied") if clerk else ("self_scored",)
        for rating in self.rating_id.filtered(lambda one: one.state not in states):
            raise UserError(
                self.env._(
                    "The materials of %(rating)s were handed in: they stay as they "
                    "are.",
                    rating=rating.display_name,
                )
            )
