from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.account_parallel_entry.tools.amounts import exact

from ..tools.camt import documents
from ..tools.door import BANK

_IMPORTERS = (
    "account_parallel_entry.group_cashier",
    "account_parallel_entry.group_accountant",
)
#: Lines of the same day are sorted by it, the highest first.
_TOP = 1_000_000_000


class AccountStatementImport(models.TransientModel):
    """Cashiers and accountants import what the bank gives out (导入对账单)."""

    _inherit = "account.statement.import"

    parallel_journal_id = fields.Many2one(
        "account.journal",
        string="Bank Account",
        domain="[('type', '=', 'bank')]",
        default=lambda self: self._default_parallel_journal_id(),
    )

    @api.model
    def _default_parallel_journal_id(self):
        """The journal that the wizard was opened from, or the only one."""
        journals = self.env["account.journal"]
        given = self.env.context.get("journal_id")
        if given:
            return journals.browse(given)
        found = journals.search(
            [
                *journals._check_company_domain(self.env.company),
                ("type", "=", "bank"),
            ]
        )
        return found if len(found) == 1 else journals

    def _get_default_mapping_id(self):
        """Take the layout of Chinese banks where the journal has none."""
        return super()._get_default_mapping_id() or self.env.ref(
            "account_parallel_bank.mapping_usual", raise_if_not_found=False
        )

    def action_import(self):
        """Import the file and match its lines with the books.

        :return: action that opens the imported lines, with what is to be known
        :raises AccessError: the user is neither a cashier nor an accountant
        :raises UserError: what is wrong with the file; nothing is imported then
        """
        result = self._import_file()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account_parallel_bank.account_bank_statement_line_action"
        )
        action = {
            **action,
            "domain": [("statement_id", "in", result["statement_ids"])],
            "context": {},
        }
        if not result["notifications"]:
            return action
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "sticky": True,
                "message": "\n".join(result["notifications"]),
                "next": action,
            },
        }

    def _import_file(self):
        """Import with rights on what the bank says and on nothing else."""
        self.ensure_one()
        journal = self.parallel_journal_id or self._default_parallel_journal_id()
        if not journal or not journal._parallel_is_bank():
            return super()._import_file()
        self._check_importer(journal)
        # sudo: lines post an entry each, which cashiers can't do elsewhere.
        wizard = BANK.opened(self.sudo()).with_company(journal.company_id)
        wizard = wizard.with_context(journal_id=journal.id)
        result = super(AccountStatementImport, wizard)._import_file()
        statements = self.env["account.bank.statement"].browse(result["statement_ids"])
        statements.sudo().line_ids._match_books()
        return result

    def _check_importer(self, journal):
        if not any(map(self.env.user.has_group, _IMPORTERS)):
            raise AccessError(
                self.env._("Only cashiers and accountants import bank statements.")
            )
        journal.check_access("read")
        if journal.company_id not in self.env.companies:
            raise AccessError(self.env._("This company isn't one of yours."))

    def _create_bank_statements(self, stmts_vals, result):
        """Leave out what is there already, wherever in the file it stands."""
        runs = []
        for vals in stmts_vals:
            runs += self._new_runs(vals, result) if vals.get("parallel") else [vals]
        return super()._create_bank_statements(runs, result)

    def _new_runs(self, vals, result):
        """Return the statements that a file brings.

        One for every run of lines that aren't there yet, so that opening balance and
        lines always come to the closing one.
        """
        journal = self.env["account.journal"].browse(vals["journal_id"])
        lines = self.env["account.bank.statement.line"]
        keys = [line["unique_import_id"] for line in vals["transactions"]]
        known = set(
            lines.search([("unique_import_id", "in", keys)]).mapped("unique_import_id")
        )
        runs, fresh = [], True
        for line in vals["transactions"]:
            if line["unique_import_id"] in known:
                fresh = True
            elif fresh:
                runs.append([line])
                fresh = False
            else:
                runs[-1].append(line)
        if known and runs:
            result["notifications"].append(
                self.env._(
                    "%(count)s lines were there already and are left out.",
                    count=len(known),
                )
            )
        self._check_gap(journal, runs, result)
        place = _TOP - lines.search_count([("journal_id", "=", journal.id)])
        statements = []
        for number, run in enumerate(runs, 1):
            for line in run:
                line["sequence"] = place
                place -= 1
            name = vals["name"] if len(runs) == 1 else f"{vals['name']} ({number})"
            statements.append(
                {"name": name, "journal_id": journal.id, **self._run_vals(run)}
            )
        return statements

    def _run_vals(self, run):
        """Return balances and lines of a statement."""
        has_balance = [line.pop("parallel_has_balance") for line in run]
        vals = {"transactions": run}
        if all(has_balance):
            first, last = run[0], run[-1]
            opening = exact(first["parallel_bank_balance"]) - exact(first["amount"])
            vals["balance_start"] = float(opening)
            vals["balance_end_real"] = last["parallel_bank_balance"]
        return vals

    def _check_gap(self, journal, runs, result):
        """Say when lines are missing between the last known line and the new ones."""
        if not runs or not runs[0][0]["parallel_has_balance"]:
            return
        first = runs[0][0]
        opening = exact(first["parallel_bank_balance"]) - exact(first["amount"])
        last = self.env["account.bank.statement.line"].search(
            [("journal_id", "=", journal.id), ("date", "<=", first["date"])], limit=1
        )
        if last and exact(last.running_balance) != opening:
            result["notifications"].append(
                self.env._(
                    "The file begins with %(opening)s, the lines before end with "
                    "%(closing)s on %(day)s: lines between them are missing. Import "
                    "them too.",
                    opening=opening,
                    closing=exact(last.running_balance),
                    day=last.date,
                )
            )

    def _parse_file(self, data_file):
        """Say what is wrong with a file without a foreword."""
        journal = self.env["account.journal"].browse(self.env.context.get("journal_id"))
        if journal and journal._parallel_is_bank():
            if xml := documents(data_file):
                parser = self.env["account.statement.import.camt.parser"]
                return parser._parse_parallel(xml, self.statement_filename)
            if not self.sheet_mapping_id:
                raise UserError(
                    self.env._("Choose the layout in which the bank writes its sheets.")
                )
        if self.sheet_mapping_id.parallel_layout:
            parser = self.env["account.statement.import.sheet.parser"]
            parsed = parser.parse(
                data_file, self.sheet_mapping_id, self.statement_filename
            )
            if not parsed[2][0]["transactions"]:
                raise UserError(
                    self.env._(
                        "The file %(file)s has no lines below its headings.",
                        file=self.statement_filename,
                    )
                )
            return parsed
        return super()._parse_file(data_file)
