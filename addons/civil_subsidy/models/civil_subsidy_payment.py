from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.civil_base.tools.text import clean_code, clean_name

from .civil_subsidy_payee import account_problem

#: Fields that may be corrected, and only in a follow-up batch that isn't frozen.
CORRECTABLE = {"account_number", "account_input", "account_holder", "bank_name"}


class CivilSubsidyPayment(models.Model):
    """What becomes of one claim in a batch (发放明细): its outcome and its money.

    Rows are written by the computation, never typed. What the agent bank is told
    is a copy (name, account, amount), so that later corrections of the roster
    don't change what was approved.
    """

    _name = "civil.subsidy.payment"
    _description = "Subsidy Payment"
    _inherit = ["civil.subsidy.payee", "civil.division.mixin"]
    # By the batch's id: by its own order, a page of payments would sort all of them.
    _order = "batch_id.id desc, id"
    _rec_name = "name"

    batch_id = fields.Many2one("civil.subsidy.batch", required=True, ondelete="cascade")
    program_id = fields.Many2one("civil.subsidy.program", required=True)
    period = fields.Date(
        string="Month",
        required=True,
        help="The month that the payment is for, also when it is paid later.",
    )
    kind = fields.Selection(
        [
            ("regular", "Regular"),
            ("arrears", "Arrears"),
            ("offset", "Offset"),
        ],
        string="Kind of Payment",
        required=True,
        default="regular",
        help="Arrears: an earlier month paid later. Offset: what is kept back of an "
        "overpayment.",
    )
    line_id = fields.Many2one("civil.subsidy.roster.line", string="Roster Line")
    entitlement_id = fields.Many2one(
        "civil.subsidy.entitlement", index="btree_not_null"
    )
    version_id = fields.Many2one(
        "civil.subsidy.entitlement.version",
        string="Entitlement As Of",
        help="What the computation knew of the entitlement.",
    )
    class_id = fields.Many2one("civil.subsidy.class")
    standard_id = fields.Many2one("civil.subsidy.standard")
    partner_id = fields.Many2one(
        "res.partner", string="Institution Paid", index="btree_not_null"
    )
    payee_id = fields.Many2one(
        "civil.resident",
        string="Paid To",
        help="The person whose account is paid, when it isn't the one supported.",
    )
    person_count = fields.Integer(
        string="Persons", default=1, help="Persons whom the payment supports."
    )
    quantity = fields.Float(
        digits=(12, 2), aggregator="sum", help="Days or beds that were counted."
    )
    outcome = fields.Selection(
        [
            ("payable", "Payable"),
            ("held", "Held"),
            ("blocked", "Blocked"),
            ("not_due", "Not Due"),
        ],
        required=True,
    )
    check_ids = fields.Many2many(
        "civil.subsidy.check",
        "civil_subsidy_finding",
        "payment_id",
        "check_id",
        string="Reasons",
        readonly=True,
    )
    finding_ids = fields.One2many("civil.subsidy.finding", "payment_id")
    currency_id = fields.Many2one("res.currency", required=True)
    amount = fields.Monetary(
        help="What is paid: for payable and held claims, zero otherwise."
    )
    gross_amount = fields.Monetary(
        string="By the Standard", help="Before what other programs pay is taken off."
    )
    deducted_amount = fields.Monetary(
        string="Taken Off", help="What other programs pay already."
    )
    reference = fields.Char(
        copy=False,
        help="Names the line towards the agent bank.",
    )
    sequence = fields.Integer(string="Line", copy=False, aggregator=None)
    bank_state = fields.Selection(
        [
            ("sent", "Sent"),
            ("paid", "Paid"),
            ("failed", "Failed"),
            ("pending", "Pending"),
            ("stopped", "Stopped"),
            ("returned", "Returned Later"),
        ],
        copy=False,
    )
    bank_code = fields.Char(string="Return Code", copy=False)
    bank_reason = fields.Char(copy=False)
    bank_serial = fields.Char(string="Bank Serial Number", copy=False)
    bank_date = fields.Date(copy=False)
    grouped = fields.Boolean(
        help="Several payments share the reference: the bank is told one line, with "
        "their sum.",
    )
    agent_id = fields.Many2one("civil.bank.agent", string="Agent Bank", copy=False)
    file_id = fields.Many2one("civil.subsidy.file", string="Request File", copy=False)
    other_bank = fields.Boolean(
        copy=False, help="The account isn't one of the agent bank's own (他行)."
    )
    cnaps = fields.Char(string="CNAPS Number", copy=False)
    reason_id = fields.Many2one("civil.bank.reason", string="Cause", copy=False)
    reason_remedy = fields.Text("What to Do", related="reason_id.remedy")
    returned_date = fields.Date(
        copy=False, help="The day on which money that was paid came back (退汇)."
    )
    returned_serial = fields.Char(copy=False)
    stop_released = fields.Boolean(
        copy=False, help="A stopped line that may be sent again, for a reason."
    )
    resend_of_id = fields.Many2one(
        "civil.subsidy.payment", string="Sent Again For", copy=False
    )
    resend_reason = fields.Char("Failed Because", related="resend_of_id.bank_reason")
    resend_ids = fields.One2many(
        "civil.subsidy.payment", "resend_of_id", string="Sent Again As"
    )
    is_correctable = fields.Boolean(
        compute="_compute_is_correctable",
        compute_sudo=True,
        help="The account can be corrected here: in a follow-up batch that isn't "
        "submitted yet.",
    )

    _order_idx = models.Index("(batch_id DESC, id)")
    _batch_outcome_idx = models.Index("(batch_id, outcome)")
    _unknown_name_idx = models.Index("(name) WHERE resident_id IS NULL")
    _batch_entitlement_uniq = models.UniqueIndex(
        "(entitlement_id, batch_id, period, kind)"
        " WHERE entitlement_id IS NOT NULL AND line_id IS NULL",
        "An entitlement is paid once for a month in a batch.",
    )
    _batch_line_uniq = models.UniqueIndex(
        "(line_id, batch_id) WHERE line_id IS NOT NULL",
        "A roster line is paid once in a batch.",
    )
    _reference_uniq = models.UniqueIndex(
        "(reference) WHERE reference IS NOT NULL AND grouped IS NOT TRUE",
        "This line reference has already been used.",
    )
    _resend_uniq = models.UniqueIndex(
        "(resend_of_id) WHERE resend_of_id IS NOT NULL",
        "This failed payment has already been sent again.",
    )
    _amount_sign = models.Constraint(
        "CHECK (amount >= 0 AND (outcome IN ('payable', 'held') OR amount = 0))",
        "Only payable and held claims carry an amount.",
    )

    _grouped_reference_idx = models.Index("(reference) WHERE grouped")

    @api.depends("batch_id.kind", "batch_id.state")
    def _compute_is_correctable(self):
        for payment in self:
            batch = payment.batch_id
            payment.is_correctable = batch.kind == "resend" and batch.state in (
                "draft",
                "computed",
            )

    def init(self):
        """Leave room in each page: the bank's answers then stay off the indexes."""
        self.env.cr.execute(
            SQL("ALTER TABLE civil_subsidy_payment SET (fillfactor = 75)")
        )
        self.env.cr.execute(
            SQL(
                "ALTER TABLE civil_subsidy_payment"
                " ALTER COLUMN grouped SET DEFAULT false"
            )
        )

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        """Refuse: only a computation makes payments."""
        raise UserError(
            self.env._("Payments are made by computing a batch, not by hand.")
        )

    def write(self, vals):
        """Let the account of a follow-up payment be corrected, nothing else."""
        if not set(vals) <= CORRECTABLE:
            raise UserError(
                self.env._("Payments are changed by their batch, not by hand.")
            )
        for payment in self:
            if not payment.is_correctable:
                raise UserError(
                    self.env._(
                        "The account of %(name)s can be corrected on the roster line "
                        "before the batch is submitted, or in a follow-up batch.",
                        name=payment.name,
                    )
                )
        vals = dict(vals)
        if "account_number" in vals:
            vals["account_number"] = clean_code(vals["account_number"] or "") or False
            if account_problem(vals["account_number"]):
                raise UserError(
                    self.env._(
                        "An account number has 10 to 32 digits and nothing else."
                    )
                )
        if "account_holder" in vals:
            vals["account_holder"] = clean_name(vals["account_holder"] or "") or False
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        if self.batch_id.filtered("is_frozen"):
            raise UserError(self.env._("Payments of a submitted batch stay."))

    def _release_resend(self):
        """Let the failed payments of a voided follow-up batch be sent again."""
        # pylint: disable=super-method-mismatch  # write() itself would refuse it
        return super().write({"resend_of_id": False})

    def _release_stop(self):
        """Let stopped payments be sent again; who may was checked by the caller."""
        # pylint: disable=super-method-mismatch  # write() itself would refuse it
        return super(CivilSubsidyPayment, self.sudo()).write({"stop_released": True})

    def action_late_return(self):
        """Open the window in which it is typed that the payment's money came back."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Late Return"),
            "res_model": "civil.subsidy.late",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_payment_id": self.id},
        }

    def action_open_line(self):
        """Open the roster line that the payment comes from, to read or correct it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Roster Line"),
            "res_model": "civil.subsidy.roster.line",
            "res_id": self.line_id.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_open_resident(self):
        """Open the page of the person."""
        self.ensure_one()
        return self.resident_id._get_records_action()
