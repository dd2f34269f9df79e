from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools import HEAD


class CivilCemeteryAnnualCampaign(models.Model):
    """The inspection of all cemeteries for a year (公墓年检工作).

    Each facility of the chosen kinds reports, is scored and decided about in an
    inspection of its own (``civil.cemetery.annual``).
    """

    _name = "civil.cemetery.annual.campaign"
    _description = "Yearly Inspection of Cemeteries"
    _inherit = ["civil.workflow.mixin", "civil.division.mixin", "mail.thread"]
    _order = "year desc, id desc"
    _mail_post_access = "read"

    _transitions = (
        Transition(
            "draft", "running", group=HEAD, guard="_guard_begin", effect="_begin"
        ),
        Transition("running", "closed", group=HEAD, guard="_guard_close"),
    )

    name = fields.Char(compute="_compute_name")
    year = fields.Integer(
        required=True, index=True, help="The year that is inspected, not when."
    )
    date_from = fields.Date(
        string="Begins on", required=True, default=fields.Date.context_today
    )
    report_by = fields.Date(string="Self-Reports until", required=True)
    score_by = fields.Date(string="Scored until", required=True)
    decide_by = fields.Date(string="Decided until", required=True)
    with_public = fields.Boolean(string="Public Cemeteries", default=True)
    with_commercial = fields.Boolean(string="Commercial Cemeteries", default=True)
    annual_ids = fields.One2many(
        "civil.cemetery.annual", "campaign_id", string="Inspections"
    )
    annual_count = fields.Integer(compute="_compute_progress", string="Facilities")
    reported_count = fields.Integer(compute="_compute_progress", string="Reported")
    scored_count = fields.Integer(compute="_compute_progress", string="Scored")
    decided_count = fields.Integer(compute="_compute_progress", string="Decided")
    failed_count = fields.Integer(compute="_compute_progress", string="Not Passed")
    progress = fields.Float(compute="_compute_progress", string="Decided (%)")
    state = fields.Selection(
        [("draft", "Draft"), ("running", "Running"), ("closed", "Ended")],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )

    _days_check = models.Constraint(
        "CHECK (date_from <= report_by AND report_by <= score_by"
        " AND score_by <= decide_by)",
        "Reports come first, then scores, then decisions.",
    )
    _year_check = models.Constraint(
        "CHECK (year BETWEEN 1990 AND 2100)", "Write the year with four figures."
    )
    _year_uniq = models.UniqueIndex(
        "(division_id, year)", "This division already inspects its cemeteries for it."
    )

    @api.depends("year")
    @api.depends_context("lang")
    def _compute_name(self):
        for campaign in self:
            campaign.name = self.env._(
                "Yearly Inspection of Cemeteries %(year)s", year=campaign.year
            )

    @api.depends("annual_ids.state", "annual_ids.result", "annual_ids.is_last")
    def _compute_progress(self):
        for campaign in self:
            last = campaign.annual_ids.filtered("is_last")
            states = last.mapped("state")
            total = len(states)
            campaign.annual_count = total
            campaign.reported_count = total - states.count("reporting")
            campaign.scored_count = total - sum(
                states.count(state) for state in ("reporting", "reported")
            )
            done = last.filtered(
                lambda annual: annual.state in ("decided", "published")
            )
            campaign.decided_count = len(done)
            campaign.failed_count = len(
                done.filtered(lambda annual: annual.result == "unqualified")
            )
            campaign.progress = 100 * len(done) / total if total else 0

    def _kinds(self):
        """Return the kinds of facilities that the single campaign is about."""
        return [kind for kind in ("public", "commercial") if self[f"with_{kind}"]]

    def _facilities(self):
        """Return the facilities that the single campaign is about."""
        return self.env["civil.cemetery.facility"].search(
            [
                ("kind", "in", self._kinds()),
                ("state", "in", ("operating", "suspended")),
                ("division_id", "child_of", self.division_id.id),
            ]
        )

    def _guard_begin(self):
        if not self._kinds():
            return self.env._("say which kinds of cemeteries are inspected")
        if not self._facilities():
            return self.env._("no such cemetery operates in the division")
        checklists = self.env["civil.inspection.checklist"]
        for kind in self._facilities().mapped("kind"):
            if not checklists._in_use(kind, self.date_from):
                return self.env._(
                    "there is no score sheet for the kind “%(kind)s” on that day",
                    kind=kind,
                )
        return False

    def _begin(self):
        for campaign in self:
            self.env["civil.cemetery.annual"].create(
                [
                    {"campaign_id": campaign.id, "facility_id": facility.id}
                    for facility in campaign._facilities()
                ]
            )

    def _guard_close(self):
        left = self.annual_ids.filtered(
            lambda annual: annual.is_last and annual.state != "published"
        )
        return bool(left) and self.env._(
            "%(count)s inspections aren't published yet", count=len(left)
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        if any(campaign.state != "draft" for campaign in self):
            raise UserError(self.env._("Inspections that began are kept."))

    # -- buttons ---------------------------------------------------------------------

    def action_begin(self):
        """Have each facility report."""
        self._transition("running")

    def action_close(self):
        """End the campaigns, once every result is published."""
        self._transition("closed")

    def action_publish(self):
        """Publish every result that was decided."""
        self.annual_ids.filtered(
            lambda annual: annual.state == "decided"
        ).action_publish()

    def action_open_annuals(self):
        """Show the inspections of the single campaign."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_cemetery.civil_cemetery_annual_action"
        )
        return {
            **action,
            "domain": [("campaign_id", "=", self.id)],
            "context": {"search_default_last": 1},
        }
