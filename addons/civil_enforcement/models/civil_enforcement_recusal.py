from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import CLERK, HEAD
from ..tools.text import said


class CivilEnforcementRecusal(models.Model):
    """That an officer is to withdraw from a case (回避): asked for and decided on.

    The head of the section decides; until then the investigation goes on. Source:
    Administrative Penalty Law, article 43.
    """

    _name = "civil.enforcement.recusal"
    _description = "Recusal"
    _inherit = ["civil.workflow.mixin", "civil.enforcement.part"]
    _order = "case_id, id"
    _rec_name = "officer_id"

    _guarded = ("decision",)
    _transitions = (
        Transition(
            "requested",
            "granted",
            group=HEAD,
            guard="_guard_decide",
            effect="_effect_grant",
            stamp="decided",
        ),
        Transition(
            "requested", "refused", group=HEAD, guard="_guard_decide", stamp="decided"
        ),
    )

    officer_id = fields.Many2one(
        "civil.inspection.inspector", required=True, ondelete="restrict"
    )
    requested_on = fields.Date(
        required=True, default=lambda self: fields.Date.context_today(self)
    )
    requested_by = fields.Selection(
        [("party", "Party"), ("officer", "The Officer"), ("organ", "Bureau")],
        required=True,
        default="party",
    )
    ground = fields.Char(
        required=True, help="Interest in the matter, or what else stands against it."
    )
    decision = fields.Char(string="Grounds of the Decision", readonly=True)
    state = fields.Selection(
        [
            ("requested", "Requested"),
            ("granted", "Withdraws"),
            ("refused", "Refused"),
        ],
        default="requested",
        required=True,
        readonly=True,
        copy=False,
    )
    decided_uid = fields.Many2one("res.users", string="Decided by", readonly=True)
    decided_date = fields.Datetime(string="Decided on", readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        """Take requests of clerks, for the officers of the case only."""
        recusals = super().create(vals_list)
        recusals.case_id._check_role(CLERK)
        for recusal in recusals:
            if recusal.officer_id not in recusal.case_id.officer_ids:
                raise UserError(
                    self.env._(
                        "%(name)s isn't an officer of this case.",
                        name=recusal.officer_id.name,
                    )
                )
        return recusals

    def _guard_decide(self):
        if self.officer_id.user_id == self.env.user:
            return self.env._("nobody decides about his own withdrawal")
        return False

    def _effect_grant(self):
        for recusal in self:
            recusal.case_id._drop_officer(recusal.officer_id)

    def action_grant(self):
        """Have the officer withdraw; the case needs somebody else in his place."""
        self._transition("granted")

    def action_refuse(self, reason=None):
        """Refuse the request, with grounds."""
        if not said(reason):
            return self.env["civil.enforcement.step"]._open(
                self, "action_refuse", self.env._("Refuse")
            )
        self._refuse_reasons(self._refusal_reasons("refused"))
        self._write_guarded({"decision": said(reason)})
        self._transition("refused")
        return True
