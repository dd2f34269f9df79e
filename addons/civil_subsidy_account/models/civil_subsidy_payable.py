from odoo import fields, models
from odoo.tools import SQL


class CivilSubsidyPayable(models.Model):
    """What is owed to persons and institutions at this moment (应付补贴款备查簿).

    The subsidiary register of account 2303: approved payments that no treasury
    payment covers, and returned ones that are still owed. Of each kind of subsidy it
    adds up to the account's balance.

    Source: 政府会计制度, account 2303; identity 5 of its balances.
    """

    _name = "civil.subsidy.payable"
    _description = "Subsidy Payable"
    _inherit = ["civil.division.mixin"]
    _auto = False
    _order = "batch_id desc, id"
    _rec_name = "payment_id"

    payment_id = fields.Many2one("civil.subsidy.payment", readonly=True)
    batch_id = fields.Many2one("civil.subsidy.batch", readonly=True)
    fund_id = fields.Many2one("civil.subsidy.batch.fund", readonly=True)
    indicator_id = fields.Many2one("civil.fund.indicator", readonly=True)
    program_id = fields.Many2one("civil.subsidy.program", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    division_id = fields.Many2one("civil.division", readonly=True)
    town_id = fields.Many2one("civil.division", readonly=True)
    period = fields.Date(string="Month", readonly=True)
    person_name = fields.Char(related="payment_id.name", string="Person's Name")
    payee_kind = fields.Selection(
        related="fund_id.payee_kind", string="Who Is Paid", readonly=True
    )
    account_code = fields.Char(string="Account", readonly=True)
    reason = fields.Selection(
        [("unpaid", "Not Paid Yet"), ("returned", "Failed or Returned, Still Owed")],
        string="Open Because",
        readonly=True,
    )
    since = fields.Date(readonly=True)
    currency_id = fields.Many2one(related="batch_id.currency_id")
    amount = fields.Monetary(readonly=True)

    @property
    def _table_query(self):
        """Shares of payments whose liability stands; of a chain the last one only."""
        return SQL(
            """
            SELECT share.id, share.payment_id, f.batch_id, share.fund_id,
                f.indicator_id, p.program_id, f.company_id, p.division_id, p.town_id,
                p.period, share.amount, p.currency_id,
                f.liability AS account_code,
                CASE WHEN back.kind = 'refund' THEN 'returned' ELSE 'unpaid' END
                    AS reason,
                coalesce(back.date, b.approved_date::date) AS since
            FROM civil_subsidy_payment_fund share
            JOIN civil_subsidy_batch_fund f ON f.id = share.fund_id
            JOIN civil_subsidy_batch b ON b.id = f.batch_id
            JOIN civil_subsidy_payment p ON p.id = share.payment_id
            LEFT JOIN civil_subsidy_return back ON back.id = p.account_return_id
            WHERE f.liability IS NOT NULL
                AND p.account_cancel_id IS NULL
                AND (back.kind = 'refund' OR CASE b.subsidy_follow
                    WHEN 'gross' THEN f.paid_date IS NULL
                    ELSE p.bank_state IS NULL
                        OR p.bank_state NOT IN ('paid', 'returned') END)
                AND NOT EXISTS (SELECT FROM civil_subsidy_payment again
                    JOIN civil_subsidy_payment_fund paid_again
                        ON paid_again.payment_id = again.id
                    WHERE again.resend_of_id = p.id)
            """
        )
