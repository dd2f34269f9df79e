from os import path

from odoo import api, models
from odoo.exceptions import UserError

from ..tools import sheet


class AccountStatementImportSheetParser(models.TransientModel):
    """Reads the statement files of Chinese banks."""

    _inherit = "account.statement.import.sheet.parser"

    @api.model
    def parse(self, data_file, mapping, filename):
        """Return what a file holds, checked line by line.

        :raises UserError: naming the line and what is wrong with it
        """
        if not mapping.parallel_layout:
            return super().parse(data_file, mapping, filename)
        journal = self.env["account.journal"].browse(self.env.context.get("journal_id"))
        currency = journal.currency_id or journal.company_id.currency_id
        account = journal.bank_account_id.sanitized_acc_number or ""
        rows = self._bank_rows(data_file)
        heading, columns = self._bank_headings(rows, mapping)
        self._check_bank_account(rows[:heading], account)
        lines = [
            line
            for index, row in enumerate(rows[heading + 1 :], heading + 2)
            if (line := self._bank_line(index, row, columns, mapping))
        ]
        lines = self._in_order(lines)
        self._number_lines(lines)
        name = f"{journal.code}: {path.basename(filename or '')}"
        return currency.name, account or None, [self._bank_statement(name, lines)]

    @api.model
    def _bank_rows(self, data):
        try:
            return sheet.read_rows(data)
        except Exception as error:
            raise UserError(
                self.env._(
                    "The file is neither a workbook nor text in UTF-8 or GB 18030. "
                    "Fetch it from the bank again as xlsx or csv."
                )
            ) from error

    @api.model
    def _bank_headings(self, rows, mapping):
        """Return the index of the line of headings and {column field: position}."""
        fields_ = {
            name: mapping[name] for name in self._get_column_names() if mapping[name]
        }
        needed = [
            fields_[name]
            for name in (
                "timestamp_column",
                "amount_column",
                "amount_debit_column",
                "amount_credit_column",
            )
            if name in fields_
        ]
        heading, found = sheet.find_headings(rows, needed)
        if heading is None:
            raise UserError(
                self.env._(
                    "No line of the file has the headings %(names)s. Choose the "
                    "layout of this bank, or add one.",
                    names="、".join(needed),
                )
            )
        return heading, {
            name: found[title] for name, title in fields_.items() if title in found
        }

    @api.model
    def _check_bank_account(self, above, account):
        named = sheet.account_number(above)
        if named and account and named != account:
            self._refuse_account(named, account)

    @api.model
    def _refuse_account(self, named, account):
        raise UserError(
            self.env._(
                "The file is of the account %(named)s, the journal of the account "
                "%(account)s. Choose the journal of this account.",
                named=named,
                account=account,
            )
        )

    @api.model
    def _bank_line(self, index, row, columns, mapping):
        """Return a line of the file as {date, amount, balance, …}, None of a sum.

        :raises UserError: naming the line, the column and the text
        """

        def cell(name):
            position = columns.get(name)
            return row[position] if position is not None and position < len(row) else ""

        amounts = {
            name: self._bank_amount(index, cell(name), mapping[name])
            for name in (
                "amount_column",
                "amount_debit_column",
                "amount_credit_column",
                "balance_column",
            )
        }
        day = sheet.day(cell("timestamp_column"))
        if not day:
            if sheet.is_sum(row):
                return None
            raise UserError(
                self.env._(
                    "Line %(line)s, %(column)s: “%(text)s” is no date. Correct it and "
                    "import the file again.",
                    line=index,
                    column=mapping.timestamp_column,
                    text=cell("timestamp_column"),
                )
            )
        received = amounts["amount_debit_column"] or 0
        paid = amounts["amount_credit_column"] or 0
        amount = amounts["amount_column"] or received - paid
        if not amount:
            return None
        return {
            "row": index,
            "date": day,
            "amount": amount,
            "balance": amounts["balance_column"],
            "payment_ref": cell("description_column") or cell("notes_column"),
            "partner_name": cell("partner_name_column"),
            "account_number": cell("bank_account_column"),
            "ref": cell("transaction_id_column") or cell("reference_column"),
        }

    @api.model
    def _bank_amount(self, index, text, column):
        try:
            return sheet.money(text)
        except ValueError as error:
            raise UserError(
                self.env._(
                    "Line %(line)s, %(column)s: “%(text)s” is no amount. Correct it "
                    "and import the file again.",
                    line=index,
                    column=column,
                    text=text,
                )
            ) from error

    @api.model
    def _in_order(self, lines):
        """Return the lines with the oldest first, as their balances say.

        :raises UserError: opening balance and lines don't come to the closing one
        """
        if not lines or any(line["balance"] is None for line in lines):
            return sorted(lines, key=lambda line: line["date"])
        ordered, at = sheet.oldest_first(lines)
        if at is None:
            return ordered
        first, last = ordered[0], ordered[-1]
        opening = first["balance"] - first["amount"]
        moved = sum(line["amount"] for line in ordered)
        before, line = ordered[at - 1], ordered[at]
        raise UserError(
            self.env._(
                "The file doesn't add up: opening balance %(opening)s and lines "
                "%(moved)s make %(computed)s, the closing balance is %(closing)s, a "
                "difference of %(difference)s. The first break is at line %(line)s: "
                "%(before)s and %(amount)s aren't %(balance)s. Fetch the whole file "
                "from the bank again.",
                opening=opening,
                moved=moved,
                computed=opening + moved,
                closing=last["balance"],
                difference=last["balance"] - opening - moved,
                line=line["row"],
                before=before["balance"],
                amount=line["amount"],
                balance=line["balance"],
            )
        )

    @api.model
    def _number_lines(self, lines):
        """Give every line what makes it known again in another file.

        The bank's serial number with day and amount; without one the running balance
        takes its place. What is the same in all of this counts up.
        """
        seen = {}
        for line in lines:
            mark = line["ref"] or f"={line['balance']}"
            key = f"{mark}|{line['date']}|{line['amount']}"
            seen[key] = seen.get(key, 0) + 1
            line["key"] = key if seen[key] == 1 else f"{key}|{seen[key]}"

    @api.model
    def _bank_statement(self, name, lines):
        transactions = [
            {
                "date": line["date"],
                "amount": float(line["amount"]),
                "payment_ref": line["payment_ref"] or self.env._("No summary"),
                "partner_name": line["partner_name"] or False,
                "account_number": line["account_number"] or False,
                "ref": line["ref"] or False,
                "unique_import_id": line["key"],
                "parallel_bank_balance": float(line["balance"] or 0),
                "parallel_has_balance": line["balance"] is not None,
            }
            for line in lines
        ]
        return {"name": name, "parallel": True, "transactions": transactions}
