from collections import defaultdict
from decimal import Decimal

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.civil_base.tools.money import parse_amount
from odoo.addons.civil_base.tools.tabular import (
    Column,
    FileUnreadable,
    TableNotFound,
    find_table,
    read_sheets,
)
from odoo.addons.civil_base.tools.text import clean, clean_code, clean_name, parse_date

#: A bank's or the office's own list of money that came back.
COLUMNS = (
    Column("reference", ("明细编号", "业务编号", "备注号", "行号"), required=False),
    Column("account", ("账号", "收款账号", "银行账号", "卡号"), required=False),
    Column("holder", ("户名", "收款户名", "姓名", "收款人"), required=False),
    Column("amount", ("金额", "退汇金额", "退回金额")),
    Column("date", ("退汇日期", "退回日期", "日期", "交易日期")),
    Column("reason", ("退汇原因", "退回原因", "原因"), required=False),
    Column("serial", ("退汇流水号", "流水号", "交易流水号"), required=False),
)
_SHOWN = 10


class CivilSubsidyBank(models.AbstractModel):
    """Money that was paid and comes back weeks later (退汇).

    The bank's file, in the format of its results with the lines that came back only,
    or a small sheet; staged and confirmed as a result is.
    """

    _inherit = "civil.subsidy.bank"

    @api.model
    def _import_late(self, batch, filename, content):
        """Stage late returns; every line must be one that was paid, unchanged.

        :return: the ``civil.subsidy.file``, and whether it was taken just now
        :raise UserError: naming the lines, and what is wrong with each
        """
        batch._lock_for_step()
        if known := batch._known_file("late", content):
            return known, False
        if batch.state not in ("returned", "reconciled", "closed"):
            raise UserError(
                self.env._(
                    "Nothing of batch %(name)s is paid yet, so nothing can have come "
                    "back.",
                    name=batch.name,
                )
            )
        rows = self._read_late_sheet(filename, content)
        if rows is None:
            rows = self._read_late_result(batch, filename, content)
        found = self._match_late(batch, filename, rows)
        reason_of = self.env["civil.bank.reason"]._mapping(
            self.env["civil.bank.format"]
        )
        request = found[0][1]
        file = self._stage(
            request,
            "late",
            filename,
            content,
            (
                (
                    row["reference"],
                    row["amount"],
                    "returned",
                    row.get("code"),
                    row.get("reason") or None,
                    row.get("cause") or reason_of(None, row.get("reason")),
                    row.get("serial") or None,
                    row["date"],
                )
                for row, _request in found
            ),
        )
        return file, True

    def _read_late_sheet(self, filename, content):
        """Return the rows of a sheet with headings, None if the file isn't one."""
        try:
            sheets = read_sheets(content, filename)
            table = find_table(sheets[0], COLUMNS)
        except (TableNotFound, FileUnreadable):
            return None
        rows = []
        for row in table.rows:
            cells = row.cells
            rows.append(
                {
                    "line": row.number,
                    "reference": clean_code(cells.get("reference")) or None,
                    "account": clean_code(cells.get("account")) or None,
                    "holder": clean_name(cells.get("holder")) or None,
                    "amount": parse_amount(cells["amount"]),
                    "date": parse_date(cells["date"]),
                    "reason": clean(cells.get("reason")),
                    "serial": clean_code(cells.get("serial")),
                }
            )
        return rows

    def _read_late_result(self, batch, filename, content):
        """Return the rows of a file in the format of a result."""
        request, result = self._read_answer(batch, filename, content, partial=True)
        if wrong := [line for line in result.lines if line.status != "failed"]:
            raise UserError(
                self.env._(
                    "File %(file)s, line %(line)s: the line isn't one that came back. "
                    "Import a whole result as such.",
                    file=filename,
                    line=wrong[0].number,
                )
            )
        names = self._references(request, result)
        reason_of = self.env["civil.bank.reason"]._mapping(
            request.agent_id.format_result_id
        )
        return [
            {
                "line": line.number,
                "reference": line.reference or names[line.sequence],
                "account": line.account,
                "holder": line.holder,
                "amount": line.amount,
                "date": line.date or result.head.get("date"),
                "code": line.code,
                "reason": line.reason,
                "cause": reason_of(line.code, line.reason),
                "serial": line.serial,
            }
            for line in result.lines
        ]

    def _match_late(self, batch, filename, rows):
        """Return (row, request file) of each row; refuse all if one isn't right."""
        lines, by_account = self._paid_lines(batch, rows)
        waiting = self._late_waiting(batch)
        found, faults, seen = [], [], set()
        for row in rows:
            if not row["reference"] and row["account"]:
                names = by_account.get(row["account"], [])
                if len(names) > 1:
                    names = [n for n in names if lines[n]["amount"] == row["amount"]]
                row["reference"] = names[0] if len(names) == 1 else None
            line = lines.get(row["reference"])
            fault = self._late_fault(row, line, row["reference"] in waiting | seen)
            if fault:
                faults.append(
                    self.env._(
                        "File %(file)s, line %(line)s: %(sentence)s",
                        file=filename,
                        line=row["line"],
                        sentence=fault,
                    )
                )
                continue
            seen.add(row["reference"])
            found.append((row, line["file"]))
        if faults or not found:
            faults = faults or [self.env._("The file has no line.")]
            hidden = len(faults) - _SHOWN
            if hidden > 0:
                more = self.env._("%(count)s further problems aren't listed.")
                faults = [*faults[:_SHOWN], more % {"count": hidden}]
            raise UserError(
                "\n".join(
                    [
                        self.env._(
                            "The list of late returns isn't taken, nothing has changed:"
                        ),
                        *faults,
                    ]
                )
            )
        return found

    def _paid_lines(self, batch, rows):
        """Return the batch's bank lines that the rows name, by reference, and the
        references by account."""
        self.env.flush_all()
        result = self.env.execute_query(
            SQL(
                """
                SELECT reference, min(account_number), min(account_holder),
                    round(sum(amount), 2)::text, min(bank_state), min(file_id)
                FROM civil_subsidy_payment
                WHERE batch_id = %s AND outcome = 'payable'
                    AND (reference = ANY(%s) OR account_number = ANY(%s))
                GROUP BY reference
                """,
                batch.id,
                [row["reference"] for row in rows if row["reference"]],
                [row["account"] for row in rows if row["account"]],
            )
        )
        lines, by_account = {}, defaultdict(list)
        for reference, account, holder, amount, state, file_id in result:
            lines[reference] = {
                "account": account,
                "holder": holder,
                "amount": Decimal(amount),
                "state": state,
                "file": self.env["civil.subsidy.file"].browse(file_id),
            }
            by_account[account].append(reference)
        return lines, by_account

    def _late_waiting(self, batch):
        """Return the references whose return waits to be confirmed already."""
        return {
            reference
            for (reference,) in self.env.execute_query(
                SQL(
                    """
                    SELECT r.reference FROM civil_subsidy_result_line r
                    JOIN civil_subsidy_file f ON f.id = r.file_id
                    WHERE f.batch_id = %s AND f.direction = 'late'
                        AND f.state = 'to_confirm'
                    """,
                    batch.id,
                )
            )
        }

    def _late_fault(self, row, line, twice):
        """Return why a row can't be taken, as a sentence, or False."""
        if row["amount"] is None or not row["date"]:
            return self.env._("The amount or the date can't be read.")
        if not line:
            return self.env._(
                "No payment of the batch, or more than one, is meant. Name the line "
                "reference, or open the batch to which it belongs."
            )
        if twice:
            return self.env._("This return has already been entered.")
        if line["state"] == "returned":
            return self.env._("This payment has already come back.")
        if line["state"] != "paid":
            return self.env._("This payment wasn't paid, so it can't come back.")
        if row["amount"] != line["amount"]:
            return self.env._(
                "The amount is %(found)s, paid were %(expected)s.",
                found=f"{row['amount']:.2f}",
                expected=f"{line['amount']:.2f}",
            )
        if row["account"] and row["account"] != line["account"]:
            return self.env._("The account isn't the one that was paid.")
        if row["holder"] and row["holder"] != line["holder"]:
            return self.env._("The account holder isn't the one that was paid.")
        return False

    @api.model
    def _confirm_late(self, file):
        """Note on every line that its money came back: one UPDATE.

        :raise UserError: when one of them isn't paid anymore
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                UPDATE civil_subsidy_payment p SET
                    bank_state = 'returned', bank_code = r.code,
                    bank_reason = r.reason, reason_id = r.reason_id,
                    returned_date = r.bank_date, returned_serial = r.serial,
                    write_uid = %s, write_date = now() AT TIME ZONE 'UTC'
                FROM civil_subsidy_result_line r
                WHERE r.file_id = %s AND p.batch_id = %s AND p.reference = r.reference
                    AND p.bank_state = 'paid'
                RETURNING p.reference
                """,
                self.env.uid,
                file.id,
                file.batch_id.id,
            )
        )
        if len({row[0] for row in self.env.cr.fetchall()}) != file.line_count:
            raise UserError(
                self.env._(
                    "Some lines of %(file)s aren't paid anymore. Discard it and import "
                    "the right list.",
                    file=file.name,
                )
            )
        self.env["civil.subsidy.compute"]._after_change(file.batch_id)
