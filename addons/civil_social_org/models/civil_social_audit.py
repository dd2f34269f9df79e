from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.text import clean_code
from odoo.addons.civil_organization.tools.credit_code import code_problem

from ..tools.roles import CLERK, HEAD

AUDIT_KINDS = [
    ("departure", "On Leaving Office"),
    ("reelection", "Before a Re-election"),
    ("liquidation", "At the Liquidation"),
]
#: States in which the report has come in.
REPORTED = ("reported", "closed")


class CivilSocialAudit(models.Model):
    """A financial audit that the law demands before a step (财务审计).

    ==========================  =================================================
    departure 法人离任审计       before another legal representative is registered
    reelection 换届审计          before officers of a new term are filed
    liquidation 注销清算审计     before a deregistration
    ==========================  =================================================

    Its period begins where the last audit ended, or with the term of office.
    Source: 《社会团体登记管理条例》第二十七条, 《民办非企业单位登记管理暂行条例》
    第二十二条, 《基金会管理条例》第三十七条.
    """

    _name = "civil.social.audit"
    _description = "Audit of a Social Organization"
    _inherit = ["civil.workflow.mixin", "mail.thread"]
    _order = "date_to desc, id desc"

    _transitions = (
        Transition("draft", "engaged", group=CLERK, guard="_guard_engage"),
        Transition("engaged", "reported", group=CLERK, guard="_guard_report"),
        Transition("reported", "closed", group=HEAD, guard="_guard_close"),
        Transition(("draft", "engaged"), "cancelled", group=HEAD),
    )

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
    audit_kind = fields.Selection(AUDIT_KINDS, string="Kind of Audit", required=True)
    case_id = fields.Many2one(
        "civil.case",
        string="Asked for by",
        index="btree_not_null",
        ondelete="restrict",
        help="The case that needs it.",
    )
    liquidation_id = fields.Many2one(
        "civil.social.liquidation", index="btree_not_null", ondelete="restrict"
    )
    date_from = fields.Date(string="Period from", required=True)
    date_to = fields.Date(string="Period to", required=True)
    firm_name = fields.Char(string="Accounting Firm")
    firm_code = fields.Char(string="Credit Code of the Firm")
    engaged_on = fields.Date()
    payer = fields.Selection(
        [("bureau", "The Bureau"), ("organization", "The Organization")],
        string="Paid by",
        default="organization",
        required=True,
    )
    fee = fields.Monetary(help="What the audit costs, in yuan.")
    report_no = fields.Char(string="Report Number")
    issued_on = fields.Date(string="Report of")
    opinion = fields.Selection(
        [
            ("unqualified", "Unqualified Opinion"),
            ("qualified", "Qualified Opinion"),
            ("adverse", "Adverse Opinion"),
            ("disclaimer", "Disclaimer of Opinion"),
        ]
    )
    attachment_ids = fields.Many2many("ir.attachment", string="Report")
    finding_ids = fields.One2many(
        "civil.social.audit.finding", "audit_id", string="Findings"
    )
    open_count = fields.Integer(
        string="Open Findings", compute="_compute_open_count", store=True
    )
    state = fields.Selection(
        [
            ("draft", "Planned"),
            ("engaged", "Engaged"),
            ("reported", "Reported"),
            ("closed", "Closed"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
        copy=False,
    )

    _period_check = models.Constraint(
        "CHECK (date_to >= date_from)", "The period can't end before it begins."
    )

    @api.depends("audit_kind", "org_id", "date_to")
    def _compute_display_name(self):
        labels = dict(self._fields["audit_kind"]._description_selection(self.env))
        for audit in self:
            # Whoever sees the audit sees whose it is.
            name = audit.sudo().org_id.name or ""
            audit.display_name = f"{name} {labels.get(audit.audit_kind, '')}".strip()

    @api.depends("finding_ids.state")
    def _compute_open_count(self):
        for audit in self:
            audit.open_count = len(
                audit.finding_ids.filtered(lambda finding: finding.state == "open")
            )

    @api.onchange("org_id")
    def _onchange_org_id(self):
        """Begin the period where the last one ended."""
        if self.org_id:
            self.date_from = self._expected_start()

    @api.onchange("firm_code")
    def _onchange_firm_code(self):
        self.firm_code = clean_code(self.firm_code or "") or False

    def _expected_start(self):
        """The day from which the single audit has to look, or False if unknown."""
        last = self.search(
            [
                ("org_id", "=", self.org_id.id),
                ("state", "in", REPORTED),
                ("id", "!=", self._origin.id),
            ],
            limit=1,
        )
        if last:
            return last.date_to + timedelta(days=1)
        return self.org_id.term_start or self.org_id.registration_date

    @api.constrains("org_id", "date_from", "date_to", "state")
    def _check_no_gap(self):
        for audit in self.filtered(lambda a: a.state not in (*REPORTED, "cancelled")):
            expected = audit._expected_start()
            if expected and audit.date_from > expected:
                raise ValidationError(
                    self.env._(
                        "%(org)s: the period has to begin on %(day)s, where the last "
                        "audit ended or the term began; otherwise nobody looks at the "
                        "days between.",
                        org=audit.org_id.name,
                        day=expected,
                    )
                )

    @api.constrains("firm_code")
    def _check_firm_code(self):
        for audit in self:
            if problem := code_problem(audit.firm_code or ""):
                raise ValidationError(
                    self.env._(
                        "%(firm)s: the unified social credit code %(code)s %(why)s",
                        firm=audit.firm_name or "",
                        code=audit.firm_code,
                        why=self.env["civil.organization"]._code_problems()[problem],
                    )
                )

    # Guards

    def _guard_engage(self):
        if not (self.firm_name and self.firm_code):
            return self.env._("name the accounting firm with its credit code first")
        return False

    def _guard_report(self):
        if not (self.report_no and self.issued_on and self.opinion):
            return self.env._("enter number, day and opinion of the report first")
        if not self.attachment_ids:
            return self.env._("attach the report first")
        if self.issued_on <= self.date_to:
            return self.env._("the report can't be older than the period's end")
        undated = self.finding_ids.filtered(lambda finding: not finding.due_on)
        return bool(undated) and self.env._(
            "say until when “%(finding)s” is put right",
            finding=undated[0].description,
        )

    def _guard_close(self):
        if self.open_count:
            return self.env._("%(count)s findings are open", count=self.open_count)
        return False

    # Steps

    def action_engage(self):
        """Note that the firm has been engaged, today if no day was entered."""
        self._transition("engaged")
        for audit in self.filtered(lambda audit: not audit.engaged_on):
            audit.engaged_on = fields.Date.context_today(self)
        return True

    def action_report(self):
        """Take the report in; from now on it doesn't change."""
        self._transition("reported")
        return True

    def action_close(self):
        """Close the audit: everything found has been put right."""
        self._transition("closed")
        return True

    def action_cancel(self):
        """Give the audit up: it isn't needed."""
        self._transition("cancelled")
        return True

    def write(self, vals):
        """Keep what has been reported."""
        if not self._has_pass(vals):
            fixed = vals.keys() - {"open_count"}
            fixed = {n for n in fixed if not n.startswith(("message_", "activity_"))}
            if fixed and self.filtered(lambda audit: audit.state in REPORTED):
                raise UserError(self.env._("What an audit report says doesn't change."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if self.filtered(lambda audit: audit.state != "draft"):
            raise UserError(self.env._("Only a planned audit can be deleted."))
