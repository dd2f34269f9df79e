from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

CATEGORIES = [
    ("staff", "Staff"),
    ("operation", "Operation"),
    ("specific", "Specific Goal"),
]


class CivilFundProject(models.Model):
    """A project that money is asked for and spent on (项目库).

    From the proposal to the end: review, pool, decision, implementation, acceptance,
    evaluation of its performance.

    Source: 《预算法》第三十二条; 预算管理一体化规范 (categories 人员类, 运转类,
    特定目标类).
    """

    _name = "civil.fund.project"
    _description = "Project"
    _inherit = [
        "civil.division.mixin",
        "civil.fund.papers",
        "civil.fund.project.step",
        "civil.fund.project.figures",
        "civil.fund.todo",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date_from desc, id desc"
    _rec_names_search = ["code", "name"]

    _holder_field = "manager_id"
    _paper_fields = ("mark_ids",)
    _guarded = ("code", "reject_reason")

    code = fields.Char(
        string="Project Code", readonly=True, copy=False, index="trigram"
    )
    name = fields.Char(required=True, index="trigram", tracking=True)
    category = fields.Selection(CATEGORIES, required=True, default="specific")
    division_id = fields.Many2one(default=lambda self: self._default_division_id())
    department_id = fields.Many2one("civil.department", index=True, ondelete="restrict")
    manager_id = fields.Many2one(
        "res.users", string="In Charge", default=lambda self: self.env.user
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="Through")
    budget = fields.Monetary(string="Total Budget", required=True)
    description = fields.Text(string="Content and Need")
    milestone_ids = fields.One2many("civil.fund.milestone", "project_id")
    goal_ids = fields.One2many("civil.fund.goal", "project_id")
    lottery_purpose = fields.Selection(related="indicator_ids.lottery_purpose")
    mark_ids = fields.Many2many(
        "ir.attachment",
        string="Photographs of the Mark",
        help="Of the mark on what lottery money paid for.",
    )
    has_mark = fields.Boolean(
        string="Carries the Lottery Mark",
        help="The mark of the welfare lottery is put up where everybody sees it.",
    )
    acceptance_result = fields.Text()
    evaluation_result = fields.Text(string="Evaluation of Performance")
    score = fields.Float(
        string="Performance Score", digits=(5, 2), aggregator="avg", help="Of 100."
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code) WHERE code IS NOT NULL", "This project code has already been given."
    )
    _budget_positive = models.Constraint(
        "CHECK (budget > 0)", "The total budget of a project is more than 0."
    )
    _dates_order = models.Constraint(
        "CHECK (date_to >= date_from)", "The project ends before it begins."
    )
    _score_range = models.Constraint(
        "CHECK (score BETWEEN 0 AND 100)", "A score lies between 0 and 100."
    )

    def _default_division_id(self):
        """The user's division, where there is only one."""
        divisions = self.env.user.division_ids
        return divisions if len(divisions) == 1 else False

    @api.depends("code", "name")
    def _compute_display_name(self):
        for record in self:
            record.display_name = " ".join(filter(None, (record.code, record.name)))

    @api.model
    def _held_domain(self, user):
        """Whoever takes over is in charge of what isn't ended."""
        ended = Domain("state", "in", ("rejected", "closed"))
        return super()._held_domain(user) & ~ended

    @api.model_create_multi
    def create(self, vals_list):
        """Give each project its code, which stays with it."""
        records = super().create(vals_list)
        for record in records:
            code = self.env["civil.numbering"]._next("fund.project")
            record._write_guarded({"code": code})
        return records

    def write(self, vals):
        """What was decided about stays: a project in the pool keeps its budget."""
        decided = {"name", "category", "budget", "date_from", "date_to"} & vals.keys()
        if decided and self.filtered(
            lambda record: record.state not in ("proposal", "review")
        ):
            raise UserError(
                self.env._(
                    "Name, category, period and budget were reviewed and stay; propose "
                    "another project for what changes."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_proposal(self):
        if self.filtered(lambda record: record.state != "proposal"):
            raise UserError(
                self.env._(
                    "Only a proposal can be deleted; reject the project instead."
                )
            )
