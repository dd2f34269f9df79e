from odoo import fields, models
from odoo.tools import SQL


class AccountParallelCounter(models.Model):
    """How many vouchers of a type a company numbered in a month (凭证编号).

    Taking a number locks the month's line until the transaction ends, and a
    transaction that fails gives it back: so the numbers have no gaps.
    """

    _name = "account.parallel.counter"
    _description = "Voucher Counter"
    _rec_name = "month"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    type_id = fields.Many2one(
        "account.parallel.voucher.type", required=True, ondelete="restrict"
    )
    month = fields.Date(required=True, help="The first day of the month.")
    last = fields.Integer(string="Last Number", required=True)

    _month_uniq = models.UniqueIndex(
        "(company_id, type_id, month)", "This counter is already there."
    )

    def _next(self, company, kind, day):
        """Take the next number of the month of ``day``."""
        self.flush_model()
        [[number]] = self.env.execute_query(
            SQL(
                """
                INSERT INTO account_parallel_counter (company_id, type_id, month, last)
                VALUES (%(company)s, %(type)s, %(month)s, 1)
                ON CONFLICT (company_id, type_id, month)
                DO UPDATE SET last = account_parallel_counter.last + 1
                RETURNING last
                """,
                company=company.id,
                type=kind.id,
                month=day.replace(day=1),
            )
        )
        self.invalidate_model(["last"])
        return number
