from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.roles import CLERK, DEPUTY, HEAD


class CivilFuneralDuty(models.Model):
    """A duty plan for days on which many visit the graves (清明值守方案).

    Sites with fire prevention, traffic and emergency measures; shifts; a report a
    site and day. An approved plan changes only in its shifts: people fall ill.
    """

    _name = "civil.funeral.duty"
    _description = "Duty Plan"
    _inherit = [
        "civil.workflow.mixin",
        "civil.division.mixin",
        "civil.document.mixin",
        "civil.todo.mixin",
        "mail.thread",
    ]
    _order = "date_from desc, id desc"
    _mail_post_access = "read"
    _todo_triggers = ("state", "date_to")
    _transitions = (
        Transition(
            "draft", "submitted", CLERK, guard="_guard_submit", stamp="submitted"
        ),
        Transition("submitted", "draft", (CLERK, HEAD, DEPUTY), name="back"),
        Transition(
            "submitted", "approved", DEPUTY, guard="_guard_approve", stamp="approved"
        ),
        Transition("approved", "closed", HEAD, guard="_guard_close"),
        Transition("closed", "approved", HEAD, name="reopen"),
    )

    name = fields.Char(required=True, index="trigram", tracking=True)
    occasion = fields.Selection(
        [
            ("qingming", "Qingming"),
            ("zhongyuan", "Zhongyuan"),
            ("winter", "Winter Solstice"),
            ("new_year", "Spring Festival"),
            ("other", "Other Days"),
        ],
        required=True,
        default="qingming",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="Through", required=True)
    user_id = fields.Many2one(
        "res.users", string="In Charge", default=lambda self: self.env.user, index=True
    )
    partner_bodies = fields.Char(
        string="Together with", help="Police, traffic, fire brigade, forestry, towns."
    )
    measures = fields.Text(help="Common to all sites: civilized and low-carbon visits.")
    site_ids = fields.One2many("civil.funeral.duty.site", "duty_id", copy=True)
    report_ids = fields.One2many("civil.funeral.duty.report", "duty_id")
    site_count = fields.Integer(compute="_compute_figures", string="Sites")
    missing_count = fields.Integer(
        compute="_compute_figures",
        string="Reports Missing",
        help="Days that are over on which a site hasn't reported.",
    )
    visitor_count = fields.Integer(compute="_compute_figures", string="Visitors")
    vehicle_count = fields.Integer(compute="_compute_figures", string="Vehicles")
    fire_count = fields.Integer(compute="_compute_figures", string="Fires")
    summary = fields.Text(help="Written when the days are over.")
    submitted_uid = fields.Many2one("res.users", readonly=True, copy=False)
    submitted_date = fields.Datetime(readonly=True, copy=False)
    approved_uid = fields.Many2one(
        "res.users", string="Approved by", readonly=True, copy=False
    )
    approved_date = fields.Datetime(string="Approved at", readonly=True, copy=False)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Waiting for Approval"),
            ("approved", "Approved"),
            ("closed", "Closed"),
        ],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        copy=False,
        tracking=True,
    )

    _days_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A duty can't end before it begins."
    )

    @api.depends(
        "site_ids",
        "date_from",
        "date_to",
        "report_ids.date",
        "report_ids.visitor_count",
        "report_ids.vehicle_count",
        "report_ids.fire_count",
        "report_ids.staff_count",
    )
    def _compute_figures(self):
        for duty in self:
            reports = duty.report_ids
            duty.site_count = len(duty.site_ids)
            duty.visitor_count = sum(reports.mapped("visitor_count"))
            duty.vehicle_count = sum(reports.mapped("vehicle_count"))
            duty.fire_count = sum(reports.mapped("fire_count"))
            duty.missing_count = len(duty._missing())

    def _days(self):
        """The days of the single duty plan that have begun."""
        if not (self.date_from and self.date_to):
            return []
        last = min(self.date_to, fields.Date.context_today(self))
        return [
            self.date_from + timedelta(days=number)
            for number in range((last - self.date_from).days + 1)
        ]

    def _missing(self):
        """Return ``{(site, day)}`` for which the single plan has no report.

        A report that was laid out and says of nobody that he was there isn't one.
        """
        there = self.report_ids.filtered("staff_count")
        return self._laid_out() - {(report.site_id, report.date) for report in there}

    def _laid_out(self):
        """Return ``{(site, day)}`` of which the single plan wants a report by now."""
        return {(site, day) for site in self.site_ids for day in self._days()}

    # -- steps -----------------------------------------------------------------------

    def _guard_submit(self):
        if not self.site_ids:
            return self.env._("it has no sites")
        bare = self.site_ids.filtered(lambda site: not site.shift_ids)
        if bare:
            return self.env._(
                "nobody is on duty at %(names)s", names="、".join(bare.mapped("name"))
            )
        unsafe = self.site_ids.filtered(lambda site: not site.fire_measures)
        return unsafe and self.env._(
            "fire prevention isn't written down for %(names)s",
            names="、".join(unsafe.mapped("name")),
        )

    def _guard_approve(self):
        return self.submitted_uid == self.env.user and self.env._(
            "whoever submitted it doesn't approve it"
        )

    def _guard_close(self):
        if self.date_to >= fields.Date.context_today(self):
            return self.env._("its days aren't over")
        if self.missing_count:
            return self.env._("%(count)s reports are missing", count=self.missing_count)
        return not (self.summary or "").strip() and self.env._(
            "the summary isn't written"
        )

    def action_submit(self):
        """Ask for the approval of the plans."""
        self._transition("submitted")

    def action_back(self):
        """Take plans that wait for approval back to work on them."""
        self.check_access("read")
        self.sudo()._transition("draft", "back")

    def action_approve(self):
        """Approve the plans."""
        # Whoever approves reads the plan; nothing else of it is his to change.
        self.check_access("read")
        self.sudo()._transition("approved")

    def action_close(self):
        """Close the plans, once every site has reported every day."""
        self._transition("closed")

    def action_reopen(self):
        """Take closed plans up again."""
        self._transition("approved", "reopen")

    def write(self, vals):
        """Keep sites and days as they were approved."""
        frozen = {"site_ids", "date_from", "date_to", "measures", "division_id"}
        if frozen & vals.keys() and self.filtered(lambda duty: duty.state != "draft"):
            raise UserError(
                self.env._(
                    "A plan that was submitted keeps its days and sites; only "
                    "shifts change."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts_only(self):
        if self.filtered(lambda duty: duty.state != "draft"):
            raise UserError(self.env._("Only drafts of duty plans can be deleted."))

    # -- paper and desk --------------------------------------------------------------

    def action_print_roster(self):
        """Issue the roster of the plan as a document; a later one replaces it."""
        self.ensure_one()
        if self.state not in ("approved", "closed"):
            raise UserError(self.env._("Have the plan approved first."))
        self._issue_document("funeral_duty_roster", key=self._roster_key())
        return self.action_view_documents()

    def _roster_key(self):
        """What tells apart rosters of the plan: a changed shift makes a new one."""
        return str(max(self.site_ids.shift_ids.mapped("write_date"), default=""))

    def _document_values(self, kind_code):
        rows = []
        for site in self.site_ids:
            rows.append("：".join(filter(None, (site.name, site.leader, site.phone))))
            rows += [f"　　{shift._line()}" for shift in site.shift_ids]
        return {
            **super()._document_values(kind_code),
            "name": self.name,
            "date_from": self.date_from,
            "date_to": self.date_to,
            "measures": self.measures or "",
            "roster": "\n".join(rows),
        }

    def _todo_entries(self):
        if self.state == "submitted":
            return [
                TodoEntry(
                    "approve",
                    self.env._("Approve %(plan)s", plan=self.name),
                    group=self.env.ref(DEPUTY),
                    barred=self.submitted_uid,
                    due=self.date_from,
                )
            ]
        if self.state == "approved":
            return [
                TodoEntry(
                    "close",
                    self.env._("Reports and summary of %(plan)s", plan=self.name),
                    user=self.user_id,
                    due=self.date_to,
                )
            ]
        return []

    def action_view_reports(self):
        """Show the daily reports of the plan."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_funeral_affairs.civil_funeral_duty_report_action"
        )
        return {**action, "domain": [("duty_id", "=", self.id)]}

    def action_make_reports(self):
        """Lay out the reports that are missing, empty, to be filled in a list.

        :return: the list of the plan's reports
        """
        self.check_access("write")
        for duty in self:
            if duty.state != "approved":
                raise UserError(self.env._("Have the plan approved first."))
            known = {(report.site_id, report.date) for report in duty.report_ids}
            self.env["civil.funeral.duty.report"].create(
                [
                    {"site_id": site.id, "date": day}
                    for site, day in sorted(
                        duty._laid_out() - known,
                        key=lambda pair: (pair[1], pair[0].sequence),
                    )
                ]
            )
        return self[:1].action_view_reports()
