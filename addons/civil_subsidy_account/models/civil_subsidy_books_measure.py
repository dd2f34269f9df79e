from collections import defaultdict
from decimal import Decimal

from odoo import api, models
from odoo.tools import SQL

#: Accounts out of which subsidies are paid, or into which they come back.
_MONEY = ("4001%", "1201%", "1011%", "1002%")
_ZERO = Decimal("0.00")


class CivilSubsidyBooksMeasure(models.AbstractModel):
    """Measures what became of batches in four places, independently of each other.

    The payments themselves, the bank, the indicators and the ledger: what is the same
    money has to be the same sum.
    """

    _name = "civil.subsidy.books.measure"
    _description = "Measures of the Books of Subsidies"

    @api.model
    def _measure(self, batches):
        """``{batch: {name: Decimal in yuan}}``; a fixed number of statements."""
        self.env.flush_all()
        measures = {batch: defaultdict(lambda: _ZERO) for batch in batches}
        if not batches:
            return measures
        bank = batches._figures()
        for queries in (
            self._unsent(batches),
            self._charged(batches),
            self._not_with_payee(batches),
            self._entries(batches),
            self._ledger(batches),
            self._owed(batches),
        ):
            for batch_id, name, amount in self.env.execute_query(queries):
                measures[batches.browse(batch_id)][name] += Decimal(amount)
        for batch, found in measures.items():
            self._add_bank(batch, bank[batch.id], found)
            self._add_differences(batch, found)
        return measures

    def _unsent(self, batches):
        """Payable lines that the bank hasn't been asked to pay yet."""
        return SQL(
            """
            SELECT batch_id, 'unsent', sum(amount)::text FROM civil_subsidy_figure
            WHERE batch_id IN %s AND outcome = 'payable' AND bank_state IS NULL
            GROUP BY batch_id
            """,
            batches._ids,
        )

    def _charged(self, batches):
        """What the parts of the batches are, and what of it the treasury has paid."""
        return SQL(
            """
            SELECT batch_id, name, sum(amount)::text
            FROM civil_subsidy_batch_fund f
            CROSS JOIN LATERAL (VALUES ('charged', TRUE),
                ('charged_indicator', indicator_id IS NOT NULL),
                ('unpaid_parts', paid_date IS NULL),
                ('owing_parts', liability IS NOT NULL)) AS kind (name, counts)
            WHERE batch_id IN %s AND counts GROUP BY batch_id, name
            """,
            batches._ids,
        )

    def _not_with_payee(self, batches):
        """Charged lines whose money isn't with the payee, by their share."""
        return SQL(
            """
            SELECT p.batch_id, 'not_with_payee', sum(share.amount)::text
            FROM civil_subsidy_payment p
            JOIN civil_subsidy_payment_fund share ON share.payment_id = p.id
            WHERE p.account_return_id IN (
                SELECT id FROM civil_subsidy_return WHERE batch_id IN %(batches)s)
                AND p.bank_state IN ('failed', 'returned', 'stopped')
            GROUP BY p.batch_id
            UNION ALL
            SELECT batch_id, 'released', sum(amount)::text FROM civil_subsidy_return
            WHERE batch_id IN %(batches)s AND kind = 'release' GROUP BY batch_id
            """,
            batches=batches._ids,
        )

    def _entries(self, batches):
        """What the indicators say of the batches."""
        return SQL(
            """
            SELECT res_id, CASE kind WHEN 'refund' THEN 'refunded'
                    WHEN 'pay' THEN 'used' ELSE 'reserved' END,
                sum(CASE kind WHEN 'release' THEN -amount ELSE amount END)::text
            FROM civil_fund_entry
            WHERE res_model = 'civil.subsidy.batch' AND res_id IN %(batches)s
                AND kind IN ('reserve', 'release', 'pay', 'refund')
            GROUP BY 1, 2
            UNION ALL
            SELECT res_id, 'reserved', (-sum(consumed))::text FROM civil_fund_entry
            WHERE res_model = 'civil.subsidy.batch' AND res_id IN %(batches)s
                AND kind = 'pay' GROUP BY 1
            """,
            batches=batches._ids,
        )

    def _ledger(self, batches):
        """What the posted vouchers of the batches have moved."""
        return SQL(
            """
            SELECT v.subsidy_batch_id, kind.name, (-sum(line.balance))::text
            FROM account_parallel_voucher v
            JOIN account_move move ON move.id = v.financial_move_id
            JOIN account_move_line line ON line.move_id = move.id
            JOIN account_account account ON account.id = line.account_id
            JOIN civil_subsidy_batch_fund f ON f.id = v.subsidy_fund_id
            CROSS JOIN LATERAL (SELECT
                account.code_store ->> v.company_id::text AS code) coded
            CROSS JOIN LATERAL (VALUES
                ('booked', coded.code LIKE ANY(%(money)s)),
                ('ledger_owed', coded.code = f.liability)) AS kind (name, counts)
            WHERE v.subsidy_batch_id IN %(batches)s AND v.state = 'posted' AND counts
            GROUP BY v.subsidy_batch_id, kind.name
            """,
            money=list(_MONEY),
            batches=batches._ids,
        )

    def _owed(self, batches):
        """What the register says is owed of the batches."""
        return SQL(
            """
            SELECT batch_id, 'owed', sum(amount)::text FROM (%s) register
            WHERE batch_id IN %s GROUP BY batch_id
            """,
            self.env["civil.subsidy.payable"]._table_query,
            batches._ids,
        )

    def _add_bank(self, batch, figures, found):
        sent = batch.state in ("sent", "returned", "reconciled", "closed")
        found["approved"] = figures["approved_amount"]
        found["sent"] = figures["request_amount"] if sent else _ZERO
        found["pending"] = figures["pending_amount"] + figures["sent_amount"]
        found["failed"] = figures["failed_amount"] + figures["stopped_amount"]
        for name in ("paid", "returned"):
            found[name] = figures[f"{name}_amount"]
        found["bank"] = figures["statement_amount"]
        found["bank_expected"] = figures["statement_expected"]
        if not figures["statement_required"]:
            found["bank"] = found["bank_expected"] = _ZERO

    def _add_differences(self, batch, found):
        """What should be zero, each the difference of two places."""
        found["sent_difference"] = found["approved"] - found["sent"] - found["unsent"]
        found["answer_difference"] = found["sent"] - sum(
            found[name] for name in ("paid", "failed", "pending", "returned")
        )
        found["bank_difference"] = found["bank"] - found["bank_expected"]
        if batch.subsidy_follow:
            found["booked_difference"] = found["booked"] - self._expected(batch, found)
            found["indicator_difference"] = (
                found["charged_indicator"]
                - found["reserved"]
                - found["used"]
                - found["released"]
            )
            found["owed_difference"] = found["owed"] - found["ledger_owed"]

    def _expected(self, batch, found):
        """What the ledger should say is paid, by what the payments say."""
        if batch.subsidy_follow == "gross":
            return found["charged"] - found["unpaid_parts"] - found["not_with_payee"]
        if found["charged"] == found["approved"]:
            return found["paid"]
        [[amount]] = self.env.execute_query(
            SQL(
                """
                SELECT coalesce(sum(share.amount), 0)::text
                FROM civil_subsidy_payment_fund share
                JOIN civil_subsidy_payment p ON p.id = share.payment_id
                WHERE share.fund_id IN (SELECT id FROM civil_subsidy_batch_fund
                    WHERE batch_id = %s)
                    AND p.bank_state = 'paid'
                """,
                batch.id,
            )
        )
        return Decimal(amount)
