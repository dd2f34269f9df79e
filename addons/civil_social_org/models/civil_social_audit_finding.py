from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import CLERK


class CivilSocialAuditFinding(models.Model):
    """What an auditor found, and until when it is put right (审计发现问题)."""

    _name = "civil.social.audit.finding"
    _description = "Finding of an Audit"
    _inherit = ["civil.workflow.mixin"]
    _order = "audit_id, id"
    _rec_name = "description"

    _transitions = (
        Transition(
            "open", "done", group=CLERK, guard="_guard_rectify", stamp="rectified"
        ),
    )
    _guarded = ("rectified_note",)

    audit_id = fields.Many2one(
        "civil.social.audit", required=True, index=True, ondelete="cascade"
    )
    org_id = fields.Many2one(related="audit_id.org_id", store=True)
    division_id = fields.Many2one(related="audit_id.division_id", store=True)
    currency_id = fields.Many2one(related="audit_id.currency_id")
    category = fields.Selection(
        [
            ("income", "Income"),
            ("expense", "Expenses"),
            ("asset", "Assets"),
            ("dues", "Dues and Fees"),
            ("receipts", "Receipts and Vouchers"),
            ("related", "Related Parties"),
            ("governance", "Financial Management"),
            ("other", "Other"),
        ],
        required=True,
        default="governance",
    )
    amount = fields.Monetary(help="The sum concerned, in yuan.")
    description = fields.Text(required=True)
    due_on = fields.Date(string="Put Right by")
    state = fields.Selection(
        [("open", "Open"), ("done", "Put Right")],
        default="open",
        required=True,
        readonly=True,
        index=True,
    )
    rectified_note = fields.Char(string="How It Was Put Right", readonly=True)
    rectified_uid = fields.Many2one("res.users", "Accepted By", readonly=True)
    rectified_date = fields.Datetime("Accepted On", readonly=True)
    is_overdue = fields.Boolean(
        compute="_compute_is_overdue", search="_search_is_overdue"
    )

    @api.depends("state", "due_on")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for finding in self:
            late = finding.state == "open" and finding.due_on
            finding.is_overdue = bool(late and finding.due_on < today)

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        late = fields.Domain("state", "=", "open") & fields.Domain("due_on", "<", today)
        return fields.Domain.OR(late if wanted else ~late for wanted in value)

    def _guard_rectify(self):
        if self.audit_id.state != "reported":
            return self.env._("its audit isn't reported yet, or is closed")
        return False

    def action_rectify(self, reason=None):
        """Accept that the organization has put it right.

        :param str reason: how it was put right
        """
        if not (reason or "").strip():
            return self.env["civil.case.reason"]._open(
                self, "action_rectify", self.env._("Put Right")
            )
        self.check_access("write")
        self._refuse_reasons(self._refusal_reasons("done"))
        self._write_guarded({"rectified_note": reason.strip()})
        self._transition("done")
        return True

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse further findings of a report that has come in."""
        findings = super().create(vals_list)
        findings._refuse_reported()
        return findings

    def write(self, vals):
        """Keep what the report says."""
        if not self._has_pass(vals):
            self._refuse_reported()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_reported(self):
        self._refuse_reported()

    def _refuse_reported(self):
        if self.audit_id.filtered(lambda a: a.state in ("reported", "closed")):
            raise UserError(self.env._("What an audit report says doesn't change."))
