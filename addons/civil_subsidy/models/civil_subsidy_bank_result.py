from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.civil_base.tools.bulk import copy_rows

#: What the bank may say of a line that was settled before, without a contradiction.
_AGREES = """(p.bank_state = r.status
    OR p.bank_state = 'returned' AND r.status = 'paid'
    OR p.bank_state = 'stopped' AND r.status <> 'paid')"""
_ANSWERS = (
    *("file_id", "reference", "amount", "status", "code", "reason"),
    *("reason_id", "serial", "bank_date"),
)


class CivilSubsidyBank(models.AbstractModel):
    """The agent bank's result files: staged by one person, confirmed by another.

    The lines of a result are kept in ``civil.subsidy.result.line`` when it comes in:
    what the second person sees is just what will be noted, nothing is read twice, and
    the evidence of every answer stays, also of those that a later one overtook.
    """

    _inherit = "civil.subsidy.bank"

    @api.model
    def _import_result(self, batch, filename, content):
        """Stage a result file that is exactly one request's; refuse it whole otherwise.

        :return: the ``civil.subsidy.file``, and whether it was taken just now; a file
            that was taken before changes nothing.
        :raise UserError: in a sentence, when the file isn't ours or isn't whole.
        """
        batch._lock_for_step()
        if known := batch._known_file("result", content):
            return known, False
        if batch.state not in ("sent", "returned"):
            raise UserError(
                self.env._(
                    "Batch %(name)s hasn't been sent to the bank or is finished; there "
                    "can be no result.",
                    name=batch.name,
                )
            )
        request, result = self._read_answer(batch, filename, content)
        file = self._stage(
            request, "result", filename, content, self._answer_rows(request, result)
        )
        self._refuse_changed_answers(file)
        return file, True

    # Which request it answers

    def _read_answer(self, batch, filename, content, partial=False):
        """Return (request file, result), judged line by line.

        :param bool partial: the file may name some of the lines only
        """
        layout, result, files = self._parse_answer(batch, filename, content)
        request = self._answered_file(files, result, filename)
        layout._judge(
            result,
            filename,
            self._file_head(request),
            self._sent_lines(request),
            partial,
        )
        return request, result

    def _parse_answer(self, batch, filename, content):
        """Return (format, result, request files) by the banks' formats.

        Several banks may write alike: then the first line tells whose file it is.
        """
        found = []
        requests = batch._request_files()
        for layout in requests.agent_id.format_result_id:
            files = requests.filtered(
                lambda file, own=layout: file.agent_id.format_result_id == own
            )
            result = layout._parse(content, filename)
            reference = result.lines[0].reference if result.lines else None
            known = reference and self._file_of_reference(files, reference)
            found.append((result.readable, bool(known), layout, result, files))
            if result.readable and known:
                break
        return max(found, key=lambda each: each[:2])[2:]

    def _answered_file(self, files, result, filename):
        """Return the request file that a result answers.

        Its head or name says the part or the bank; otherwise its lines do.

        :raise UserError: when it could be the answer to several
        """
        found = files
        if result.head.get("part"):
            found = found.filtered(lambda file: file.part == result.head["part"])
        for key, name in (("agent", "code"), ("agreement", "agreement_number")):
            if result.head.get(key):
                found = found.filtered(
                    lambda file, k=key, n=name: file.agent_id[n] == result.head[k]
                )
        if len(found) > 1 and result.lines and result.lines[0].reference:
            found = self._file_of_reference(files, result.lines[0].reference) or found
        elif len(found) > 1 and result.readable:
            raise UserError(
                self.env._(
                    "File %(file)s doesn't say which of the %(count)s request files it "
                    "answers. Give it its original name again.",
                    file=filename,
                    count=len(found),
                )
            )
        # Nothing fits: the comparison with any of them says what is wrong.
        return (found or files)[:1]

    def _file_of_reference(self, files, reference):
        payment = (
            self.env["civil.subsidy.payment"]
            .sudo()
            .search(
                [("reference", "=", reference), ("file_id", "in", files.ids)], limit=1
            )
        )
        return payment.file_id.sudo(self.env.su)

    def _file_head(self, file):
        """Return the head that a request file had."""
        batch = file.batch_id
        parts = batch._request_files().filtered(
            lambda other: other.agent_id == file.agent_id
        )
        return self._head(
            batch, file.agent_id, file.part, len(parts), file.line_count, file._exact()
        )

    # What it says

    def _answer_rows(self, request, result):
        """Return the staged rows of a result; what they need is looked up before."""
        reason_of = self.env["civil.bank.reason"]._mapping(
            request.agent_id.format_result_id
        )
        return self._row_of_answers(
            result, reason_of, self._references(request, result)
        )

    def _row_of_answers(self, result, reason_of, names):
        known = {}
        for line in result.lines:
            cause = None
            if line.status != "paid":
                key = (line.code, line.reason)
                if key not in known:
                    known[key] = reason_of(*key)
                cause = known[key]
            yield (
                line.reference or names[line.sequence],
                line.amount,
                line.status,
                line.code,
                line.reason,
                cause if line.status == "failed" else None,
                line.serial,
                line.date,
            )

    def _references(self, request, result):
        """Return the reference of each sequence, for results that have no reference."""
        if not result.lines or result.lines[0].reference:
            return {}
        lines = self._sent_lines(request)
        return {number: line["reference"] for number, line in enumerate(lines, 1)}

    def _stage(self, request, direction, filename, content, rows):
        """Keep a file of the bank and its lines, to be confirmed by somebody else.

        :param rows: of ``_ANSWERS`` without the file
        """
        batch = request.batch_id
        file = self.env["civil.subsidy.file"]._keep(
            {
                "batch_id": batch.id,
                "division_id": batch.division_id.id,
                "direction": direction,
                "agent_id": request.agent_id.id,
                "part": request.part,
                "request_id": request.id,
                "name": filename,
            },
            content,
        )
        copy_rows(
            self.env.cr,
            "civil_subsidy_result_line",
            _ANSWERS,
            ((file.id, *row) for row in rows),
        )
        # The planner takes the file for empty otherwise, until later.
        self.env.cr.execute(SQL("ANALYZE civil_subsidy_result_line"))
        file._count_answers()
        return file

    def _refuse_changed_answers(self, file):
        """A later result may settle pending lines, not change settled ones."""
        self.env.flush_all()
        changed = self.env.execute_query(
            SQL(
                """
                SELECT p.reference FROM civil_subsidy_payment p
                JOIN civil_subsidy_result_line r
                    ON r.file_id = %s AND r.reference = p.reference
                WHERE p.batch_id = %s
                    AND p.bank_state IN ('paid', 'failed', 'stopped', 'returned')
                    AND NOT %s
                ORDER BY p.reference LIMIT 1
                """,
                file.id,
                file.batch_id.id,
                SQL(_AGREES),
            )
        )
        if changed:
            raise UserError(
                self.env._(
                    "File %(file)s is refused and nothing has been changed: line "
                    "%(line)s was answered differently in an earlier result. Ask "
                    "the bank which of the two holds.",
                    file=file.name,
                    line=changed[0][0],
                )
            )

    @api.model
    def _confirm_result(self, file):
        """Note the staged answers on every line that isn't settled: one UPDATE."""
        self._refuse_changed_answers(file)
        self.env.cr.execute(
            SQL(
                """
                UPDATE civil_subsidy_payment p SET
                    bank_state = r.status, bank_code = r.code, bank_reason = r.reason,
                    bank_serial = r.serial, bank_date = r.bank_date,
                    reason_id = r.reason_id,
                    write_uid = %s, write_date = now() AT TIME ZONE 'UTC'
                FROM civil_subsidy_result_line r
                WHERE r.file_id = %s AND p.batch_id = %s AND p.reference = r.reference
                    AND p.bank_state IN ('sent', 'pending')
                """,
                self.env.uid,
                file.id,
                file.batch_id.id,
            )
        )
        self.env["civil.subsidy.compute"]._after_change(file.batch_id)
