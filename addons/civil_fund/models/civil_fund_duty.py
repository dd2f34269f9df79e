from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.choices import WATCH
from ..tools.roles import CLERK, DEPUTY, FINANCE, HEAD
from .civil_fund_duty_query import query

#: Whose group's turn a step is; the others are that of who made the matter.
STEP_GROUPS = {
    "finance": FINANCE,
    "publish": FINANCE,
    "carry": FINANCE,
    "review": HEAD,
    "evaluation": HEAD,
    "pool": DEPUTY,
    "meeting": CLERK,
    "acceptance": CLERK,
}
#: Steps that wait for who made the matter or is in charge of it.
OWN_STEPS = ("draft", "publish", "reach")
APPROVED = ("civil.fund.indicator", "civil.fund.adjustment", "civil.fund.allocation")


class CivilFundDuty(models.Model):
    """What waits to be done with funds, and by when (待办与期限).

    A row a matter: what is being approved, allotments to pass down, money left of
    former years, reports to publish, milestones to reach.
    """

    _name = "civil.fund.duty"
    _description = "Matter Waiting"
    _auto = False
    _order = "deadline, id"
    _depends = {
        "civil.fund.indicator": [
            *("name", "document_number", "state", "amount", "available", "year"),
            *("division_id", "department_id", "company_id"),
        ],
        "civil.fund.adjustment": [
            *("name", "document_number", "state", "amount"),
            *("division_id", "company_id"),
        ],
        "civil.fund.allocation": [
            *("name", "upper_document", "state", "total", "deadline"),
            *("division_id", "department_id", "company_id"),
        ],
        "civil.fund.lottery": [
            *("year", "state", "amount", "deadline", "user_id"),
            *("division_id", "company_id"),
        ],
        "civil.fund.project": [
            *("code", "name", "state", "budget", "manager_id", "active"),
            *("division_id", "department_id", "company_id"),
        ],
        "civil.fund.milestone": [
            *("planned_date", "actual_date", "name", "project_id"),
        ],
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
            ("carry", "To Carry Over or Take Back"),
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
        return query(fields.Date.context_today(self).year)

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
        domain = Domain("step", "in", OWN_STEPS) & Domain("maker_id", "=", user.id)
        for name in APPROVED:
            waiting = self.env[name].search(
                self.env[name]._approval_waiting_domain(user)
            )
            domain |= Domain("res_model", "=", name) & Domain(
                "res_id", "in", waiting.ids
            )
        mine = [step for step, group in STEP_GROUPS.items() if user.has_group(group)]
        domain |= Domain("step", "in", mine)
        return domain

    def _todo_entry(self):
        """What of the single matter waits on the desk, and for whom."""
        steps = dict(self._fields["step"]._description_selection(self.env))
        group = self.step not in OWN_STEPS and STEP_GROUPS[self.step]
        return TodoEntry(
            f"{self.kind}-{self.id}",
            self.env._("%(step)s: %(matter)s", step=steps[self.step], matter=self.name),
            user=self.maker_id if self.step in OWN_STEPS else None,
            group=group and self.env.ref(group),
            due=self.deadline,
        )

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
