from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import CLERK, HEAD
from .civil_social_audit import REPORTED

GROUNDS = [
    ("purpose", "Purpose Achieved"),
    ("dissolved", "Dissolved by Itself"),
    ("merged", "Divided or Merged"),
    ("other", "Another Reason"),
]
#: What is put down when it is handed in, and never by hand.
_COLLECTED = ("seals_on", "vouchers_on", "certificate_on")
#: What stays open while the group works.
_WORK = ("ended_on", "report_on", "attachment_ids", "remaining", "disposal")


class CivilSocialLiquidation(models.Model):
    """The liquidation of a social organization before its deregistration (清算).

    From its beginning on the organization may do nothing else. When it has ended,
    deregistration is applied for within the days that the regulations set.

    Source: 《社会团体登记管理条例》第十九条至第二十二条, 《民办非企业单位登记管理
    暂行条例》第十六条至第十八条; for charities 《慈善法》第十八条.
    """

    _name = "civil.social.liquidation"
    _description = "Liquidation of a Social Organization"
    _inherit = ["civil.workflow.mixin", "civil.clock.mixin", "mail.thread"]
    _order = "id desc"
    _rec_name = "org_id"

    _transitions = (
        Transition(
            "draft",
            "liquidating",
            group=CLERK,
            guard="_guard_start",
            effect="_effect_start",
        ),
        Transition(
            "liquidating",
            "finished",
            group=CLERK,
            guard="_guard_finish",
            effect="_effect_finish",
        ),
        # With the granted case only.
        Transition("finished", "closed"),
        Transition(
            ("liquidating", "finished"),
            "cancelled",
            group=HEAD,
            guard="_guard_cancel",
            effect="_effect_cancel",
        ),
    )
    _guarded = ("started_on", "cancel_reason", *_COLLECTED)

    org_id = fields.Many2one(
        "civil.social.org",
        string="Organization",
        required=True,
        index=True,
        ondelete="restrict",
    )
    division_id = fields.Many2one(related="org_id.division_id", store=True, index=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        "res.users", string="Responsible", default=lambda self: self.env.user
    )
    ground = fields.Selection(GROUNDS, required=True, default="purpose")
    ground_note = fields.Char(string="What Happened")
    ground_date = fields.Date(
        string="Ground Arose on", required=True, default=fields.Date.context_today
    )
    consent_no = fields.Char(string="Number of the Consent")
    consent_date = fields.Date(string="Consent of the Supervisor")
    member_ids = fields.One2many(
        "civil.social.liquidator", "liquidation_id", string="Liquidation Group"
    )
    started_on = fields.Date(readonly=True, help="Since when nothing else is allowed.")
    ended_on = fields.Date(string="Liquidation Ended on")
    report_on = fields.Date(string="Liquidation Report of")
    attachment_ids = fields.Many2many("ir.attachment", string="Report and Papers")
    remaining = fields.Monetary(
        string="Remaining Property", help="After all debts, in yuan."
    )
    disposal = fields.Text(
        string="Use of the Remaining Property",
        help="For a charity: to which charity of the same or a similar purpose.",
    )
    audit_ids = fields.One2many("civil.social.audit", "liquidation_id", string="Audits")
    case_ids = fields.One2many("civil.case", "social_liquidation_id", string="Cases")
    seals_on = fields.Date(string="Seals Handed In", readonly=True)
    vouchers_on = fields.Date(string="Vouchers Handed In", readonly=True)
    certificate_on = fields.Date(string="Certificate Handed In", readonly=True)
    cancel_reason = fields.Char(string="Why It Was Given Up", readonly=True)
    state = fields.Selection(
        [
            ("draft", "Prepared"),
            ("liquidating", "In Liquidation"),
            ("finished", "Liquidation Ended"),
            ("closed", "Deregistered"),
            ("cancelled", "Given Up"),
        ],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
        copy=False,
    )

    _org_uniq = models.UniqueIndex(
        "(org_id) WHERE state IN ('draft', 'liquidating', 'finished')",
        "The organization is being liquidated already.",
    )

    # Guards

    def _guard_start(self):
        if not self.member_ids.filtered("is_head"):
            return self.env._("form the liquidation group first, and name its head")
        if self.org_id.supervisor_type == "dual" and not (
            self.consent_no and self.consent_date
        ):
            return self.env._("enter number and day of the supervisor's consent first")
        return False

    def _guard_finish(self):
        if not (self.ended_on and self.report_on and self.attachment_ids):
            return self.env._("enter the end and the report, and attach the report")
        if self.ended_on < self.started_on:
            return self.env._("the liquidation can't end before it begins")
        if self.ended_on > fields.Date.context_today(self):
            return self.env._("its end lies in the future")
        if not self._audit():
            return self.env._("the audit of the liquidation has no report yet")
        if self.remaining and not (self.disposal or "").strip():
            return self.env._("say what becomes of the remaining property")
        return False

    def _guard_cancel(self):
        # Whatever is applied for stands in the way, whoever sees it.
        undecided = self.sudo().case_ids.filtered(
            lambda case: case.is_open and case.state != "draft"
        )
        return bool(undecided) and self.env._(
            "%(case)s is about it; have it withdrawn first",
            case=undecided[0].display_name,
        )

    def _audit(self):
        """The reported audit of the single liquidation."""
        return self.audit_ids.filtered(
            lambda audit: audit.audit_kind == "liquidation" and audit.state in REPORTED
        )[:1]

    # Effects

    def _effect_start(self):
        """From today on the organization may only liquidate."""
        today = fields.Date.context_today(self)
        for record in self:
            record._write_guarded({"started_on": today})
            record.org_id._begin_liquidation()
        self._stop_clock("social.form_liquidation")

    def _effect_finish(self):
        """Let the time for the application run from the end of the liquidation."""
        for record in self:
            at = fields.Datetime.to_datetime(record.ended_on)
            record._start_clock("social.apply_deregister", at=at)

    def _effect_cancel(self):
        self._cancel_clocks()
        self.org_id.with_user(SUPERUSER_ID)._transition("normal")

    # Steps

    def action_start(self):
        """Begin the liquidation: the group is formed, the supervisor agreed."""
        self._transition("liquidating")
        return True

    def action_finish(self):
        """Note that the liquidation has ended, with its report and its audit."""
        self._transition("finished")
        return True

    def action_cancel(self, reason=None):
        """Give the liquidation up: the organization goes on.

        :param str reason: why
        """
        if not (reason or "").strip():
            return self.env["civil.case.reason"]._open(
                self, "action_cancel", self.env._("Give Up the Liquidation")
            )
        self.check_access("write")
        self._refuse_reasons(self._refusal_reasons("cancelled"))
        self._write_guarded({"cancel_reason": reason.strip()})
        self._transition("cancelled")
        return True

    def action_collect_seals(self):
        """Note that the seals were handed in today (收缴印章)."""
        return self._collect("seals_on")

    def action_collect_vouchers(self):
        """Note that the financial vouchers were handed in today (收缴财务凭证)."""
        return self._collect("vouchers_on")

    def action_collect_certificate(self):
        """Note that the certificate was handed in today, all its papers (收缴证书)."""
        for record in self:
            papers = record.org_id._social_license().copy_ids
            papers.filtered(
                lambda p: p.state in ("handed_out", "to_collect")
            ).action_collect()
        return self._collect("certificate_on")

    def _collect(self, name):
        if not (self.env.su or self.env.user.has_group(CLERK)):
            raise AccessError(self.env._("Your role doesn't allow this step."))
        self.check_access("write")
        self._lock_for_step()
        reasons = {}
        for record in self:
            if record.state not in ("liquidating", "finished"):
                reasons[record] = self.env._(
                    "it is in the state “%(state)s”", state=record._state_label()
                )
        self._refuse_reasons(reasons)
        self._write_guarded({name: fields.Date.context_today(self)})
        return True

    def action_apply(self):
        """Begin the application for deregistration."""
        self.ensure_one()
        return self.org_id.action_start_social_case(
            "deregister", social_liquidation_id=self.id
        )

    # What people may write

    @api.model_create_multi
    def create(self, vals_list):
        """Charities have to form their group in time: let the time run."""
        records = super().create(vals_list)
        for record in records.filtered("org_id.is_charity"):
            at = fields.Datetime.to_datetime(record.ground_date)
            record._start_clock("social.form_liquidation", at=at)
        return records

    def write(self, vals):
        """Keep what the steps rest on."""
        if not self._has_pass(vals):
            names = {
                n for n in vals if not n.startswith(("message_", "activity_", "clock_"))
            }
            begun = self.filtered(lambda one: one.state != "draft")
            working = begun.filtered(lambda one: one.state == "liquidating")
            open_names = {*_WORK, "user_id", "member_ids", "audit_ids"}
            if (working and names - open_names) or (
                begun - working and names - {"user_id"}
            ):
                raise UserError(
                    self.env._("The liquidation has gone further; this stays as it is.")
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if self.filtered(lambda one: one.state != "draft"):
            raise UserError(self.env._("Only a prepared liquidation can be deleted."))
