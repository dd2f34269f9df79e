from odoo import fields, models

from odoo.addons.account_parallel_entry.tools.amounts import exact, total

_AMOUNTS = (
    *("decided", "prior_year", "recovered", "offset", "written_off", "open_amount"),
    *("handed_in", "due"),
)


class CivilSubsidyRecoveryXlsx(models.AbstractModel):
    """The ledger of recoveries (追缴台账) as a workbook, and how it agrees."""

    _name = "report.civil_subsidy_account.recovery_xlsx"
    _description = "Ledger of Recoveries, Workbook"
    _inherit = ["civil.fund.workbook"]

    def generate_xlsx_report(self, workbook, data, claims):
        """Write the claims, their totals and the balance of 1218."""
        company = self.env["res.company"].browse(data.get("company")) or (
            claims.company_id[:1] or self.env.company
        )
        claims = claims.filtered(lambda claim: claim.company_id == company)
        style = self._styles(workbook)
        sheet = workbook.add_worksheet(self.env._("Ledger of Recoveries"))
        labels = [
            claims._fields[name]._description_string(self.env) for name in _AMOUNTS
        ]
        columns = [
            (self.env._("No."), 6),
            (self.env._("Claimed From"), 28),
            (self.env._("Summary"), 34),
            (self.env._("Decided On"), 12),
            *((label, 14) for label in labels),
            (self.env._("State"), 12),
        ]
        today = fields.Date.to_string(fields.Date.context_today(claims))
        title = self.env._("%(unit)s: ledger of recoveries", unit=company.sudo().name)
        self._write_head(sheet, style, title, today, self.env._("In yuan"), columns)
        states = dict(claims._fields["state"]._description_selection(self.env))
        row = 2
        for row, claim in enumerate(claims, 3):
            cells = [
                str(row - 2),
                claim.source_name or "",
                claim.name or "",
                str(claim.decided_date or ""),
                *(exact(claim[name]) for name in _AMOUNTS),
                states[claim.state],
            ]
            self._write_row(sheet, style, row, cells)
        sums = [total(claims.mapped(name)) for name in _AMOUNTS]
        total_row = [self.env._("Total"), "", "", "", *sums, ""]
        self._write_row(sheet, style, row + 1, total_row, bold=True)
        self._write_agreement(sheet, style, row + 3, company)

    def _write_agreement(self, sheet, style, row, company):
        """Write how the open claims come to the account's balance."""
        labels = {
            "listed": self.env._("Open claims of this ledger"),
            "towns": self.env._("Petty funds that towns still account for"),
            "other": self.env._("Other items of 1218"),
            "account": self.env._("Balance of 1218 in the books"),
        }
        for at, (name, amount) in enumerate(
            self.env["civil.subsidy.recovery"]._agreement(company)
        ):
            bold = name == "account"
            sheet.write_string(
                row + at, 2, labels[name], style["bold" if bold else "cell"]
            )
            sheet.write_number(
                row + at, 3, exact(amount), style["bold_money" if bold else "money"]
            )
