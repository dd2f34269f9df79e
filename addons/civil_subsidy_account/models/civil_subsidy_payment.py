from odoo import fields, models
from odoo.tools import SQL


class CivilSubsidyPayment(models.Model):
    """What has been booked of a payment beside its batch's vouchers."""

    _inherit = "civil.subsidy.payment"

    account_return_id = fields.Many2one(
        "civil.subsidy.return",
        string="Return Booked",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    account_cancel_id = fields.Many2one(
        "civil.subsidy.return",
        string="Liability Cancelled",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    fund_ids = fields.One2many(
        "civil.subsidy.payment.fund", "payment_id", string="By Indicator"
    )

    def _write_not_owed(self, reason):
        """Cancel the liability with the claim (C.5 row 5e)."""
        done = super()._write_not_owed(reason)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT p.batch_id, array_agg(p.id ORDER BY p.id)
                FROM civil_subsidy_payment p
                WHERE p.id = ANY(%s) AND p.account_cancel_id IS NULL
                    AND EXISTS (SELECT FROM civil_subsidy_payment_fund share
                        WHERE share.payment_id = p.id)
                GROUP BY p.batch_id ORDER BY p.batch_id
                """,
                self.ids,
            )
        )
        for batch_id, ids in rows:
            self.env["civil.subsidy.batch"].browse(batch_id)._book_cancelled(ids)
        return done
