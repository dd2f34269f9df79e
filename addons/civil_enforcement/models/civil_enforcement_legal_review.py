from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import CLERK, LEGAL


class CivilEnforcementLegalReview(models.Model):
    """The legal review of a proposed decision (法制审核).

    The reviewer doesn't investigate the case and holds the legal qualification; what
    he agrees to is kept as a checksum, so that a later change needs another review.
    Source: Administrative Penalty Law, article 58.
    """

    _name = "civil.enforcement.legal.review"
    _description = "Legal Review"
    _inherit = ["civil.workflow.mixin", "civil.enforcement.part"]
    _order = "case_id, id"
    _rec_name = "case_id"

    _open_states = ("reported", "noticed")
    _guarded = ("digest", "opinion")
    _transitions = (
        Transition(
            "requested", "agreed", group=LEGAL, guard="_guard_decide", stamp="decided"
        ),
        Transition(
            "requested", "revise", group=LEGAL, guard="_guard_decide", stamp="decided"
        ),
    )

    state = fields.Selection(
        [
            ("requested", "Requested"),
            ("agreed", "Agreed"),
            ("revise", "To Be Revised"),
        ],
        default="requested",
        required=True,
        readonly=True,
        copy=False,
    )
    requested_on = fields.Date(
        required=True,
        readonly=True,
        default=lambda self: fields.Date.context_today(self),
    )
    opinion = fields.Text(readonly=True, copy=False)
    draft_opinion = fields.Text(
        string="Opinion to Give",
        help="Jurisdiction, facts and evidence, law applied, sanction, procedure.",
    )
    digest = fields.Char(readonly=True, copy=False)
    decided_uid = fields.Many2one("res.users", string="Reviewed by", readonly=True)
    decided_date = fields.Datetime(string="Reviewed on", readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        """Let clerks ask for a review."""
        reviews = super().create(vals_list)
        reviews.case_id._check_role(CLERK)
        return reviews

    def _guard_decide(self):
        user, case = self.env.user, self.case_id
        if user in case._investigators():
            return self.env._(
                "who investigates the case doesn't review it (article 58)"
            )
        inspectors = self.env["civil.inspection.inspector"].sudo()
        register = inspectors.search(
            [("user_id", "=", user.id), ("company_id", "=", self.company_id.id)]
        )
        if not any(register.mapped("legal_qualification")):
            return self.env._(
                "no legal qualification is registered for you (article 58)"
            )
        if not (self.draft_opinion or "").strip():
            return self.env._("write the opinion first")
        return False

    def action_agree(self):
        """Agree to the proposed decision, with the opinion written."""
        self._decide("agreed")

    def action_revise(self):
        """Send the proposal back for revision, with the opinion written."""
        self._decide("revise")

    def _decide(self, target):
        self._refuse_reasons(self._refusal_reasons(target))
        for review in self:
            review._write_guarded(
                {
                    "opinion": review.draft_opinion,
                    "digest": review.case_id._content_digest(),
                }
            )
        self._transition(target)
        for review in self:
            review.case_id._issue_document(
                "enforcement.review",
                key=f"review-{review.id}",
                opinion=review.opinion,
                reviewer=self.env.user.name,
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_requested(self):
        """Keep what was reviewed."""
        if self.filtered(lambda review: review.state != "requested"):
            raise UserError(self.env._("A review that was given stays."))
