from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.choices import WATCH
from .civil_fund_duty_query import QUERY

APPROVED = ("civil.fund.indicator", "civil.fund.adjustment", "civil.fund.allocation")


class CivilFundDuty(models.Model):
    """What waits to be done with funds, and by when (待办与期限).

    A row a matter: what is being approved, allotments to pass down, reports to
    publish, milestones to reach.
    """

    _name = "civil.fund.duty"
    _description = "Matter Waiting"
    _auto = False
    _order = "deadline, id"
    _depends = {
        "civil.fund.indicator": ["state", "amount", "department_id"],
        "civil.fund.adjustment": ["state", "amount"],
        "civil.fund.allocation": ["state", "total", "deadline"],
        "civil.fund.lottery": ["state", "amount", "deadline", "user_id"],
        "civil.fund.project": ["state", "budget", "manager_id", "active"],
        "civil.fund.milestone": ["planned_date", "actual_date", "name"],
    }

    name = fields.Char(string="Matter", readonly=True)
    kind = fields.Selection(
        [
            ("indicator", "Budget Indicator"),
            ("adjustment", "Adjustment"),
            ("allocation", "Allotment"),
            ("lottery", "Lottery Report"),
            ("project", "Project"),
            ("milestone", "Milestone"),
        ],
        readonly=True,
    )
    step = fields.Selection(
        [
            ("draft", "To Submit"),
            ("under_approval", "To Approve"),
            ("meeting", "Before the Party Group"),
            ("finance", "With the Finance Bureau"),
            ("review", "To Review"),
            ("pool", "To Decide"),
            ("acceptance", "To Accept"),
            ("evaluation", "To Evaluate"),
            ("publish", "To Publish"),
            ("reach", "To Reach"),
        ],
        string="Next Step",
        readonly=True,
    )
    deadline = fields.Date(readonly=True)
    division_id = fields.Many2one("civil.division", readonly=True)
    department_id = fields.Many2one("civil.department", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(readonly=True)
    maker_id = fields.Many2one("res.users", string="Made By", readonly=True)
    res_model = fields.Char(readonly=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", readonly=True
    )
    watch = fields.Selection(
        WATCH,
        string="Deadline Watch",
        compute="_compute_watch",
        search="_search_watch",
    )
    is_mine = fields.Boolean(
        string="Waits for Me", compute="_compute_is_mine", search="_search_is_mine"
    )

    @property
    def _table_query(self):
        return QUERY

    @api.depends("deadline")
    @api.depends_context("tz")
    def _compute_watch(self):
        today, near = self.env["civil.fund.allocation"]._watch_days()
        for record in self:
            day = record.deadline
            late, soon = day and day < today, day and day <= near
            record.watch = day and ("late" if late else "near" if soon else "on_time")

    @api.model
    def _search_watch(self, operator, value):
        if operator != "in":
            return NotImplemented
        today, near = self.env["civil.fund.allocation"]._watch_days()
        later = Domain("deadline", ">=", today)
        choices = {
            "late": Domain("deadline", "<", today),
            "near": later & Domain("deadline", "<=", near),
            "on_time": Domain("deadline", ">", near),
            False: Domain("deadline", "=", False),
        }
        return Domain.OR(choices[choice] for choice in value if choice in choices)

    @api.depends_context("uid")
    def _compute_is_mine(self):
        mine = self.search(self._mine() & Domain("id", "in", self.ids))
        for record in self:
            record.is_mine = record in mine

    @api.model
    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        mine = self._mine()
        return Domain.OR(mine if wanted else ~mine for wanted in value)

    @api.model
    def _mine(self):
        """The rows whose next step is the present user's."""
        user = self.env.user
        domain = Domain("step", "in", ("draft", "publish", "reach")) & Domain(
            "maker_id", "=", user.id
        )
        for name in APPROVED:
            waiting = self.env[name].search(
                self.env[name]._approval_waiting_domain(user)
            )
            domain |= Domain("res_model", "=", name) & Domain(
                "res_id", "in", waiting.ids
            )
        steps = {
            "civil_base.group_finance": ("finance", "publish"),
            "civil_fund.group_head": ("review", "evaluation"),
            "civil_fund.group_deputy": ("pool",),
            "civil_fund.group_clerk": ("meeting", "acceptance"),
        }
        for group, mine in steps.items():
            if user.has_group(group):
                domain |= Domain("step", "in", mine)
        return domain

    def action_open(self):
        """Open the single matter itself."""
        self.ensure_one()
        record = self.env[self.res_model].browse(self.res_id).exists()
        if not record:
            raise UserError(self.env._("The matter isn't there anymore; look again."))
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }
