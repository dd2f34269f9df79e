from odoo import models

_BALANCES, _GENERAL, _DETAIL = "balances", "general", "detail"


class BookXlsx(models.AbstractModel):
    """Trial balance, general or detailed ledger (科目余额表、总账、明细账)."""

    _name = "report.l10n_cn_government_mis.book_xlsx"
    _description = "Book Workbook"
    _inherit = "report.report_xlsx.abstract"

    def generate_xlsx_report(self, workbook, data, books):
        """Write a sheet for each book."""
        money = {"border": 1, "num_format": "#,##0.00"}
        formats = {
            "title": workbook.add_format({"bold": True, "font_size": 16}),
            "head": workbook.add_format({"bold": True, "border": 1, "align": "center"}),
            "text": workbook.add_format({"border": 1}),
            "bold": workbook.add_format({"border": 1, "bold": True}),
            "date": workbook.add_format({"border": 1, "num_format": "yyyy-mm-dd"}),
            "month": workbook.add_format({"border": 1, "num_format": "yyyy-mm"}),
            "money": workbook.add_format(money),
            "money_bold": workbook.add_format({**money, "bold": True}),
        }
        rows = {
            _BALANCES: self._balance_rows,
            _GENERAL: self._general_rows,
            _DETAIL: self._detail_rows,
        }
        kinds = dict(books._fields["kind"]._description_selection(self.env))
        for book in books:
            sheet = workbook.add_worksheet(kinds[book.kind][:31])
            title = f"{book.company_id.name} {kinds[book.kind]}"
            sheet.write(0, 0, title, formats["title"])
            sheet.write(1, 0, f"{book.date_from} - {book.date_to}")
            sheet.write(1, 2, self.env._("Unit: yuan"))
            for index, (label, width) in enumerate(self._columns(book.kind)):
                sheet.set_column(index, index, width)
                sheet.write(2, index, label, formats["head"])
            for position, row in enumerate(rows[book.kind](book), 3):
                self._write_row(sheet, formats, position, row)
            sheet.freeze_panes(3, 0)
            sheet.repeat_rows(2)
            sheet.set_landscape()
            sheet.set_paper(9)
            sheet.fit_to_pages(1, 0)

    def _write_row(self, sheet, formats, position, row):
        """Write pairs of a value and the name of its format."""
        for index, (value, name) in enumerate(row):
            if value is None or value == "":
                sheet.write_blank(position, index, None, formats[name])
            elif name.startswith("money"):
                sheet.write_number(position, index, float(value), formats[name])
            elif name in ("date", "month"):
                sheet.write_datetime(position, index, value, formats[name])
            else:
                sheet.write_string(position, index, value, formats[name])

    def _columns(self, kind):
        """Heading and width of each column of a kind of book."""
        account = [(self.env._("Code"), 12), (self.env._("Account"), 36)]
        debit, credit = self.env._("Debit"), self.env._("Credit")
        if kind == _BALANCES:
            return account + [
                (self.env._("Opening Debit"), 17),
                (self.env._("Opening Credit"), 17),
                (self.env._("Debit of the Period"), 17),
                (self.env._("Credit of the Period"), 17),
                (self.env._("Closing Debit"), 17),
                (self.env._("Closing Credit"), 17),
            ]
        rest = [
            (debit, 17),
            (credit, 17),
            (self.env._("Debit or Credit"), 9),
            (self.env._("Balance"), 17),
        ]
        if kind == _GENERAL:
            return [
                *account,
                (self.env._("Month"), 11),
                (self.env._("Summary"), 16),
                *rest,
            ]
        return [
            *account,
            (self.env._("Date"), 12),
            (self.env._("Entry"), 20),
            (self.env._("Summary"), 36),
            *rest,
        ]

    def _balance_rows(self, book):
        totals = dict.fromkeys(range(6), 0)
        for row in book._balances():
            sums = [
                max(row["opening"], 0),
                max(-row["opening"], 0),
                row["debit"],
                row["credit"],
                max(row["closing"], 0),
                max(-row["closing"], 0),
            ]
            if row["account"]:
                for index, value in enumerate(sums):
                    totals[index] += value
            bold = "" if row["account"] else "_bold"
            label = "text" if row["account"] else "bold"
            yield [
                (row["code"], label),
                (row["name"], label),
                *((value or None, f"money{bold}") for value in sums),
            ]
        total = ((value, "money_bold") for value in totals.values())
        yield [("", "bold"), (self.env._("Total"), "bold"), *total]

    def _general_rows(self, book):
        for account in book._general():
            key = [(account["code"], "text"), (account["name"], "text")]
            start = [(None, "text"), (self.env._("Brought Forward"), "text")]
            blank = [(None, "money"), (None, "money")]
            yield [*key, *start, *blank, *self._balance(account["opening"])]
            for month, debit, credit, balance in account["months"]:
                yield [
                    *key,
                    (month, "month"),
                    (self.env._("Total of the Month"), "text"),
                    (debit, "money"),
                    (credit, "money"),
                    *self._balance(balance),
                ]

    def _detail_rows(self, book):
        for account in book._detail():
            name = account["account"].l10n_cn_full_name
            key = [(account["account"].code, "text"), (name, "text")]
            start = [(None, "text"), (None, "text")]
            brought = (self.env._("Brought Forward"), "text")
            blank = [(None, "money"), (None, "money")]
            yield [*key, *start, brought, *blank, *self._balance(account["opening"])]
            for date, entry, summary, debit, credit, balance in account["items"]:
                yield [
                    *key,
                    (date, "date"),
                    (entry, "text"),
                    (summary, "text"),
                    (debit or None, "money"),
                    (credit or None, "money"),
                    *self._balance(balance),
                ]

    def _balance(self, balance):
        """Side (借, 贷, 平) and amount of a debit balance."""
        if not balance:
            return [(self.env._("Even"), "text"), (None, "money")]
        side = self.env._("Dr.") if balance > 0 else self.env._("Cr.")
        return [(side, "text"), (abs(balance), "money")]
