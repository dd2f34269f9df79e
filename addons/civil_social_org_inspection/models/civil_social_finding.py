from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.roles import CLERK
from .civil_social_ground import SEVERITIES

#: Fields that follow from the data or from the decision alone.
_CLOSED = {"state", "source", "value", "comparison", "res_model", "res_id"}


class CivilSocialFinding(models.Model):
    """A ground that was found in a report, with its evidence (疑点 / 情形).

    The system proposes it; a reviewer confirms it, minor or serious by the
    circumstances, or dismisses it with a reason.
    """

    _name = "civil.social.finding"
    _description = "Ground Found in a Report"
    _inherit = ["civil.division.mixin"]
    _order = "report_id, state desc, ground_id, id"
    _rec_name = "ground_id"

    report_id = fields.Many2one(
        "civil.social.report", required=True, index=True, ondelete="cascade"
    )
    inspection_id = fields.Many2one(
        related="report_id.inspection_id", store=True, index=True
    )
    division_id = fields.Many2one(related="report_id.division_id", store=True)
    org_id = fields.Many2one(related="report_id.org_id", store=True, index=True)
    ground_id = fields.Many2one(
        "civil.social.ground", required=True, index=True, ondelete="restrict"
    )
    severity = fields.Selection(SEVERITIES, required=True, default="minor")
    state = fields.Selection(
        [
            ("proposed", "To Decide"),
            ("confirmed", "Confirmed"),
            ("dismissed", "Dismissed"),
        ],
        default="proposed",
        required=True,
        readonly=True,
        index=True,
    )
    source = fields.Selection(
        [("data", "From the Data"), ("person", "By a Reviewer")],
        default="person",
        required=True,
        readonly=True,
    )
    value = fields.Char(readonly=True, help="What the report says.")
    comparison = fields.Char(readonly=True, help="Against what it was held.")
    evidence = fields.Char(compute="_compute_evidence")
    res_model = fields.Char(readonly=True)
    res_id = fields.Many2oneReference(
        string="Evidence Record", model_field="res_model", readonly=True
    )
    run = fields.Char(readonly=True, help="The look through the data that found it.")
    is_gone = fields.Boolean(
        string="No Longer in the Data",
        readonly=True,
        help="It was confirmed, but the data don't show it anymore.",
    )
    note = fields.Char(string="What Was Seen", help="By the reviewer who entered it.")
    reason = fields.Char(readonly=True, help="Why it was dismissed.")
    decided_uid = fields.Many2one("res.users", "Decided By", readonly=True)
    decided_date = fields.Datetime("Decided On", readonly=True)

    _once = models.UniqueIndex(
        "(report_id, ground_id)", "This ground already stands with the report."
    )

    @api.depends("ground_id", "value", "comparison", "note")
    @api.depends_context("lang")
    def _compute_evidence(self):
        for finding in self:
            if finding.source == "person":
                finding.evidence = finding.note
                continue
            ground = finding.ground_id
            value, comparison = (
                finding._said(finding.value),
                finding._said(finding.comparison),
            )
            finding.evidence = ground._sentence(value, comparison)

    def _said(self, text):
        """A value as people read it: names of fields as their labels."""
        content = self.env["civil.social.report.content"]._fields
        known = self.env["civil.social.report"]._fields
        return "、".join(
            known[part]._description_string(self.env) if part in content else part
            for part in (text or "").split("|")
        )

    @api.model_create_multi
    def create(self, vals_list):
        """Let a reviewer enter a ground that he saw, in the review only."""
        for vals in vals_list:
            if closed := _CLOSED & vals.keys():
                raise UserError(
                    self.env._(
                        "%(fields)s can't be set by hand.", fields=", ".join(closed)
                    )
                )
        findings = super().create(vals_list)
        findings._refuse_unless_reviewing()
        now = fields.Datetime.now()
        findings.sudo().write(
            {"state": "confirmed", "decided_uid": self.env.uid, "decided_date": now}
        )
        findings._follow()
        return findings

    def write(self, vals):
        """Leave evidence and decisions to the buttons."""
        if self.env.su or not (set(vals) - {"severity", "note"}):
            if not self.env.su:
                self._refuse_unless_reviewing()
            result = super().write(vals)
            if "severity" in vals:
                self._follow()
            return result
        raise UserError(self.env._("Use the buttons to decide about grounds."))

    @api.ondelete(at_uninstall=False)
    def _unlink_own(self):
        if self.filtered(lambda finding: finding.source == "data"):
            raise UserError(
                self.env._("What the system found is dismissed with a reason instead.")
            )
        self._refuse_unless_reviewing()

    def _refuse_unless_reviewing(self):
        for report in self.report_id:
            if report.state != "registrar_review":
                raise UserError(
                    self.env._(
                        "%(report)s: grounds are decided in the registrar's review.",
                        report=report.display_name,
                    )
                )

    def _follow(self):
        """Let the conclusion that the rule proposes follow."""
        for inspection in self.sudo().report_id.inspection_id:
            inspection._propose(
                self.sudo().report_id.filtered(
                    lambda report, i=inspection: report.inspection_id == i
                )
            )

    def _for_review(self):
        """The single ground as the review screen shows it."""
        labels = dict(self._fields["severity"]._description_selection(self.env))
        states = dict(self._fields["state"]._description_selection(self.env))
        return {
            "id": self.id,
            "name": self.ground_id.name,
            "basis": self.ground_id.legal_basis or "",
            "evidence": self.evidence or "",
            "severity": self.severity,
            "severity_label": labels[self.severity],
            "state": self.state,
            "state_label": states[self.state],
            "reason": self.reason or "",
            "is_gone": self.is_gone,
            "has_record": bool(self.res_id),
        }

    # -- buttons -----------------------------------------------------------------

    def action_confirm(self, severity=None):
        """Confirm the grounds, as minor or serious.

        :param str severity: ``minor`` or ``serious``; as proposed if not given
        """
        values = {"state": "confirmed", "reason": False}
        if severity:
            if severity not in dict(SEVERITIES):
                raise UserError(self.env._("A ground is minor or serious."))
            values["severity"] = severity
        self._decide(values)

    def action_dismiss(self, reason=None):
        """Dismiss the grounds, for a reason.

        :param str reason: why they don't hold
        """
        if not (reason or "").strip():
            return self.env["civil.case.reason"]._open(
                self, "action_dismiss", self.env._("Dismiss")
            )
        self._decide({"state": "dismissed", "reason": reason.strip()})
        return True

    def action_reopen(self):
        """Take a decision about grounds back, while the review goes on."""
        self._decide({"state": "proposed", "reason": False})

    def _decide(self, values):
        self.check_access("write")
        if not self.env.user.has_group(CLERK):
            raise AccessError(self.env._("Reviewers of the section decide."))
        self._refuse_unless_reviewing()
        self.report_id._lock_rows()
        self.sudo().write(
            {
                **values,
                "decided_uid": self.env.uid,
                "decided_date": fields.Datetime.now(),
            }
        )
        self._follow()

    def action_open_evidence(self):
        """Open the record that the single ground was found in."""
        self.ensure_one()
        self.check_access("read")
        model, res_id = self.res_model, self.res_id
        if not model or model not in self.env or not res_id:
            model, res_id = "civil.social.report", self.report_id.id
        record = self.env[model].browse(res_id).exists()
        if not record:
            raise UserError(self.env._("The record is no longer there."))
        record.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": model,
            "res_id": res_id,
            "views": [(False, "form")],
        }
