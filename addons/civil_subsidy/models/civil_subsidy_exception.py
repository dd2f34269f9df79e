from odoo import fields, models
from odoo.tools import SQL


class CivilSubsidyException(models.Model):
    """What didn't go as it should at the banks, over all batches (异常清单).

    A view over payments, files, stop requests and statement lines: a line disappears
    when its matter is settled. How long pending is usual is the dated parameter
    ``subsidy.pending_days``.
    """

    _name = "civil.subsidy.exception"
    _description = "Exception at the Bank"
    _auto = False
    _order = "since, id"
    _rec_name = "name"

    kind = fields.Selection(
        [
            ("failed", "Failed"),
            ("returned", "Returned Later"),
            ("pending", "Pending Too Long"),
            ("stopped", "Stopped"),
            ("unanswered", "No Result"),
            ("to_confirm", "To Confirm"),
            ("stop", "Stop Request"),
            ("statement", "Statement Line"),
        ],
        string="Kind of Exception",
        readonly=True,
    )
    name = fields.Char(string="What", readonly=True)
    batch_id = fields.Many2one("civil.subsidy.batch", readonly=True)
    division_id = fields.Many2one("civil.division", readonly=True)
    town_id = fields.Many2one("civil.division", readonly=True)
    agent_id = fields.Many2one("civil.bank.agent", string="Agent Bank", readonly=True)
    payment_id = fields.Many2one("civil.subsidy.payment", readonly=True)
    file_id = fields.Many2one("civil.subsidy.file", readonly=True)
    stop_id = fields.Many2one("civil.subsidy.stop", readonly=True)
    statement_line_id = fields.Many2one("civil.bank.statement.line", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary(readonly=True)
    reason_id = fields.Many2one("civil.bank.reason", string="Cause", readonly=True)
    detail = fields.Char(readonly=True)
    since = fields.Date(readonly=True)
    days_open = fields.Integer(readonly=True, aggregator="max")
    actor = fields.Selection(
        [
            ("town", "Town"),
            ("clerk", "Section's Clerk"),
            ("head", "Section Head"),
            ("finance", "Finance"),
            ("bank", "Agent Bank"),
        ],
        string="Who Acts",
        readonly=True,
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT found.*, greatest(%s - found.since, 0) AS days_open
            FROM (%s UNION ALL %s UNION ALL %s UNION ALL %s) found
            """,
            self._today(),
            self._payments(),
            self._files(),
            self._stops(),
            self._statement_lines(),
        )

    def _today(self):
        """Return SQL of the user's day, which isn't always that of the server."""
        return SQL("%s::date", fields.Date.context_today(self))

    def _local(self, moment):
        """Return SQL of the user's day of a moment, which is kept in UTC."""
        return SQL(
            "(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date",
            SQL(moment),
            self.env.tz.zone,
        )

    def _pending_days(self):
        """Return SQL of the number of days after which pending is too long."""
        return SQL(
            """
            coalesce((SELECT value::integer FROM civil_parameter
                WHERE code = 'subsidy.pending_days' AND division_id IS NULL
                    AND date_from <= %(today)s
                    AND (date_to IS NULL OR date_to >= %(today)s)), 0)
            """,
            today=self._today(),
        )

    def _payments(self):
        """Payments that aren't paid and aren't being sent again.

        Found by what the bank said of them: the payments' own table has no index on
        the bank's answer, so that answers are noted fast.
        """
        return SQL(
            """
            SELECT p.id::bigint * 4 AS id, p.bank_state AS kind, p.name, p.batch_id,
                p.division_id, p.town_id, p.agent_id, p.id AS payment_id,
                NULL::integer AS file_id, NULL::integer AS stop_id,
                NULL::integer AS statement_line_id, p.currency_id, p.amount,
                p.reason_id, p.bank_reason AS detail,
                coalesce(p.returned_date, p.bank_date, p.write_date::date) AS since,
                CASE WHEN p.bank_state = 'pending' THEN 'bank'
                    WHEN p.bank_state = 'stopped' AND p.stop_released IS NOT TRUE
                    THEN 'head'
                    ELSE coalesce(reason.actor, 'clerk') END AS actor
            FROM civil_subsidy_payment p
            LEFT JOIN civil_bank_reason reason ON reason.id = p.reason_id
            WHERE p.reference IN (
                SELECT reference FROM civil_subsidy_result_line
                WHERE status <> 'paid'
                UNION SELECT reference FROM civil_subsidy_stop_line)
                AND (p.bank_state IN ('failed', 'returned', 'stopped')
                    OR p.bank_state = 'pending'
                    AND coalesce(p.bank_date, p.write_date::date)
                        + %s <= %s)
                AND p.not_owed_date IS NULL
                AND NOT EXISTS (SELECT FROM civil_subsidy_payment again
                    WHERE again.resend_of_id = p.id)
            """,
            self._pending_days(),
            self._today(),
        )

    def _files(self):
        """Files of the bank to confirm, and requests without any result for long."""
        return SQL(
            """
            SELECT f.id::bigint * 4 + 1, CASE f.direction WHEN 'request'
                    THEN 'unanswered' ELSE 'to_confirm' END,
                f.name, f.batch_id, f.division_id, NULL, f.agent_id, NULL, f.id, NULL,
                NULL, b.currency_id, f.amount, NULL::integer, NULL,
                CASE f.direction WHEN 'request' THEN %(sent)s ELSE %(kept)s END,
                'finance'
            FROM civil_subsidy_file f JOIN civil_subsidy_batch b ON b.id = f.batch_id
            WHERE f.state = 'to_confirm' OR f.state = 'sent'
                AND b.state IN ('sent', 'returned')
                AND %(sent)s + %(days)s <= %(today)s
                AND NOT EXISTS (SELECT FROM civil_subsidy_file r
                    WHERE r.request_id = f.id AND r.direction = 'result'
                        AND r.state IN ('to_confirm', 'confirmed'))
            """,
            sent=self._local("b.sent_date"),
            kept=self._local("f.create_date"),
            days=self._pending_days(),
            today=self._today(),
        )

    def _stops(self):
        """Stop requests that wait for the section head or for the bank's answer."""
        return SQL(
            """
            SELECT s.id::bigint * 4 + 2, 'stop', coalesce(s.name, b.name), s.batch_id,
                s.division_id, NULL, b.bank_agent_id, NULL, NULL, s.id, NULL,
                b.currency_id, (SELECT sum(l.amount) FROM civil_subsidy_stop_line l
                    WHERE l.stop_id = s.id),
                NULL, s.reason, %s,
                CASE s.state WHEN 'requested' THEN 'head' ELSE 'finance' END
            FROM civil_subsidy_stop s JOIN civil_subsidy_batch b ON b.id = s.batch_id
            WHERE s.state IN ('requested', 'approved')
            """,
            self._local("coalesce(s.approved_date, s.requested_date)"),
        )

    def _statement_lines(self):
        """Bookings on the paying accounts that nobody has explained."""
        return SQL(
            """
            SELECT l.id::bigint * 4 + 3, 'statement', l.summary, NULL, l.division_id,
                l.town_id, l.agent_id, NULL, NULL, NULL, l.id, l.currency_id,
                l.debit - l.credit, NULL, l.serial, l.date, 'finance'
            FROM civil_bank_statement_line l WHERE l.state = 'open'
            """
        )

    def action_open(self):
        """Open the record behind the exception."""
        self.ensure_one()
        record = (
            self.payment_id or self.file_id or self.stop_id or self.statement_line_id
        )
        return record._get_records_action()
