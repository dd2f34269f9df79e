from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.door import OPEN_REPORT
from ..tools.roles import CLERK, HEAD, PORTAL, SUPERVISOR

CONCLUSIONS = [
    ("qualified", "Passed"),
    ("basically", "Basically Passed"),
    ("unqualified", "Failed"),
    ("not_inspected", "Not Inspected"),
]
#: The states in which the organization may change its report.
EDITABLE = ("not_started", "returned")


class CivilSocialReport(models.Model):
    """The annual report of one organization in one inspection (年度工作报告书).

    ===============  ============  ==========================================
    step             who           what must hold
    ===============  ============  ==========================================
    submit           organization  nothing is missing or contradictory
    pass on          supervisor    it is one of his unit's organizations
    return           both          a remark; back to the organization
    propose          clerk         every ground found was decided
    conclude         head          somebody else proposed it
    send back        head          a reason
    ===============  ============  ==========================================

    With an organization without supervisor (直接登记, 脱钩) the report goes to the
    registrar at once.
    """

    _name = "civil.social.report"
    _description = "Annual Report of an Organization"
    _inherit = [
        "civil.workflow.mixin",
        "civil.division.mixin",
        "civil.social.report.content",
        "mail.thread",
    ]
    _order = "inspection_id desc, id"
    _rec_names_search = ["name", "credit_code"]
    _guarded = (
        "conclusion",
        "opinion",
        "submitted_on",
        "saved_at",
        "is_late",
        "extended_until",
        "extension_reason",
        "proposed_conclusion",
        "rectify_state",
        "published_on",
        "reminded_count",
    )
    _transitions = (
        Transition(
            EDITABLE,
            "supervisor_review",
            group=(PORTAL, CLERK),
            guard="_guard_submit_dual",
            effect="_submit",
            stamp="submitted",
        ),
        Transition(
            EDITABLE,
            "registrar_review",
            group=(PORTAL, CLERK),
            guard="_guard_submit_direct",
            effect="_submit",
            stamp="submitted",
            name="submit",
        ),
        Transition(
            "supervisor_review",
            "registrar_review",
            group=SUPERVISOR,
            guard="_guard_supervisor",
            stamp="supervised",
        ),
        Transition(
            "supervisor_review",
            "returned",
            group=SUPERVISOR,
            guard="_guard_supervisor",
            name="supervisor",
        ),
        Transition("registrar_review", "returned", group=CLERK),
        Transition(
            "registrar_review",
            "proposed",
            group=CLERK,
            guard="_guard_propose",
            stamp="reviewed",
        ),
        Transition("proposed", "registrar_review", group=HEAD, name="back"),
        Transition(
            "proposed",
            "concluded",
            group=HEAD,
            guard="_guard_conclude",
            stamp="concluded",
        ),
        Transition(EDITABLE, "not_participated", group=HEAD, guard="_guard_absent"),
    )

    inspection_id = fields.Many2one(
        "civil.social.inspection", required=True, index=True, ondelete="restrict"
    )
    year = fields.Integer(
        related="inspection_id.year", string="Report Year", store=True, index=True
    )
    kind_id = fields.Many2one(
        related="inspection_id.kind_id",
        string="Kind of Organization",
        store=True,
        index=True,
    )
    org_id = fields.Many2one(
        "civil.social.org",
        string="Organization",
        required=True,
        index=True,
        ondelete="restrict",
    )
    previous_id = fields.Many2one(
        "civil.social.report", string="Last Year's Report", index="btree_not_null"
    )
    name = fields.Char(readonly=True, index="trigram")
    credit_code = fields.Char(string="Unified Social Credit Code", readonly=True)
    supervisor_type = fields.Selection(
        [("dual", "Dual"), ("direct", "Direct"), ("decoupled", "Decoupled")],
        string="Kind of Supervision",
        readonly=True,
        index=True,
        help="As it was when the list was frozen.",
    )
    supervisor_id = fields.Many2one("civil.organization", readonly=True, index=True)
    state = fields.Selection(
        [
            ("not_started", "Not Submitted"),
            ("supervisor_review", "First Review"),
            ("returned", "Returned"),
            ("registrar_review", "Registrar's Review"),
            ("proposed", "To Be Concluded"),
            ("concluded", "Concluded"),
            ("published", "Announced"),
            ("not_participated", "Not Inspected"),
        ],
        default="not_started",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
        group_expand=True,
    )
    is_editable = fields.Boolean(compute="_compute_is_editable")
    submitted_on = fields.Date(string="First Submitted on", readonly=True)
    submitted_uid = fields.Many2one("res.users", "Submitted By", readonly=True)
    submitted_date = fields.Datetime("Submitted On", readonly=True)
    saved_at = fields.Datetime(string="Last Saved", readonly=True)
    is_late = fields.Boolean(string="Late", readonly=True, index=True)
    due_on = fields.Date(compute="_compute_due_on", string="Due")
    extended_until = fields.Date(readonly=True)
    extension_reason = fields.Char(readonly=True)
    supervised_uid = fields.Many2one("res.users", "First Review By", readonly=True)
    supervised_date = fields.Datetime("First Review On", readonly=True)
    reviewed_uid = fields.Many2one("res.users", "Reviewed By", readonly=True)
    reviewed_date = fields.Datetime("Reviewed On", readonly=True)
    concluded_uid = fields.Many2one("res.users", "Concluded By", readonly=True)
    concluded_date = fields.Datetime("Concluded On", readonly=True)
    proposed_conclusion = fields.Selection(
        CONCLUSIONS,
        string="Proposed by the Rule",
        readonly=True,
        help="What follows by the rule from the grounds that were confirmed.",
    )
    conclusion = fields.Selection(CONCLUSIONS, readonly=True, index=True, tracking=True)
    opinion = fields.Char(
        readonly=True, help="Why the conclusion is another than the rule's."
    )
    published_on = fields.Date(readonly=True)
    rectify_state = fields.Selection(
        [
            ("rectifying", "Rectifying"),
            ("rectified", "Rectified"),
            ("failed", "Failed"),
        ],
        string="Rectification",
        readonly=True,
        index=True,
    )
    reminded_count = fields.Integer(string="Reminders", readonly=True)
    finding_ids = fields.One2many("civil.social.finding", "report_id", string="Grounds")
    version_ids = fields.One2many("civil.social.report.version", "report_id")
    remark_ids = fields.One2many("civil.social.report.remark", "report_id")
    file_ids = fields.One2many("civil.social.report.file", "report_id", string="Papers")
    open_finding_count = fields.Integer(
        string="Grounds to Decide", compute="_compute_finding_counts"
    )
    confirmed_count = fields.Integer(
        string="Grounds Confirmed", compute="_compute_finding_counts"
    )

    _once = models.UniqueIndex(
        "(inspection_id, org_id)", "An organization reports once a year."
    )
    _queue_idx = models.Index("(inspection_id, state)")

    @api.depends("state", "inspection_id.state")
    def _compute_is_editable(self):
        for report in self:
            under_way = report.sudo().inspection_id.state == "open"
            report.is_editable = under_way and report.state in EDITABLE

    @api.depends("extended_until", "supervisor_type", "inspection_id.registrar_due")
    def _compute_due_on(self):
        for report in self:
            inspection = report.sudo().inspection_id
            dual = report.supervisor_type == "dual"
            due = inspection.supervisor_due if dual else inspection.registrar_due
            report.due_on = report.extended_until or due

    @api.depends("finding_ids.state")
    def _compute_finding_counts(self):
        counts = {
            (report.id, state): count
            for report, state, count in self.env["civil.social.finding"]._read_group(
                [("report_id", "in", self.ids)], ["report_id", "state"], ["__count"]
            )
        }
        for report in self:
            report.open_finding_count = counts.get((report.id, "proposed"), 0)
            report.confirmed_count = counts.get((report.id, "confirmed"), 0)

    @api.depends("name", "year")
    def _compute_display_name(self):
        for report in self:
            report.display_name = f"{report.name or ''} {report.year or ''}".strip()

    def write(self, vals):
        """Leave what was submitted as it is, until it is returned."""
        said = self.env["civil.social.report.content"]._fields.keys() & vals.keys()
        if said - set(models.MAGIC_COLUMNS) and not OPEN_REPORT.is_open(self):
            for report in self.filtered(lambda report: not report.is_editable):
                raise UserError(
                    self.env._(
                        "%(report)s was handed in: what it says stays as it is until "
                        "it is returned.",
                        report=report.display_name,
                    )
                )
        return super().write(vals)

    def _latest_version(self):
        """The number of the version that was submitted last, or 0."""
        return max(self.sudo().version_ids.mapped("number"), default=0)

    def _tell_inspections(self):
        """Let the desks follow what waits in the inspections."""
        self.sudo().inspection_id._sync_todos()

    def _lock_rows(self):
        """Keep two people from deciding about the same reports at once."""
        self.env.execute_query(
            SQL(
                "SELECT id FROM civil_social_report WHERE id = ANY(%s)"
                " ORDER BY id FOR UPDATE",
                self.ids,
            )
        )
