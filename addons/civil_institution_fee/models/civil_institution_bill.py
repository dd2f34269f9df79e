from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.door import Door
from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.money import written
from ..tools.roles import HOME

#: Lets the code that computes and pays bills write them.
BILL = Door("civil_institution_bill")
#: States in which a bill is owed.
OPEN = ("issued", "part_paid")
#: States of bills that count.
ISSUED = (*OPEN, "paid")


class CivilInstitutionBill(models.Model):
    """What a resident owes for a month (月度账单), or at last (离院结清账单).

    Computed from beds, levels and absences by ``civil.institution.bill.compute``, not
    written by anybody. A draft follows what is on record; what is issued doesn't
    change: what turns out different comes as a correction with the next bill, or the
    bill is voided and another one takes its place.
    """

    _name = "civil.institution.bill"
    _description = "Bill of a Resident"
    _inherit = [
        "civil.workflow.mixin",
        "civil.institution.part",
        "civil.institution.bill.issue",
        "civil.institution.bill.pay",
        "civil.todo.mixin",
    ]
    _order = "month desc, id desc"
    _rec_name = "number"
    _holder_field = None
    _guarded = (
        "number",
        "amount",
        "paid",
        "balance",
        "due_on",
        "void_reason",
        "replaces_id",
    )

    _transitions = (
        Transition(
            "draft",
            "issued",
            HOME,
            guard="_guard_issue",
            effect="_give_number",
            stamp="issued",
        ),
        Transition("issued", "voided", HOME, guard="_guard_void"),
    )

    number = fields.Char(readonly=True, copy=False, index="btree_not_null")
    stay_id = fields.Many2one(
        "civil.institution.stay",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    resident_id = fields.Many2one(
        "civil.resident", string="Person", readonly=True, index=True
    )
    person_name = fields.Char(string="Resident", readonly=True, index="trigram")
    institution_id = fields.Many2one(readonly=True, ondelete="restrict")
    division_id = fields.Many2one("civil.division", related=None, readonly=True)
    company_id = fields.Many2one("res.company", related=None, readonly=True)
    kind = fields.Selection(
        [("month", "Of the Month"), ("final", "At Discharge")],
        required=True,
        readonly=True,
    )
    month = fields.Date(required=True, readonly=True, index=True)
    payer = fields.Selection(
        selection=lambda self: (
            self.env["civil.institution.stay"]
            ._fields["payer"]
            ._description_selection(self.env)
        ),
        string="Who Pays",
        readonly=True,
        index=True,
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("issued", "Issued"),
            ("part_paid", "Paid in Part"),
            ("paid", "Paid"),
            ("voided", "Voided"),
        ],
        default="draft",
        required=True,
        readonly=True,
        index=True,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(readonly=True, aggregator="sum")
    paid = fields.Monetary(string="Amount Paid", readonly=True)
    balance = fields.Monetary(string="Still Open", readonly=True)
    gap_days = fields.Integer(
        string="Days without a Price",
        readonly=True,
        help="Days for which an item has prices, but none that fits the resident.",
    )
    issued_uid = fields.Many2one("res.users", string="Issued by", readonly=True)
    issued_date = fields.Datetime(string="Issued at", readonly=True)
    due_on = fields.Date(readonly=True, index=True)
    void_reason = fields.Text(readonly=True)
    replaces_id = fields.Many2one(
        "civil.institution.bill",
        string="Instead of",
        readonly=True,
        index="btree_not_null",
    )
    successor_ids = fields.One2many(
        "civil.institution.bill", "replaces_id", string="Replaced by", readonly=True
    )
    line_ids = fields.One2many("civil.institution.bill.line", "bill_id", readonly=True)
    receipt_line_ids = fields.One2many(
        "civil.institution.receipt.line", "bill_id", string="Receipts", readonly=True
    )
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )

    _stay_month_uniq = models.UniqueIndex(
        "(stay_id, kind, month) WHERE state != 'voided'",
        "There is a bill of this resident for the month already.",
    )
    _open_index = models.Index(
        "(due_on) WHERE state IN ('issued', 'part_paid')",
    )
    _first_day = models.Constraint(
        "CHECK (extract(day FROM month) = 1)", "A month is given by its first day."
    )
    _balance_check = models.Constraint(
        "CHECK (balance = amount - paid AND paid * sign(amount) >= 0"
        " AND abs(paid) <= abs(amount))",
        "No more is paid than the bill says.",
    )

    @api.depends("number", "person_name", "month")
    def _compute_display_name(self):
        for bill in self:
            month = f"{bill.month:%Y-%m}" if bill.month else ""
            parts = (bill.number, bill.person_name, month)
            bill.display_name = " ".join(filter(None, parts))

    @api.depends("state", "due_on")
    @api.depends_context("tz")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for bill in self:
            bill.is_overdue = (
                bill.state in OPEN and bool(bill.due_on) and bill.due_on < today
            )

    @api.model
    def _overdue_domain(self):
        today = fields.Date.context_today(self)
        return Domain("state", "in", OPEN) & Domain("due_on", "<", today)

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = self._overdue_domain()
        return Domain.OR(late if wanted else ~late for wanted in value)

    # -- only computed -----------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse: bills are computed, by one statement for a home and month.

        :raises UserError: somebody makes one by hand
        """
        if vals_list:
            raise UserError(self.env._("Bills are computed from beds and prices."))
        return super().create(vals_list)

    def write(self, vals):
        """Refuse what isn't a step.

        :raises UserError: somebody writes by hand
        """
        if vals.keys() - self._guarded_fields():
            raise UserError(self.env._("Bills are computed from beds and prices."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_draft(self):
        self._refuse_reasons(
            {
                bill: bill.state != "draft" and self.env._("it was issued")
                for bill in self
            }
        )

    # -- what waits --------------------------------------------------------------

    @api.model
    def _todo_domain(self):
        return Domain("state", "in", OPEN)

    def _todo_entries(self):
        if not self.is_overdue:
            return []
        name = self.env._(
            "%(institution)s: remind %(person)s of %(amount)s for %(month)s",
            institution=self.institution_id.name,
            person=self.person_name,
            amount=written(self.balance),
            month=f"{self.month:%Y-%m}",
        )
        return [TodoEntry("remind", name, group=self.env.ref(HOME), due=self.due_on)]
