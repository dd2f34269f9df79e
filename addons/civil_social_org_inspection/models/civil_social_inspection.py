from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import HEAD


class CivilSocialInspection(models.Model):
    """A yearly inspection of one kind of organizations (社会组织年检).

    =========  =====  =================================================
    step       who    what must hold
    =========  =====  =================================================
    open       head   the list of who is due is frozen
    close      head   the last day for reports is over
    reopen     head   nothing has been published
    publish    head   every report has its conclusion
    =========  =====  =================================================

    Source: 《社会团体登记管理条例》第二十八条, 《民办非企业单位登记管理暂行条例》
    第二十三条, 《基金会管理条例》第三十六条.
    """

    _name = "civil.social.inspection"
    _description = "Annual Inspection"
    _inherit = [
        "civil.workflow.mixin",
        "civil.division.mixin",
        "civil.document.mixin",
        "civil.todo.mixin",
        "mail.thread",
    ]
    _order = "year desc, kind_id, id"
    _todo_triggers = ("state",)
    _guarded = ("excluded_count", "announcement_id", "published_on")
    _transitions = (
        Transition("draft", "open", group=HEAD, effect="_open", stamp="opened"),
        Transition(
            "open",
            "closed",
            group=HEAD,
            guard="_guard_close",
            effect="_close",
            stamp="closed",
        ),
        Transition("closed", "open", group=HEAD, effect="_reopen", name="reopen"),
        Transition(
            "closed",
            "published",
            group=HEAD,
            guard="_guard_publish",
            effect="_publish",
            stamp="announced",
        ),
    )

    name = fields.Char(compute="_compute_name", store=True)
    year = fields.Integer(
        string="Report Year",
        required=True,
        default=lambda self: fields.Date.context_today(self).year - 1,
        help="The year about which organizations report.",
    )
    kind_id = fields.Many2one(
        "civil.social.org.kind",
        string="Kind of Organization",
        required=True,
        index=True,
        ondelete="restrict",
    )
    division_id = fields.Many2one(
        default=lambda self: self.env.user.division_ids[:1],
        help="Whose organizations are inspected, with everything below.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    rule_id = fields.Many2one(
        "civil.social.inspection.rule",
        compute="_compute_rule_id",
        store=True,
        readonly=True,
        ondelete="restrict",
    )
    # One method a day: who gives one of them still gets the others by the rule.
    cutoff_date = fields.Date(
        string="Cut-Off",
        compute="_compute_cutoff_date",
        store=True,
        readonly=False,
        help="Whoever was registered later is not inspected.",
    )
    opens_on = fields.Date(compute="_compute_opens_on", store=True, readonly=False)
    supervisor_due = fields.Date(
        string="To the Supervisor by",
        compute="_compute_supervisor_due",
        store=True,
        readonly=False,
    )
    registrar_due = fields.Date(
        string="To the Registrar by",
        compute="_compute_registrar_due",
        store=True,
        readonly=False,
    )
    note = fields.Text(string="Notice to Organizations")
    state = fields.Selection(
        [
            ("draft", "Being Prepared"),
            ("open", "Under Way"),
            ("closed", "Closed"),
            ("published", "Announced"),
        ],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )
    opened_uid = fields.Many2one("res.users", "Opened By", readonly=True)
    opened_date = fields.Datetime("Opened On", readonly=True)
    closed_uid = fields.Many2one("res.users", "Closed By", readonly=True)
    closed_date = fields.Datetime("Closed On", readonly=True)
    announced_uid = fields.Many2one("res.users", "Announced By", readonly=True)
    announced_date = fields.Datetime("Announced On", readonly=True)
    published_on = fields.Date(readonly=True)
    announcement_id = fields.Many2one("civil.document", readonly=True)
    excluded_count = fields.Integer(string="Not Inspected by Rule", readonly=True)
    report_ids = fields.One2many("civil.social.report", "inspection_id")
    exclusion_ids = fields.One2many(
        "civil.social.inspection.exclusion", "inspection_id"
    )

    _campaign_uniq = models.UniqueIndex(
        "(year, kind_id, division_id)",
        "There is already an annual inspection of this kind for the year.",
    )
    _year_sound = models.Constraint(
        "CHECK (year BETWEEN 1990 AND 2100)", "The report year has four digits."
    )
    _days_in_order = models.Constraint(
        "CHECK (supervisor_due <= registrar_due)",
        "The supervisor has the report before the registrar.",
    )

    @api.depends("year", "kind_id.name")
    def _compute_name(self):
        for inspection in self:
            inspection.name = self.env._(
                "Annual Inspection %(year)s: %(kind)s",
                year=inspection.year,
                kind=inspection.kind_id.name or "",
            )

    @api.depends("year", "kind_id")
    def _compute_rule_id(self):
        for inspection in self:
            if inspection.kind_id and inspection.state == "draft":
                rule = inspection.rule_id._for(inspection.kind_id, inspection.year)
                inspection.rule_id = rule

    @api.depends("rule_id", "year")
    def _compute_cutoff_date(self):
        self._follow_rule("cutoff_date")

    @api.depends("rule_id", "year")
    def _compute_opens_on(self):
        self._follow_rule("opens_on")

    @api.depends("rule_id", "year")
    def _compute_supervisor_due(self):
        self._follow_rule("supervisor_due")

    @api.depends("rule_id", "year")
    def _compute_registrar_due(self):
        self._follow_rule("registrar_due")

    def _follow_rule(self, name):
        """Set a day as the rule has it, while the inspection is being prepared."""
        for inspection in self:
            if inspection.rule_id and inspection.state == "draft":
                inspection[name] = inspection.rule_id._days(inspection.year)[name]

    def write(self, vals):
        """Leave year, kind, cut-off and place as they are once the list is frozen."""
        fixed = {"year", "kind_id", "division_id", "cutoff_date", "company_id"}
        if fixed & vals.keys() and any(i.state != "draft" for i in self):
            raise UserError(
                self.env._(
                    "The list of who is inspected was frozen when the inspection was "
                    "opened: year, kind, cut-off and place stay as they are."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts(self):
        if any(inspection.state != "draft" for inspection in self):
            raise UserError(
                self.env._("An inspection that was opened is kept; close it instead.")
            )

    # -- buttons -----------------------------------------------------------------

    def action_open(self):
        """Freeze the list of who is due, and let the organizations report."""
        self._transition("open")

    def action_close(self):
        """End the inspection: whoever hasn't reported is marked so (未参检)."""
        self._transition("closed")

    def action_reopen(self):
        """Take the closing back; who was marked as absent may report again."""
        self._transition("open", "reopen")

    def action_publish(self):
        """Announce the conclusions, and let everything follow from them."""
        self._transition("published")

    def action_find(self):
        """Look through the data of all reports anew for grounds.

        :raises UserError: the inspection isn't under way or closed
        """
        self.check_access("write")
        for inspection in self:
            if inspection.state not in ("open", "closed"):
                raise UserError(
                    self.env._(
                        "%(name)s: grounds are looked for while it is under way.",
                        name=inspection.name,
                    )
                )
            self.env["civil.social.check"]._run(inspection)
            inspection._propose()
