from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools import CLERK, COUNTER, HEAD

RESULTS = [
    ("qualified", "Qualified"),
    ("rectified", "Qualified after Correction"),
    ("unqualified", "Not Qualified"),
]
DONE = ("decided", "published")
#: What the cemetery states of itself, and what is counted while it does.
STATED = {"self_report", "report_file", "report_name", "line_ids", "upkeep_fee"}
STATED |= {"plot_income", "upkeep_reserve"}


class CivilCemeteryAnnual(models.Model):
    """The yearly inspection of a cemetery, in one of its rounds (公墓年检).

    The facility reports, the county scores, the city reviews and the province decides
    about commercial ones; public ones end at the county. Who isn't qualified corrects
    what is wrong and is inspected in a further round; until then nobody is given a
    plot or buried there.
    """

    _name = "civil.cemetery.annual"
    _description = "Yearly Inspection of a Cemetery"
    _inherit = [
        "civil.workflow.mixin",
        "civil.cemetery.annual.course",
        "civil.document.mixin",
        "civil.todo.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "year desc, facility_id, id desc"
    _rec_names_search = ("facility_id.name",)
    _mail_post_access = "read"
    _todo_triggers = ("state", "result", "rectify_until")
    _guarded = ("result", "decided_on", "published_on", "rectify_until", "is_last")

    _transitions = (
        Transition(
            "reporting",
            "reported",
            group=COUNTER,
            guard="_guard_report",
            stamp="reported",
        ),
        Transition("reported", "reporting", group=CLERK, name="send_back"),
        Transition(
            "reported", "scored", group=CLERK, guard="_guard_score", stamp="scored"
        ),
        Transition("scored", "reported", group=HEAD, name="score_again"),
        Transition("scored", "reviewed", group=CLERK, guard="_guard_review"),
        Transition(
            ("scored", "reviewed"),
            "decided",
            group=HEAD,
            guard="_guard_decide",
            effect="_decide",
            stamp="decided",
        ),
        Transition("decided", "published", group=HEAD, effect="_publish"),
    )

    name = fields.Char(compute="_compute_name")
    campaign_id = fields.Many2one(
        "civil.cemetery.annual.campaign",
        string="Inspection Year",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    facility_id = fields.Many2one(
        "civil.cemetery.facility",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    facility_kind = fields.Selection(related="facility_id.kind", store=True)
    division_id = fields.Many2one(
        related="facility_id.organization_id.division_id", store=True, index=True
    )
    town_id = fields.Many2one(
        related="facility_id.organization_id.town_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="facility_id.currency_id")
    year = fields.Integer(related="campaign_id.year", store=True, index=True)
    round = fields.Selection(
        [
            ("first", "First"),
            ("again", "Second Look"),
            ("corrected", "After Correction"),
        ],
        default="first",
        required=True,
        readonly=True,
    )
    previous_id = fields.Many2one(
        "civil.cemetery.annual", readonly=True, index=True, ondelete="cascade"
    )
    is_last = fields.Boolean(readonly=True, index=True, string="Last Round")
    checklist_id = fields.Many2one(
        "civil.inspection.checklist",
        string="Score Sheet",
        readonly=True,
        ondelete="restrict",
    )
    final_level = fields.Selection(
        related="checklist_id.final_level", store=True, string="Decided by Level"
    )
    line_ids = fields.One2many("civil.cemetery.annual.line", "annual_id")
    opinion_ids = fields.One2many(
        "civil.cemetery.annual.opinion", "annual_id", string="Opinions"
    )
    self_report = fields.Text(help="What the cemetery says of its year.")
    report_file = fields.Binary(attachment=True)
    report_name = fields.Char()
    total_score = fields.Float(
        compute="_compute_total_score", store=True, digits=(8, 2)
    )
    self_score = fields.Float(
        compute="_compute_total_score",
        store=True,
        digits=(8, 2),
        string="Score by Itself",
    )
    proposed_result = fields.Selection(
        RESULTS, compute="_compute_proposed_result", string="By the Score"
    )
    result = fields.Selection(RESULTS, readonly=True, index=True, tracking=True)
    is_excellent = fields.Boolean(compute="_compute_proposed_result")
    opinion = fields.Text(
        string="Opinion of the County", help="Part of the result that is published."
    )
    rectify_until = fields.Date(
        readonly=True, string="Correct until", help="Of those that aren't qualified."
    )
    certificate_taken_on = fields.Date(string="Certificate Taken on")
    reported_uid = fields.Many2one("res.users", string="Reported by", readonly=True)
    reported_date = fields.Datetime(string="Reported on", readonly=True)
    scored_uid = fields.Many2one("res.users", string="Scored by", readonly=True)
    scored_date = fields.Datetime(string="Scored on", readonly=True)
    decided_uid = fields.Many2one("res.users", string="Decided by", readonly=True)
    decided_date = fields.Datetime(string="Decided on", readonly=True)
    published_on = fields.Date(readonly=True)
    state = fields.Selection(
        [
            ("reporting", "Self-Report"),
            ("reported", "Reported"),
            ("scored", "Scored"),
            ("reviewed", "Reviewed by the City"),
            ("decided", "Decided"),
            ("published", "Published"),
        ],
        default="reporting",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )

    _round_uniq = models.UniqueIndex(
        "(campaign_id, facility_id) WHERE is_last",
        "The cemetery already has an inspection for this year.",
    )

    @api.depends("facility_id.name", "year", "round")
    @api.depends_context("lang")
    def _compute_name(self):
        labels = dict(self._fields["round"]._description_selection(self.env))
        for annual in self:
            annual.name = f"{annual.year} {annual.facility_id.name}"
            if annual.round != "first":
                annual.name += f" ({labels[annual.round]})"

    @api.depends("line_ids.score", "line_ids.self_score")
    def _compute_total_score(self):
        for annual in self:
            annual.total_score = sum(annual.line_ids.mapped("score"))
            annual.self_score = sum(annual.line_ids.mapped("self_score"))

    @api.depends("total_score", "round", "campaign_id.date_from")
    def _compute_proposed_result(self):
        parameters = self.env["civil.parameter"]
        for annual in self:
            day, place = annual.campaign_id.date_from, annual.division_id
            if not day:
                annual.proposed_result = annual.is_excellent = False
                continue
            passed = parameters._get("cemetery.annual_pass", day, place)
            best = parameters._get("cemetery.annual_excellent", day, place)
            well = "qualified" if annual.round == "first" else "rectified"
            score = annual.total_score
            annual.proposed_result = well if score >= passed else "unqualified"
            annual.is_excellent = score >= best and annual.round == "first"

    @api.model_create_multi
    def create(self, vals_list):
        """Copy the items of the score sheet in use."""
        annuals = super().create(vals_list)
        annuals._write_guarded({"is_last": True})
        checklists = self.env["civil.inspection.checklist"]
        for annual in annuals:
            day = annual.campaign_id.date_from
            sheet = checklists._in_use(annual.facility_kind, day)
            annual.checklist_id = sheet
            annual._copy_items(sheet)
        return annuals

    def _copy_items(self, sheet):
        names = ("item_id", "sequence", "section", "name", "basis", "max_score")
        # Lines are made with the inspection only.
        self.env["civil.cemetery.annual.line"].sudo().create(
            [
                {"annual_id": self.id, **{name: values[name] for name in names}}
                for values in sheet._line_values()
            ]
        )

    def write(self, vals):
        """Keep what was decided as it was; the cemetery states what is asked of it.

        :raises AccessError: a keeper writes what isn't his, or not now
        :raises UserError: the inspection is decided
        """
        self._check_keeper(vals)
        frozen = STATED | {"opinion", "is_speculated"}
        if frozen & vals.keys() and any(annual.state in DONE for annual in self):
            raise UserError(self.env._("What was decided doesn't change."))
        return super().write(vals)

    def _check_keeper(self, vals):
        """Let keepers write their report only, while it is theirs to write."""
        user = self.env.user
        if self.env.su or self._has_pass(vals) or user.has_group(CLERK):
            return
        early = all(annual.state == "reporting" for annual in self)
        if not early or not vals.keys() <= STATED:
            raise AccessError(
                self.env._("A cemetery writes its self-report, and while it reports.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Inspections that began are kept."))
