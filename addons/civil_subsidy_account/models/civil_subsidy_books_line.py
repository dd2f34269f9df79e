from odoo import api, fields, models
from odoo.exceptions import UserError

#: Differences that must be zero, in the order in which people look.
DIFFERENCES = ("sent", "answer", "bank", "booked", "indicator", "owed")
AMOUNTS = (
    *("approved", "sent", "unsent", "paid", "failed", "pending", "returned"),
    *("bank", "booked", "reserved", "used", "owed"),
)


class CivilSubsidyBooksLine(models.Model):
    """A program on the month's reconciliation page."""

    _name = "civil.subsidy.books.line"
    _description = "Reconciliation of a Program's Month"
    _order = "books_id, program_id"
    _rec_name = "program_id"

    books_id = fields.Many2one(
        "civil.subsidy.books", required=True, readonly=True, ondelete="cascade"
    )
    program_id = fields.Many2one("civil.subsidy.program", required=True, readonly=True)
    currency_id = fields.Many2one(related="books_id.currency_id")
    approved = fields.Monetary(readonly=True)
    sent = fields.Monetary(string="Sent to the Bank", readonly=True)
    unsent = fields.Monetary(string="Not Sent Yet", readonly=True)
    paid = fields.Monetary(string="Paid by the Bank", readonly=True)
    failed = fields.Monetary(string="Failed or Stopped", readonly=True)
    pending = fields.Monetary(readonly=True)
    returned = fields.Monetary(string="Returned Later", readonly=True)
    bank = fields.Monetary(string="Bank Statement", readonly=True)
    booked = fields.Monetary(string="Booked as Paid", readonly=True)
    reserved = fields.Monetary(readonly=True)
    used = fields.Monetary(string="Paid on Indicators", readonly=True)
    owed = fields.Monetary(string="Still Owed", readonly=True)
    sent_difference = fields.Monetary(
        string="Approved − Sent − Not Sent", readonly=True
    )
    answer_difference = fields.Monetary(string="Sent − Answers", readonly=True)
    bank_difference = fields.Monetary(string="Statement − Paid", readonly=True)
    booked_difference = fields.Monetary(string="Vouchers − Paid", readonly=True)
    indicator_difference = fields.Monetary(
        string="Approved − Indicators", readonly=True
    )
    owed_difference = fields.Monetary(string="Register − 2303", readonly=True)
    difference = fields.Char(
        string="Differences", compute="_compute_difference", help="What isn't zero."
    )
    has_difference = fields.Boolean(compute="_compute_difference")
    reason = fields.Char(readonly=True, help="Why the present differences stand.")
    reason_figures = fields.Char(readonly=True)
    reason_uid = fields.Many2one("res.users", string="Reason By", readonly=True)

    _program_uniq = models.UniqueIndex(
        "(books_id, program_id)", "A program stands on the page once."
    )

    @api.depends(*(f"{name}_difference" for name in DIFFERENCES))
    @api.depends_context("lang")
    def _compute_difference(self):
        for line in self:
            texts = []
            for name in DIFFERENCES:
                field = line._fields[f"{name}_difference"]
                if line[field.name]:
                    label = field._description_string(self.env)
                    texts.append(f"{label} {line[field.name]:,.2f}")
            line.difference = "；".join(texts) or False
            line.has_difference = bool(texts)

    def _difference_figures(self):
        """The present differences of the single line as text, for comparing."""
        return "|".join(f"{self[f'{name}_difference']:.2f}" for name in DIFFERENCES)

    def action_give_reason(self, reason=None):
        """Say why the present differences of the lines stand.

        :raises UserError: there is none, or the month is confirmed
        """
        if not reason:
            return self.env["civil.subsidy.reason"]._open(
                self, "action_give_reason", self.env._("Explain the Difference")
            )
        self.check_access("write")
        for line in self:
            if not line.has_difference or line.books_id.state != "open":
                raise UserError(
                    self.env._(
                        "%(program)s has no difference that could be explained now.",
                        program=line.program_id.name,
                    )
                )
        for line in self:
            line.write(
                {
                    "reason": reason,
                    "reason_figures": line._difference_figures(),
                    "reason_uid": self.env.uid,
                }
            )
        return True

    def action_drill(self, name):
        """Open the records behind a figure of the single line.

        :param str name: the figure, one of ``AMOUNTS``
        """
        self.ensure_one()
        batches = self.books_id._batches().filtered(
            lambda batch: batch.program_id == self.program_id
        )
        xml_id, domain = self._drill(name, batches)
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(xml_id),
            "domain": domain,
            "context": {},
        }

    def _drill(self, name, batches):
        """(action, domain) of the records behind a figure."""
        of_batch = ("batch_id", "in", batches.ids)
        states = {
            "unsent": (False,),
            "paid": ("paid",),
            "failed": ("failed", "stopped"),
            "pending": ("pending", "sent"),
            "returned": ("returned",),
        }
        if name in states:
            return "civil_subsidy.civil_subsidy_payment_action", [
                of_batch,
                ("outcome", "=", "payable"),
                ("bank_state", "in", states[name]),
            ]
        entries = [("res_model", "=", batches._name), ("res_id", "in", batches.ids)]
        return {
            "approved": (
                "civil_subsidy.civil_subsidy_batch_action",
                [("id", "in", batches.ids)],
            ),
            "sent": (
                "civil_subsidy.civil_subsidy_file_action",
                [of_batch, ("direction", "=", "request")],
            ),
            "bank": ("civil_subsidy.civil_bank_statement_line_action", [of_batch]),
            "booked": (
                "account_parallel_entry.account_parallel_voucher_action",
                [("subsidy_batch_id", "in", batches.ids)],
            ),
            "reserved": ("civil_fund.civil_fund_entry_action", entries),
            "used": (
                "civil_fund.civil_fund_entry_action",
                [*entries, ("kind", "in", ("pay", "refund"))],
            ),
            "owed": (
                "civil_subsidy_account.civil_subsidy_payable_action",
                [of_batch],
            ),
        }[name]
