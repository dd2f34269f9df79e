import datetime
from os import path

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.account_parallel_entry.tools.amounts import exact, total

from ..tools import camt

#: What banks write where they have no reference.
_NO_REFERENCE = {"NOTPROVIDED", "NONREF", "/", ""}


class AccountStatementImportCamtParser(models.AbstractModel):
    """Reads XML statements (camt.052 to 054) as strictly as those in sheets."""

    _inherit = "account.statement.import.camt.parser"

    @api.model
    def _parse_parallel(self, documents, filename):
        """Return what a file holds, as the parser of sheets does.

        :param documents: the XML documents of the file, as bytes
        :raises UserError: it isn't whole, of another account or currency, or its
            balances don't add up
        """
        journal = self.env["account.journal"].browse(self.env.context.get("journal_id"))
        currency = journal.currency_id or journal.company_id.currency_id
        account = journal.bank_account_id.sanitized_acc_number or ""
        statements = [
            statement
            for document in documents
            for statement in self._camt_statements(document)
        ]
        for statement in statements:
            self._check_camt_owner(statement, account, currency)
        statements.sort(key=self._camt_first_day)
        lines = self._camt_lines(statements)
        if not lines:
            raise UserError(
                self.env._(
                    "The file %(file)s has no booked entries: nothing was to import.",
                    file=filename,
                )
            )
        parser = self.env["account.statement.import.sheet.parser"]
        parser._number_lines(lines)
        name = f"{journal.code}: {path.basename(filename or '')}"
        return currency.name, account or None, [parser._bank_statement(name, lines)]

    @api.model
    def _camt_statements(self, document):
        """Return the statements of a document, without what isn't booked yet."""
        try:
            root = camt.root_of(document)
            namespace = root.tag[1:].partition("}")[0]
            self.check_version(namespace, root)
            return [
                self._camt_statement(namespace, node)
                for node in root[0]
                if node.tag.endswith(("}Stmt", "}Rpt", "}Ntfctn"))
            ]
        # No root, no header, an entry without a day, a sum that is no number.
        except (ValueError, IndexError, KeyError) as error:
            raise UserError(
                self.env._(
                    "The XML file isn't a whole statement in camt.052, camt.053 or "
                    "camt.054. Fetch it from the bank again, or as xlsx or csv."
                )
            ) from error

    @api.model
    def _camt_statement(self, namespace, node):
        camt.drop_pending(node)
        statement = self.parse_statement(namespace, node)
        return {**statement, "has_balances": camt.has_balances(node)}

    @api.model
    def _check_camt_owner(self, statement, account, currency):
        named = (statement.get("account_number") or "").replace(" ", "")
        if named and account and named != account:
            self.env["account.statement.import.sheet.parser"]._refuse_account(
                named, account
            )
        if statement.get("currency", currency.name) != currency.name:
            raise UserError(
                self.env._(
                    "The file is in %(named)s, the bank account in %(currency)s. "
                    "Choose the journal of this currency.",
                    named=statement["currency"],
                    currency=currency.name,
                )
            )

    @api.model
    def _camt_first_day(self, statement):
        return min((line["date"] for line in statement["transactions"]), default="")

    @api.model
    def _camt_lines(self, statements):
        """Return all lines, the oldest first, each with the balance after it.

        :raises UserError: balances and lines don't come to one another
        """
        lines, before = [], None
        for statement in statements:
            entries = sorted(statement["transactions"], key=lambda each: each["date"])
            balance = None
            if statement["has_balances"]:
                balance = exact(statement["balance_start"])
                closing = exact(statement["balance_end_real"])
                self._check_camt_sum(statement, entries, before)
                before = closing
            for entry in entries:
                amount = exact(entry["amount"])
                balance = None if balance is None else balance + amount
                if amount:
                    lines.append(self._camt_line(entry, amount, balance))
        return lines

    @api.model
    def _check_camt_sum(self, statement, entries, before):
        opening = exact(statement["balance_start"])
        closing = exact(statement["balance_end_real"])
        moved = total(entry["amount"] for entry in entries)
        if opening + moved != closing:
            raise UserError(
                self.env._(
                    "The statement %(name)s doesn't add up: opening balance "
                    "%(opening)s and entries %(moved)s make %(computed)s, the closing "
                    "balance is %(closing)s. Fetch the whole file from the bank again.",
                    name=statement.get("name"),
                    opening=opening,
                    moved=moved,
                    computed=opening + moved,
                    closing=closing,
                )
            )
        if before is not None and before != opening:
            raise UserError(
                self.env._(
                    "The statement %(name)s begins with %(opening)s, the one before "
                    "it ends with %(before)s: a statement between them is missing. "
                    "Fetch the whole file from the bank again.",
                    name=statement.get("name"),
                    opening=opening,
                    before=before,
                )
            )

    @api.model
    def _camt_line(self, entry, amount, balance):
        """Return an entry as the parser of sheets has a line."""
        summary = entry["payment_ref"]
        return {
            "date": datetime.date.fromisoformat(entry["date"][:10]),
            "amount": amount,
            "balance": balance,
            "payment_ref": "" if summary in _NO_REFERENCE else summary,
            "partner_name": entry.get("partner_name"),
            "account_number": entry.get("account_number"),
            "ref": entry["serial"],
        }

    def parse_entry(self, ns, node):
        """Add the bank's own number of an entry, and keep its sum.

        Details without sums of their own, or in another currency, would count the
        entry several times: such an entry stays one line.
        """
        entries = list(super().parse_entry(ns, node))
        amount = self.parse_amount(ns, node)
        if total(entry["amount"] for entry in entries) != exact(amount):
            entries = [
                {
                    **entries[0],
                    "amount": amount,
                    "partner_name": False,
                    "account_number": False,
                }
            ]
        numbers = camt.texts(node, "NtryDtls/TxDtls/Refs/AcctSvcrRef")
        if len(numbers) != len(entries):
            numbers = (camt.texts(node, "AcctSvcrRef") or [""]) * len(entries)
        summary = (camt.texts(node, "AddtlNtryInf") or ["/"])[0]
        for entry, number in zip(entries, numbers, strict=True):
            reference = number or entry.get("ref") or ""
            entry["serial"] = "" if reference in _NO_REFERENCE else reference
            if entry["payment_ref"] in _NO_REFERENCE:
                entry["payment_ref"] = summary
        return entries
