from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.i18n import format_list

from odoo.addons.civil_fund.tools.money import exact
from odoo.addons.civil_subsidy.tools.roles import FINANCE

_ROLES = (
    FINANCE,
    "account_parallel_entry.group_accountant",
    "account_parallel_entry.group_finance_head",
)


class AccountParallelVoucher(models.Model):
    """Posted vouchers go to the finance bureau's system in files, once each."""

    _inherit = "account.parallel.voucher"

    treasury_line_ids = fields.One2many(
        "civil.treasury.file.line",
        "voucher_id",
        string="In Files",
        readonly=True,
        copy=False,
        groups=f"{','.join(_ROLES)},civil_base.group_auditor",
    )

    def action_export_treasury(self, layout=None):
        """Write the chosen vouchers to a file for the finance bureau.

        Those that a file of the layout has already are left out; if it has all of them,
        that file is shown: to send it again, download it there.

        :param layout: id of a ``civil.treasury.layout``; may be left out where only one
            is valid
        :return: action that shows the file, or asks for the layout
        :raises UserError: a voucher isn't posted, or the layout can't carry it
        :raises AccessError: for whoever keeps no books
        """
        files = self.env["civil.treasury.file"]
        files._require_group(*_ROLES)
        self.check_access("read")
        if not self:
            raise UserError(self.env._("Choose the vouchers first."))
        layout = self.env["civil.treasury.layout"]._choose("vouchers", layout)
        if not layout:
            return self.env["civil.treasury.export"]._open(self)
        self._lock()
        if drafts := self.filtered(lambda voucher: voucher.state != "posted"):
            raise UserError(
                self.env._(
                    "Only posted vouchers go to the finance bureau. Post these first: "
                    "%(vouchers)s",
                    vouchers=format_list(self.env, drafts.mapped("display_name")),
                )
            )
        lines = self.treasury_line_ids.filtered(lambda x: x.layout_id == layout)
        new = self - lines.voucher_id
        return (new._export_treasury(layout) if new else lines.file_id)._open()

    def _export_treasury(self, layout):
        """Write a new file of vouchers, in the order of their dates and numbers."""
        records = self.sorted(
            lambda voucher: (voucher.date, voucher.number, voucher.id)
        )
        if len(records.company_id) > 1:
            raise UserError(self.env._("Choose the vouchers of one company at a time."))
        known = layout._for_bureau(records)
        dimensions = known.line_ids._exchange_dimensions()
        content = layout._render(
            [
                (voucher.name, values)
                for voucher in known
                for values in voucher._exchange_rows(dimensions)
            ]
        )
        amounts = {
            voucher: exact(voucher.financial_total) + exact(voucher.budget_total)
            for voucher in records
        }
        files = self.env["civil.treasury.file"]
        return files._keep(
            layout,
            content,
            [
                {"row": row, "voucher_id": voucher.id, "amount": float(amount)}
                for row, (voucher, amount) in enumerate(amounts.items(), 1)
            ],
            name=files._next_name(layout),
            company_id=records.company_id.id,
            amount=float(sum(amounts.values())),
        )

    def _exchange_rows(self, dimensions):
        """The lines of the single voucher as ``tools.treasury_layout.KEYS`` names them.

        An amount of 0 is empty.

        :param dict dimensions: of each line, by ``_exchange_dimensions``
        """
        return [
            {
                "voucher_date": self.date,
                "voucher_type": self.type_id.code,
                "voucher_number": self.name,
                "month_number": self.number,
                "line_number": number,
                "summary": line.name or self.summary,
                "ledger": line.ledger,
                "account_code": line.account_id.with_company(self.company_id).code,
                "account_name": line.account_id.name,
                "debit": exact(line.debit) or None,
                "credit": exact(line.credit) or None,
                "partner": line.partner_id.name,
                "enclosures": self.enclosures or None,
                **dimensions[line],
            }
            for number, line in enumerate(self.line_ids, 1)
        ]
