from dateutil.relativedelta import relativedelta

from odoo import api, fields, models


class CivilCemeteryRenew(models.TransientModel):
    """Asks for how long an agreement is renewed (续费)."""

    _name = "civil.cemetery.renew"
    _description = "Renewal of an Agreement"

    agreement_id = fields.Many2one("civil.cemetery.agreement", required=True)
    date_from = fields.Date(related="agreement_id.date_to", string="Paid until")
    years = fields.Integer(
        required=True,
        default=lambda self: self.env["civil.cemetery.agreement"]._default_years(),
    )
    date_to = fields.Date(compute="_compute_outcome", string="Then Paid until")
    currency_id = fields.Many2one(related="agreement_id.currency_id")
    fee = fields.Monetary(compute="_compute_outcome")
    method = fields.Selection(
        [
            ("cash", "Cash"),
            ("card", "Card"),
            ("scan", "Scanned Code"),
            ("bank", "Bank"),
        ],
        required=True,
        default="scan",
    )
    voucher_number = fields.Char(help="Of the fiscal voucher or the invoice.")

    @api.depends("agreement_id", "years")
    def _compute_outcome(self):
        for renewal in self:
            start = renewal.date_from
            years = renewal.years if 0 < renewal.years < 100 else 0
            renewal.date_to = start and start + relativedelta(years=years)
            renewal.fee = (
                renewal.agreement_id._fee(years, start) if start and years else 0
            )

    def action_apply(self):
        """Renew the agreement."""
        self.ensure_one()
        return self.agreement_id.action_renew(
            years=self.years, method=self.method, voucher_number=self.voucher_number
        )
