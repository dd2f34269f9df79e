import base64
import hashlib
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.civil_base.tools.bulk import copy_rows


class CivilSubsidyBank(models.AbstractModel):
    """Exchange of a batch with its agent bank: request file out, result file in."""

    _name = "civil.subsidy.bank"
    _description = "Agent Bank Exchange"

    # Request file

    @api.model
    def _export(self, batch):
        """Write the request file of an approved batch, once.

        :return: the ``civil.subsidy.file``; a repeated call returns the same one.
        """
        batch.lock_for_update()
        existing = batch.file_ids.filtered(lambda file: file.direction == "request")
        if existing:
            return existing
        agent = batch.bank_agent_id
        if not agent:
            raise UserError(
                self.env._(
                    "Choose the agent bank of batch %(name)s first.", name=batch.name
                )
            )
        digest = batch._content_digest()
        batch._check_unchanged()
        filename, content = agent._request_file(
            self._head(batch), self._request_lines(batch)
        )
        # Files are kept by the exchange only, for whoever may take the step.
        return (
            self.env["civil.subsidy.file"]
            .sudo()
            .create(
                {
                    "batch_id": batch.id,
                    "division_id": batch.division_id.id,
                    "direction": "request",
                    "name": filename,
                    "content": base64.b64encode(content),
                    "sha256": hashlib.sha256(content).hexdigest(),
                    "line_count": digest["count"],
                    "amount": float(digest["amount"]),
                }
            )
        )

    def _head(self, batch):
        """What the request's header says, and the result's has to answer."""
        return batch.bank_agent_id._head(
            batch=batch.name,
            date=batch.pay_date or fields.Date.to_date(batch.approved_date),
            count=batch.frozen_count,
            total=self._exact_total(batch),
            purpose=batch.program_id.name,
        )

    def _exact_total(self, batch):
        """The approved sum as the database keeps it, without a float between."""
        [[amount]] = self.env.execute_query(
            SQL(
                "SELECT round(frozen_amount, 2)::text FROM civil_subsidy_batch"
                " WHERE id = %s",
                batch.id,
            )
        )
        return Decimal(amount)

    def _request_lines(self, batch):
        """The payable lines in file order, one statement."""
        self.env.flush_all()
        remark = batch.program_id.remark
        self.env.cr.execute(
            SQL(
                """
                SELECT account_number, account_holder, round(amount, 2)::text,
                    reference, bank_name
                FROM civil_subsidy_payment
                WHERE batch_id = %s AND outcome = 'payable' ORDER BY sequence
                """,
                batch.id,
            )
        )
        for account, holder, amount, reference, bank in self.env.cr.fetchall():
            yield {
                "account": account,
                "holder": holder,
                "amount": Decimal(amount),
                "remark": remark,
                "reference": reference,
                "bank_name": bank or "",
            }

    # Result file

    @api.model
    def _import_result(self, batch, filename, content):
        """Take a result file that is exactly this batch's; refuse it whole otherwise.

        :return: the ``civil.subsidy.file``, and whether it was taken just now; a file
            that was taken before changes nothing.
        :raise UserError: in a sentence, when the file isn't ours or isn't whole.
        """
        batch.lock_for_update()
        digest = hashlib.sha256(content).hexdigest()
        known = batch.file_ids.filtered(
            lambda file: file.direction == "result" and file.sha256 == digest
        )
        if known:
            return known, False
        if batch.state not in ("sent", "returned"):
            raise UserError(
                self.env._(
                    "Batch %(name)s hasn't been sent to the bank; there can be no "
                    "result.",
                    name=batch.name,
                )
            )
        result = batch.bank_agent_id._read_result(
            content, filename, self._head(batch), self._request_lines(batch)
        )
        self._refuse_changed_answers(batch, filename, result)
        self._write_result(batch, result)
        return self._keep_result(batch, filename, content, digest, result), True

    def _refuse_changed_answers(self, batch, filename, result):
        """A later result may settle pending lines, not change settled ones."""
        settled = dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT reference, bank_state FROM civil_subsidy_payment
                    WHERE batch_id = %s AND bank_state IN ('paid', 'failed')
                    """,
                    batch.id,
                )
            )
        )
        for line in result.lines:
            earlier = settled.get(line.reference)
            if earlier and earlier != line.status:
                raise UserError(
                    self.env._(
                        "File %(file)s is refused and nothing has been changed: line "
                        "%(line)s was answered differently in an earlier result. Ask "
                        "the bank which of the two holds.",
                        file=filename,
                        line=line.reference,
                    )
                )

    def _write_result(self, batch, result):
        """Note the bank's answer on every line: one COPY, one UPDATE."""
        self.env.flush_all()
        cr = self.env.cr
        cr.execute(
            SQL(
                "CREATE TEMPORARY TABLE civil_subsidy_result"
                " (reference text PRIMARY KEY,"
                " state text, code text, reason text, serial text, bank_date date)"
                " ON COMMIT DROP"
            )
        )
        copy_rows(
            cr,
            "civil_subsidy_result",
            ("reference", "state", "code", "reason", "serial", "bank_date"),
            (
                (
                    line.reference,
                    line.status,
                    line.code,
                    line.reason,
                    line.serial,
                    line.date,
                )
                for line in result.lines
            ),
        )
        cr.execute(
            SQL(
                """
                UPDATE civil_subsidy_payment p SET
                    bank_state = r.state, bank_code = r.code, bank_reason = r.reason,
                    bank_serial = r.serial, bank_date = r.bank_date,
                    write_uid = %s, write_date = now() AT TIME ZONE 'UTC'
                FROM civil_subsidy_result r
                WHERE p.batch_id = %s AND p.reference = r.reference
                """,
                self.env.uid,
                batch.id,
            )
        )
        cr.execute(SQL("DROP TABLE civil_subsidy_result"))
        self.env["civil.subsidy.compute"]._after_change(batch)

    def _keep_result(self, batch, filename, content, digest, result):
        totals = {
            "paid": [0, Decimal()],
            "failed": [0, Decimal()],
            "pending": [0, Decimal()],
        }
        for line in result.lines:
            totals[line.status][0] += 1
            totals[line.status][1] += line.amount
        # Files are kept by the exchange only, for whoever may take the step.
        return (
            self.env["civil.subsidy.file"]
            .sudo()
            .create(
                {
                    "batch_id": batch.id,
                    "division_id": batch.division_id.id,
                    "direction": "result",
                    "name": filename,
                    "content": base64.b64encode(content),
                    "sha256": digest,
                    "line_count": len(result.lines),
                    "amount": float(sum(amount for _count, amount in totals.values())),
                    "paid_count": totals["paid"][0],
                    "paid_amount": float(totals["paid"][1]),
                    "failed_count": totals["failed"][0],
                    "failed_amount": float(totals["failed"][1]),
                    "pending_count": totals["pending"][0],
                }
            )
        )

    # Follow-up batch

    @api.model
    def _create_resend(self, batch):
        """Collect the failed lines that aren't being sent again yet in a new batch.

        The unique index on ``resend_of_id`` keeps a line from being sent twice.
        """
        batch.lock_for_update()
        if not self.env["civil.subsidy.payment"].search_count(
            [
                ("batch_id", "=", batch.id),
                ("bank_state", "=", "failed"),
                ("resend_ids", "=", False),
            ],
            limit=1,
        ):
            raise UserError(
                self.env._(
                    "Every failed line of this batch is being sent again already."
                )
            )
        follow_up = batch.create(
            {
                "program_id": batch.program_id.id,
                "period": batch.period,
                "division_id": batch.division_id.id,
                "kind": "resend",
                "origin_id": batch.id,
                "bank_agent_id": batch.bank_agent_id.id,
            }
        )
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_subsidy_payment (
                    batch_id, resend_of_id, line_id, program_id, period, kind,
                    resident_id, version_id, partner_id, payee_id, person_count,
                    quantity, gross_amount, deducted_amount,
                    entitlement_id, class_id, standard_id, name, identity_number,
                    division_id, town_id, outcome, currency_id, amount, bank_name,
                    account_number, account_holder, sequence, reference,
                    create_uid, create_date, write_uid, write_date)
                SELECT %(follow_up)s, p.id, p.line_id, p.program_id, p.period,
                    p.kind, p.resident_id, p.version_id, p.partner_id, p.payee_id,
                    p.person_count, p.quantity, p.gross_amount, p.deducted_amount,
                    p.entitlement_id, p.class_id, p.standard_id, p.name,
                    p.identity_number, p.division_id, p.town_id, 'payable',
                    p.currency_id, p.amount, p.bank_name, p.account_number,
                    p.account_holder, row_number() OVER (ORDER BY p.sequence),
                    %(number)s || '-'
                        || lpad(row_number() OVER (ORDER BY p.sequence)::text, 7, '0'),
                    %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
                FROM civil_subsidy_payment p
                WHERE p.batch_id = %(batch)s AND p.bank_state = 'failed'
                    AND NOT EXISTS (
                        SELECT 1 FROM civil_subsidy_payment again
                        WHERE again.resend_of_id = p.id)
                ORDER BY p.sequence
                """,
                follow_up=follow_up.id,
                number=follow_up.name,
                batch=batch.id,
                uid=self.env.uid,
            )
        )
        self.env["civil.subsidy.compute"]._after_change(batch | follow_up)
        return follow_up
