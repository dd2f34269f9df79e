import ast
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.draw import sample_size

#: What is decided with the approval and stays.
_DECIDED = {
    "kind_id",
    "division_id",
    "company_id",
    "date_from",
    "date_to",
    "rate",
    "class_rate_ids",
    "object_domain",
    "unit_ids",
    "team",
    "checklist_id",
    "method",
}


class CivilInspectionCampaign(models.Model):
    """A campaign of inspections (检查任务): whom it may hit and how many are drawn.

    Source: 《优化营商环境条例》第五十四条; 《社会组织抽查暂行办法》(民发〔2017〕45号).
    """

    _name = "civil.inspection.campaign"
    _description = "Campaign of Inspections"
    _inherit = [
        "civil.workflow.mixin",
        "civil.inspection.scope",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date_from desc, id desc"
    _rec_names_search = ["name", "number"]

    number = fields.Char(readonly=True, copy=False, index="trigram")
    name = fields.Char(required=True, index="trigram", tracking=True)
    plan_id = fields.Many2one("civil.inspection.plan", index=True, ondelete="restrict")
    regularity = fields.Selection(
        [("regular", "Regular"), ("special", "Special")],
        required=True,
        default="regular",
        help="Regular campaigns draw at least the share that the rules ask for.",
    )
    department_id = fields.Many2one(
        "civil.department",
        index=True,
        ondelete="restrict",
        compute="_compute_department_id",
        store=True,
        readonly=False,
    )
    date_from = fields.Date(string="From", required=True, tracking=True)
    date_to = fields.Date(string="Through", required=True, tracking=True)
    rate = fields.Float(
        string="Share Drawn",
        digits=(7, 5),
        compute="_compute_rate",
        store=True,
        readonly=False,
        aggregator=None,
        tracking=True,
    )
    class_rate_ids = fields.One2many(
        "civil.inspection.campaign.rate", "campaign_id", string="Shares by Risk Class"
    )
    object_domain = fields.Char(
        string="Objects",
        help="Which objects of the kind and the division; all of them if empty.",
    )
    unit_ids = fields.Many2many(
        "civil.inspection.unit",
        string="Units Taking Part",
        help="Each sends at least one inspector to every object: a joint inspection "
        "where there are several.",
    )
    team = fields.Integer(
        string="Inspectors per Object",
        compute="_compute_team",
        store=True,
        readonly=False,
        aggregator=None,
    )
    checklist_id = fields.Many2one(
        "civil.inspection.checklist",
        compute="_compute_checklist_id",
        store=True,
        readonly=False,
        index=True,
        ondelete="restrict",
    )
    method = fields.Selection(
        [("onsite", "On Site"), ("written", "In Writing")],
        required=True,
        default="onsite",
    )
    content = fields.Text(
        string="Content and Requirements", help="What the notice tells the object."
    )
    exclusion_ids = fields.One2many(
        "civil.inspection.exclusion", "campaign_id", string="Left Out"
    )
    draw_ids = fields.One2many("civil.inspection.draw", "campaign_id", string="Draws")
    draw_count = fields.Integer(compute="_compute_draw")
    draw_id = fields.Many2one(
        "civil.inspection.draw", string="Draw That Holds", compute="_compute_draw"
    )
    inspection_ids = fields.One2many(
        "civil.inspection", "campaign_id", string="Inspections"
    )
    inspection_count = fields.Integer(compute="_compute_progress")
    done_count = fields.Integer(string="Inspected", compute="_compute_progress")
    progress = fields.Float(compute="_compute_progress")
    population_count = fields.Integer(
        string="Objects in Question", compute="_compute_population_count"
    )
    planned_size = fields.Integer(
        string="To Be Drawn", compute="_compute_population_count"
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("approved", "Approved"),
            ("drawn", "Drawn"),
            ("closed", "Closed"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )
    cancel_reason = fields.Char(readonly=True, copy=False)
    approved_uid = fields.Many2one("res.users", string="Approved By", readonly=True)
    approved_date = fields.Datetime(string="Approved On", readonly=True)
    closed_uid = fields.Many2one("res.users", string="Closed By", readonly=True)
    closed_date = fields.Datetime(string="Closed On", readonly=True)

    _guarded = ("number", "cancel_reason")
    _transitions = (
        Transition(
            "draft",
            "approved",
            ("civil_inspection.group_head", "civil_inspection.group_deputy"),
            guard="_refuse_approval",
            stamp="approved",
        ),
        Transition("approved", "drawn", "civil_inspection.group_clerk"),
        Transition(
            "drawn",
            "closed",
            "civil_inspection.group_head",
            guard="_refuse_closing",
            stamp="closed",
        ),
        Transition(
            ("draft", "approved"),
            "cancelled",
            ("civil_inspection.group_head", "civil_inspection.group_deputy"),
        ),
    )

    _number_uniq = models.UniqueIndex(
        "(number) WHERE number IS NOT NULL", "This number has already been given."
    )
    _dates_order = models.Constraint(
        "CHECK (date_to >= date_from)", "The campaign ends before it begins."
    )
    _rate_range = models.Constraint(
        "CHECK (rate > 0 AND rate <= 1)",
        "The share drawn lies above 0 and not above 100 %.",
    )

    @api.depends("kind_id")
    def _compute_department_id(self):
        for campaign in self:
            campaign.department_id = campaign.kind_id.department_id

    @api.depends("kind_id")
    def _compute_checklist_id(self):
        for campaign in self:
            campaign.checklist_id = campaign.kind_id._checklist()

    @api.depends("kind_id", "date_from", "division_id")
    def _compute_rate(self):
        for campaign in self.filtered(lambda c: c.kind_id and c.date_from):
            campaign.rate = campaign._kind_value("rate")

    @api.depends("kind_id", "date_from", "division_id")
    def _compute_team(self):
        for campaign in self.filtered(lambda c: c.kind_id and c.date_from):
            campaign.team = campaign._kind_value("team")

    def _kind_value(self, name):
        """Return what a parameter of the kind says for the single campaign's days."""
        return self.kind_id._parameter(name, self.date_from, self.division_id)

    @api.depends("draw_ids.state")
    def _compute_draw(self):
        for campaign in self:
            campaign.draw_count = len(campaign.draw_ids)
            campaign.draw_id = campaign.draw_ids.filtered(
                lambda draw: draw.state == "drawn"
            ).sorted("sequence")[-1:]

    @api.depends("inspection_ids.state")
    def _compute_progress(self):
        groups = self.env["civil.inspection"]._read_group(
            [("campaign_id", "in", self.ids), ("state", "!=", "cancelled")],
            ["campaign_id", "state"],
            ["__count"],
        )
        for campaign in self:
            own = [(s, n) for c, s, n in groups if c == campaign]
            total = sum(n for _state, n in own)
            done = sum(n for state, n in own if state in ("signed", "published"))
            campaign.inspection_count = total
            campaign.done_count = done
            campaign.progress = 100 * done / total if total else 0

    @api.depends(
        "kind_id", "division_id", "object_domain", "rate", "class_rate_ids.rate"
    )
    def _compute_population_count(self):
        for campaign in self:
            counts = campaign._stratum_counts() if campaign.kind_id else {}
            campaign.population_count = sum(counts.values())
            campaign.planned_size = sum(
                sample_size(rate, counts.get(stratum, 0))
                for stratum, rate in campaign._rates().items()
            )

    @api.constrains("object_domain")
    def _check_object_domain(self):
        for campaign in self.filtered("object_domain"):
            try:
                domain = Domain(ast.literal_eval(campaign.object_domain))
                self.env["civil.inspection.object"].search(domain, limit=1)
            except (ValueError, SyntaxError, TypeError, KeyError) as error:
                raise ValidationError(
                    self.env._("The condition on objects can't be read.")
                ) from error

    @api.constrains("team")
    def _check_team(self):
        for campaign in self:
            least = campaign._kind_value("team")
            if campaign.team < least:
                raise ValidationError(
                    self.env._("At least %(count)s inspectors go.", count=least)
                )

    # -- whom it may hit -----------------------------------------------------------

    def _object_domain(self):
        """Return which objects are in question, whoever is left out."""
        self.ensure_one()
        given = ast.literal_eval(self.object_domain or "[]")
        return (
            Domain("kind_ids", "in", self.kind_id.ids)
            & Domain("division_id", "child_of", self.division_id.ids)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("active", "=", True)
            & Domain(given)
        )

    def _rates(self):
        """Return the exact share drawn of each risk class, as a text."""
        self.ensure_one()
        special = {line.risk_class: line.rate for line in self.class_rate_ids}
        classes = dict(
            self.env["civil.inspection.object"]._fields["risk_class"].selection
        )
        return {
            risk: format(Decimal(repr(round(special.get(risk, self.rate), 5))), "f")
            for risk in classes
        }

    def _stratum_counts(self):
        groups = self.env["civil.inspection.object"]._read_group(
            self._object_domain(), ["risk_class"], ["__count"]
        )
        return dict(groups)

    # -- steps ---------------------------------------------------------------------

    def _refuse_approval(self):
        if self.create_uid == self.env.user:
            return self.env._("whoever made the campaign doesn't approve it")
        if not self.checklist_id:
            return self.env._("it has no checklist")
        return False

    def _refuse_closing(self):
        left = self.inspection_count - self.done_count
        if left:
            return self.env._("%(count)s inspections aren't signed yet", count=left)
        return False

    @api.model_create_multi
    def create(self, vals_list):
        """Give each campaign its number."""
        campaigns = super().create(vals_list)
        for campaign in campaigns:
            number = self.env["civil.numbering"]._next(
                "inspection.campaign", year=campaign.date_from.year
            )
            campaign._write_guarded({"number": number})
        return campaigns

    def write(self, vals):
        """Keep what was approved."""
        if _DECIDED & vals.keys() and self.filtered(lambda c: c.state != "draft"):
            raise UserError(
                self.env._(
                    "What was approved stays; cancel the campaign and make another."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_draft(self):
        if self.filtered(lambda campaign: campaign.state != "draft"):
            raise UserError(self.env._("An approved campaign stays; cancel it."))

    def action_approve(self):
        """Approve the campaigns: from now on their objects can be frozen."""
        self._transition("approved")

    def action_close(self):
        """Close the campaigns, whose inspections are all signed."""
        self._transition("closed")

    def action_cancel(self, reason=None):
        """Cancel the campaigns.

        :param str reason: why; a window asks for it where it isn't given
        """
        if not reason:
            return self.env["civil.inspection.reason"]._open(self, "action_cancel")
        self._transition("cancelled")
        return self._write_guarded({"cancel_reason": reason})
