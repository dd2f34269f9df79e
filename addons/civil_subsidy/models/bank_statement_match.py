# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL


class CivilBankStatementMatch(models.AbstractModel):
    """Finds the batches for which statement lines were booked: three statements.

    1. The batch number stands in the summary.
    2. A debit is the sum of exactly one request file, or of what was paid of it, a few
       days after it was sent, and no other debit is.
    3. A credit carries the serial of a late return, or is the sum of what failed or
       came back of exactly one file.

    What could mean two things is left to people.
    """

    _name = "civil.bank.statement.match"
    _description = "Statement Matching"

    @api.model
    def _run(self, agent):
        """Match the open lines of an agent bank's statements.

        Lines of batches that are reconciled are no candidates for debits.
        """
        self.env.flush_all()
        today = fields.Date.context_today(agent)
        parameters = self.env["civil.parameter"]
        debit_days = parameters._get("subsidy.statement_days", today, agent.division_id)
        credit_days = parameters._get("subsidy.return_days", today, agent.division_id)
        sums = self._file_sums(agent, max(debit_days, credit_days))
        for found in (
            self._by_number(agent),
            self._by_debit(agent, sums, debit_days),
            self._by_credit(agent, sums, credit_days),
        ):
            self.env.cr.execute(
                SQL(
                    """
                    UPDATE civil_bank_statement_line l SET
                        batch_id = found.batch_id, file_id = found.file_id,
                        state = 'matched', write_uid = %s,
                        write_date = now() AT TIME ZONE 'UTC'
                    FROM (%s) found WHERE l.id = found.line_id
                    """,
                    self.env.uid,
                    found,
                )
            )
        self.env["civil.bank.statement.line"].invalidate_model()
        self.env["civil.subsidy.batch"].invalidate_model()

    def _open_lines(self, agent):
        return SQL(
            "(SELECT * FROM civil_bank_statement_line"
            " WHERE agent_id = %s AND state = 'open')",
            agent.id,
        )

    def _file_sums(self, agent, days):
        """Return SQL of each sent request file with what became of it."""
        return SQL(
            """
            (SELECT f.id AS file_id, f.batch_id, f.amount, b.state,
                (b.sent_date AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS sent,
                coalesce(sum(p.amount) FILTER (WHERE p.bank_state = 'paid'), 0)
                    AS paid,
                coalesce(sum(p.amount) FILTER (WHERE p.bank_state = 'failed'), 0)
                    AS failed,
                coalesce(sum(p.amount) FILTER (WHERE p.bank_state = 'returned'), 0)
                    AS returned,
                array_agg(p.returned_serial) FILTER (
                    WHERE p.returned_serial IS NOT NULL) AS serials
            FROM civil_subsidy_file f
            JOIN civil_subsidy_batch b ON b.id = f.batch_id
            JOIN civil_subsidy_payment p
                ON p.batch_id = f.batch_id AND p.file_id = f.id
            WHERE f.direction = 'request' AND f.agent_id = %(agent)s
                AND b.state IN ('sent', 'returned', 'reconciled', 'closed')
                AND b.sent_date >= (SELECT min(date) FROM %(lines)s l) - %(days)s
            GROUP BY f.id, b.id)
            """,
            agent=agent.id,
            lines=self._open_lines(agent),
            days=days + 1,
            tz=self.env.tz.zone,
        )

    def _by_number(self, agent):
        """Lines whose summary names exactly one batch that was sent to the bank."""
        return SQL(
            """
            SELECT l.id AS line_id, min(f.batch_id) AS batch_id,
                CASE WHEN count(*) = 1 THEN min(f.id)
                    WHEN count(*) FILTER (WHERE f.amount = l.debit) = 1
                    THEN min(f.id) FILTER (WHERE f.amount = l.debit) END AS file_id
            FROM %(lines)s l
            JOIN civil_subsidy_batch b ON strpos(l.summary, b.name) > 0
                AND (b.state IN ('sent', 'returned')
                    OR l.credit > 0 AND b.state IN ('reconciled', 'closed'))
            JOIN civil_subsidy_file f ON f.batch_id = b.id
                AND f.direction = 'request' AND f.agent_id = %(agent)s
            GROUP BY l.id, l.debit HAVING count(DISTINCT f.batch_id) = 1
            """,
            lines=self._open_lines(agent),
            agent=agent.id,
        )

    def _by_debit(self, agent, sums, days):
        """Debits that are one file's sum, where no other debit or file comes near."""
        return SQL(
            """
            SELECT line_id, batch_id, file_id FROM (
                SELECT l.id AS line_id, s.batch_id, s.file_id,
                    count(*) OVER (PARTITION BY l.id) AS files,
                    count(*) OVER (PARTITION BY s.file_id) AS lines
                FROM %(lines)s l
                JOIN %(sums)s s ON l.debit > 0 AND l.debit IN (s.amount, s.paid)
                    AND s.state IN ('sent', 'returned')
                    AND l.date BETWEEN s.sent AND s.sent + %(days)s
                    AND NOT EXISTS (SELECT FROM civil_bank_statement_line other
                        WHERE other.file_id = s.file_id AND other.debit > 0)
                ) pairs WHERE files = 1 AND lines = 1
            """,
            lines=self._open_lines(agent),
            sums=sums,
            days=days,
        )

    def _by_credit(self, agent, sums, days):
        """Credits by the serial of a late return, or by one file's failed sum."""
        return SQL(
            """
            SELECT line_id, batch_id, file_id FROM (
                SELECT l.id AS line_id, s.batch_id, s.file_id,
                    count(*) OVER (PARTITION BY l.id) AS files,
                    count(*) OVER (PARTITION BY s.file_id) AS lines,
                    l.serial = ANY(s.serials) AS sure
                FROM %(lines)s l
                JOIN %(sums)s s ON l.credit > 0
                    AND l.date BETWEEN s.sent AND s.sent + %(days)s
                    AND (l.serial = ANY(s.serials)
                        OR l.credit IN (s.failed, s.returned)
                        AND NOT EXISTS (SELECT FROM civil_bank_statement_line other
                            WHERE other.file_id = s.file_id
                                AND other.credit = l.credit))
                ) pairs WHERE sure OR files = 1 AND lines = 1
            """,
            lines=self._open_lines(agent),
            sums=sums,
            days=days,
        )
