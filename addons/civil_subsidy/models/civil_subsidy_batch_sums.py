from collections import defaultdict
from decimal import Decimal

from odoo import api, models
from odoo.tools import SQL

_STATES = ("paid", "failed", "returned", "stopped", "pending", "sent")
DIFFERENCES = ("request", "answer", "result", "statement")
_ZERO = Decimal("0.00")


class CivilSubsidyBatchSums(models.AbstractModel):
    """The exact sums of a batch that are held against each other (对账)."""

    _name = "civil.subsidy.batch.sums"
    _description = "Sums of a Subsidy Batch"
    _inherit = ["civil.subsidy.batch.figures"]

    def _figures(self, from_lines=False):
        """Return the exact figures of each batch by id, as Decimal; unknown are 0.

        Four statements, whatever the number of batches and lines.

        :param from_lines: add the payments up themselves, to decide by; a page reads
            what ``civil.subsidy.figure`` keeps of them
        """
        result = defaultdict(self._no_figures)
        if not self:
            return result
        self.env.flush_all()
        self._add_requests(result)
        self._add_answers(result, from_lines)
        self._add_reports(result)
        self._add_statements(result)
        for batch in self:
            self._add_differences(result[batch.id])
        return result

    @api.model
    def _no_figures(self):
        figures = {f"{state}_amount": _ZERO for state in _STATES}
        figures |= {f"{state}_count": 0 for state in _STATES}
        for name in (
            *("approved_amount", "request_amount", "reported_amount"),
            *("statement_debit", "statement_credit", "statement_expected"),
            "statement_amount",
            *(f"{name}_difference" for name in DIFFERENCES),
        ):
            figures[name] = _ZERO
        return {**figures, "request_count": 0, "statement_required": False}

    def _add_requests(self, result):
        """What was approved, and what the request files hold."""
        for batch_id, approved, count, amount in self.env.execute_query(
            SQL(
                """
                SELECT b.id, round(coalesce(b.frozen_amount, 0), 2)::text,
                    coalesce(sum(f.payment_count), 0)::integer,
                    round(coalesce(sum(f.amount), 0), 2)::text
                FROM civil_subsidy_batch b
                LEFT JOIN civil_subsidy_file f
                    ON f.batch_id = b.id AND f.direction = 'request'
                WHERE b.id IN %s GROUP BY b.id
                """,
                self._ids,
            )
        ):
            result[batch_id] |= {
                "approved_amount": Decimal(approved),
                "request_count": count,
                "request_amount": Decimal(amount),
            }

    def _add_answers(self, result, from_lines):
        """What became of each payment, by agent bank."""
        # Figures don't tell the banks of a batch apart.
        several = self.filtered(
            lambda batch: (
                len(set(batch._request_files().agent_id.mapped("statement_required")))
                > 1
            )
        )
        added = self if from_lines else several
        rows = [*self._answers_by_lines(added), *self._answers_kept(self - added)]
        for batch_id, state, required, count, amount in rows:
            figures = result[batch_id]
            figures[f"{state}_count"] += count
            figures[f"{state}_amount"] += Decimal(amount)
            if required:
                figures["statement_required"] = True
                if state == "paid":
                    figures["statement_expected"] += Decimal(amount)

    def _answers_by_lines(self, batches):
        if not batches:
            return []
        return self.env.execute_query(
            SQL(
                """
                SELECT p.batch_id, p.bank_state, coalesce(a.statement_required, FALSE),
                    count(*), round(sum(p.amount), 2)::text
                FROM civil_subsidy_payment p
                LEFT JOIN civil_bank_agent a ON a.id = p.agent_id
                WHERE p.batch_id IN %s AND p.outcome = 'payable'
                    AND p.bank_state IS NOT NULL
                GROUP BY p.batch_id, p.bank_state, a.statement_required
                """,
                batches._ids,
            )
        )

    def _answers_kept(self, batches):
        if not batches:
            return []
        required = {
            batch.id: any(batch._request_files().agent_id.mapped("statement_required"))
            for batch in batches
        }
        rows = self.env.execute_query(
            SQL(
                """
                SELECT batch_id, bank_state, sum(claim_count)::integer,
                    round(sum(amount), 2)::text
                FROM civil_subsidy_figure
                WHERE batch_id IN %s AND outcome = 'payable'
                    AND bank_state IS NOT NULL
                GROUP BY batch_id, bank_state
                """,
                batches._ids,
            )
        )
        return [
            (batch_id, state, required[batch_id], count, amount)
            for batch_id, state, count, amount in rows
        ]

    def _add_reports(self, result):
        """What the confirmed result files report as paid, each line once."""
        for batch_id, amount in self.env.execute_query(
            SQL(
                """
                SELECT batch_id, round(sum(amount), 2)::text FROM (
                    SELECT DISTINCT f.batch_id, r.reference, r.amount
                    FROM civil_subsidy_file f
                    JOIN civil_subsidy_result_line r ON r.file_id = f.id
                    WHERE f.batch_id IN %s AND f.direction = 'result'
                        AND f.state = 'confirmed' AND r.status = 'paid') paid
                GROUP BY batch_id
                """,
                self._ids,
            )
        ):
            result[batch_id]["reported_amount"] = Decimal(amount)

    def _add_statements(self, result):
        """What the paying accounts' statements book for the batch."""
        for batch_id, debit, credit in self.env.execute_query(
            SQL(
                """
                SELECT batch_id, round(sum(debit), 2)::text,
                    round(sum(credit), 2)::text
                FROM civil_bank_statement_line
                WHERE batch_id IN %s GROUP BY batch_id
                """,
                self._ids,
            )
        ):
            result[batch_id]["statement_debit"] = Decimal(debit)
            result[batch_id]["statement_credit"] = Decimal(credit)

    @api.model
    def _add_differences(self, figures):
        figures["statement_amount"] = (
            figures["statement_debit"] - figures["statement_credit"]
        )
        answered = sum(figures[f"{state}_amount"] for state in _STATES)
        if figures["request_amount"]:
            figures["request_difference"] = (
                figures["request_amount"] - figures["approved_amount"]
            )
        if answered:
            figures["answer_difference"] = answered - figures["request_amount"]
            figures["result_difference"] = figures["reported_amount"] - (
                figures["paid_amount"] + figures["returned_amount"]
            )
        if figures["statement_required"]:
            figures["statement_difference"] = (
                figures["statement_amount"] - figures["statement_expected"]
            )

    def _difference_texts(self, figures):
        """Return the differences as text by name: what an explanation explains."""
        return {
            name: f"{figures[f'{name}_difference']:.2f}"
            for name in DIFFERENCES
            if figures[f"{name}_difference"]
        }
