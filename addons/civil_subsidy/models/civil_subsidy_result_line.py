from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL


class CivilSubsidyResultLine(models.Model):
    """What a file of the bank says of one bank line: staged, then kept as evidence."""

    _name = "civil.subsidy.result.line"
    _description = "Answer of the Bank"
    _order = "file_id desc, id"
    _rec_name = "reference"

    file_id = fields.Many2one("civil.subsidy.file", required=True, ondelete="cascade")
    reference = fields.Char(required=True, readonly=True)
    currency_id = fields.Many2one(related="file_id.currency_id")
    amount = fields.Monetary(readonly=True)
    status = fields.Selection(
        [
            ("paid", "Paid"),
            ("failed", "Failed"),
            ("pending", "Pending"),
            ("returned", "Returned Later"),
        ],
        required=True,
        readonly=True,
    )
    code = fields.Char(string="Return Code", readonly=True)
    reason = fields.Char(readonly=True)
    reason_id = fields.Many2one("civil.bank.reason", string="Cause", readonly=True)
    serial = fields.Char(string="Bank Serial Number", readonly=True)
    bank_date = fields.Date(readonly=True)
    payment_name = fields.Char(
        string="Person's Name", compute="_compute_payment_name", compute_sudo=True
    )
    account_masked = fields.Char(
        string="Masked Account Number",
        compute="_compute_payment_name",
        compute_sudo=True,
    )

    # Finds a line fast whatever the planner believes of tables filled a moment ago.
    _file_reference_uniq = models.UniqueIndex(
        "(file_id, reference)", "The file names this line twice."
    )
    _unpaid_idx = models.Index("(reference) WHERE status <> 'paid'")

    @api.depends("reference")
    def _compute_payment_name(self):
        payments = self.env["civil.subsidy.payment"].search(
            [
                ("reference", "in", self.mapped("reference")),
                ("batch_id", "in", self.file_id.batch_id.ids),
            ]
        )
        by_reference = defaultdict(payments.browse)
        for payment in payments:
            by_reference[payment.reference] |= payment
        for line in self:
            found = by_reference[line.reference]
            line.payment_name = "、".join(filter(None, found[:3].mapped("name")))
            line.account_masked = found[:1].account_masked

    @api.model
    def _sums(self, file):
        """Return {status: (count, exact sum as text)} of a file's lines."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT status, count(*), sum(amount)::numeric(20, 2)::text
                FROM civil_subsidy_result_line WHERE file_id = %s GROUP BY status
                """,
                file.id,
            )
        )
        return {status: (count, amount) for status, count, amount in rows}
