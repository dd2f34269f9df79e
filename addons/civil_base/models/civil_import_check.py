import base64
import datetime
import logging

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_list

from ..tools.bulk import copy_rows
from ..tools.tabular import FileUnreadable, TableNotFound, find_table, read_sheets

_logger = logging.getLogger(__name__)

_LINE_COLUMNS = (
    "import_id",
    "sheet",
    "row",
    "label",
    "status",
    "message",
    "raw",
    "data",
)
_RANK = {"ok": 0, "warning": 1, "error": 2}


def _json(value):
    """Return a cell as JSON can hold it."""
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    return value


class CivilImport(models.Model):
    """How a file is read and checked."""

    _inherit = "civil.import"

    def _check(self, content=None):
        """Read the single file and store its lines with their remarks."""
        self._check_user()
        # The lines are written by the import only, whoever starts it.
        job = self.sudo()
        job._lock_for_step()
        if job.state not in ("draft", "checked"):
            raise UserError(
                self.env._("%(file)s is already done with.", file=job.filename)
            )
        if content is None:
            content = base64.b64decode(job.file)
        problem = job._taken_before() or self._read_lines(content)
        if problem:
            job.message = problem
            job._transition("refused")
            return
        job._count_lines()
        job.message = job._summary()
        job._transition("checked")

    def _read_lines(self, content):
        """Store the lines of the file; return why it can't be read, or False."""
        handler = self.kind_id._handler()
        try:
            sheets = read_sheets(content, self.filename)
        except FileUnreadable as fault:
            return self._sentence(fault)
        ctx = handler._prepare(self)
        tables, faults = self._find_tables(handler, sheets, ctx)
        job = self.sudo()
        job.layout = {sheet.name: table.headers for sheet, table in tables}
        self.env.execute_query(
            SQL(
                "DELETE FROM civil_import_line WHERE import_id = %s RETURNING 1",
                self.id,
            )
        )
        self.env.flush_all()
        count = copy_rows(
            self.env.cr,
            "civil_import_line",
            _LINE_COLUMNS,
            self._line_values(handler, tables, faults, ctx),
        )
        # What follows works on sets; the planner takes new lines for none otherwise.
        self.env.cr.execute(SQL("ANALYZE civil_import_line"))
        job.line_ids.invalidate_model()
        job.invalidate_recordset(["line_ids"])
        if not tables:
            return "\n".join(sentence for _sheet, _row, sentence in faults)
        handler._finish_check(self, ctx)
        self._note_findings(handler, ctx)
        _logger.info("import %s: %s lines read", self.id, count)
        return False

    def _find_tables(self, handler, sheets, ctx):
        """Return ``[(sheet, table)]`` and ``[(sheet name, row, sentence)]``."""
        tables, faults = [], []
        columns = handler._columns()
        for sheet in sheets:
            try:
                table = find_table(sheet, columns)
            except TableNotFound as fault:
                faults.append((sheet.name, 1, self._sentence(fault)))
                continue
            if refusal := handler._check_sheet(self, sheet, table, ctx):
                row, sentence = (
                    (table.header_row, refusal) if isinstance(refusal, str) else refusal
                )
                faults.append((sheet.name, row, sentence))
            else:
                tables.append((sheet, table))
        return tables, faults

    def _line_values(self, handler, tables, faults, ctx):
        """Yield the values of each line, in the order of the file."""
        for sheet_name, row, sentence in faults:
            yield (self.id, sheet_name, row, None, "error", sentence, None, None)
        for sheet, table in tables:
            for row in table.rows:
                data, remarks = handler._parse_row(self, sheet, row, ctx)
                status = max(
                    (level for level, _sentence in remarks), key=_RANK.get, default="ok"
                )
                yield (
                    self.id,
                    sheet.name,
                    row.number,
                    handler._label(data) or None,
                    status,
                    "\n".join(sentence for _level, sentence in remarks) or None,
                    [_json(value) for value in row.values],
                    data,
                )

    def _add_faults(self, level, query):
        """Add a sentence to many lines of the single import at once.

        :param str level: ``"error"`` or ``"warning"``
        :param SQL query: SELECT giving columns ``id`` of the line and
            ``message``, one row a line at most
        """
        self.env.execute_query(
            SQL(
                """
                UPDATE civil_import_line line
                   SET message = concat_ws(E'\\n', line.message, found.message),
                       status = CASE WHEN line.status = 'error' THEN 'error'
                                     ELSE %(level)s END
                  FROM (%(query)s) AS found
                 WHERE line.id = found.id AND line.import_id = %(job)s
             RETURNING 1
                """,
                level=level,
                query=query,
                job=self.id,
            )
        )
        self.env["civil.import.line"].invalidate_model(["message", "status"])

    def _count_lines(self):
        """Store how many lines there are of each status."""
        counts = dict(
            self.env["civil.import.line"]._read_group(
                [("import_id", "=", self.id)], ["status"], ["__count"]
            )
        )
        self.write(
            {
                "line_count": sum(counts.values()),
                **{f"{status}_count": counts.get(status, 0) for status in _RANK},
            }
        )

    def _summary(self):
        if self.error_count:
            return self.env._(
                "%(lines)s lines read, %(errors)s of them faulty.",
                lines=self.line_count,
                errors=self.error_count,
            )
        return self.env._("%(lines)s lines read, all good.", lines=self.line_count)

    def _sentence(self, fault):
        """Return in a sentence what is wrong with a file or sheet."""
        params = {"file": self.filename, **fault.params}
        if isinstance(fault, TableNotFound):
            params["missing"] = format_list(self.env, params["missing"])
            return self.env._(
                "Sheet “%(sheet)s” has no row with all the headings needed; missing: "
                "%(missing)s. Check the headings of the table.",
                **params,
            )
        sentences = {
            "empty": self.env._("%(file)s is empty.", **params),
            "damaged": self.env._(
                "%(file)s is damaged and can't be opened. Save it again as .xlsx.",
                **params,
            ),
            "encrypted": self.env._(
                "%(file)s is protected by a password. Remove the password and upload "
                "it again.",
                **params,
            ),
            "html": self.env._(
                "%(file)s is a web page with the name of a workbook. Open it, save it "
                "as .xlsx and upload that.",
                **params,
            ),
            "encoding": self.env._(
                "%(file)s is neither a workbook nor text in UTF-8 or GB18030.", **params
            ),
        }
        return sentences[fault.key]
