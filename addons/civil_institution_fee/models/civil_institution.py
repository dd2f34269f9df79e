from odoo import fields, models


class CivilInstitution(models.Model):
    """How an institution charges."""

    _inherit = "civil.institution"

    fee_month_basis = fields.Selection(
        [
            ("actual", "By the Days of the Month"),
            ("thirty", "By Thirty Days"),
        ],
        string="Parts of a Month Count",
        default="actual",
        required=True,
        tracking=True,
        help="A day of a month that isn't whole costs the monthly price divided by the "
        "days of that month, or by thirty. A whole month costs the price itself.",
    )
    fee_month_note = fields.Char(
        string="Basis of the Count", help="The agreement or notice that says so."
    )
    fee_from = fields.Date(
        string="Billed Here from",
        tracking=True,
        help="The first month whose bills are computed here; a settlement charges "
        "nothing before it. The first computation sets it.",
    )
    price_ids = fields.One2many(
        "civil.institution.fee.price", "institution_id", string="Prices"
    )
    custody_ids = fields.One2many(
        "civil.institution.custody", "institution_id", string="Custody Accounts"
    )

    def _price_notice_pdf(self):
        """Print the public notice of prices (收费公示表) of the single institution.

        It isn't a field: whoever reads an institution doesn't print.
        """
        self.ensure_one()
        today = fields.Date.context_today(self)
        return self.env["civil.institution.fee.paper"]._pdf(
            "price_notice_paper", self, prices=self._notice_prices(today), day=today
        )

    def _notice_prices(self, day):
        """The prices that the notice shows: those in force and those to come."""
        prices = self.env["civil.institution.fee.price"].sudo()
        prices = prices.with_context(lang=self.env["civil.paper"]._language())
        return prices.search(
            [
                ("institution_id", "=", self.id),
                ("state", "=", "published"),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", day),
            ],
            order="item_id, date_from, id",
        )

    def action_print_prices(self):
        """Open the public notice of prices (收费公示表) as PDF."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/civil/institution/{self.id}/prices",
            "target": "new",
        }

    def action_open_prices(self):
        """Show the prices of the institution."""
        return self._open_fees("civil_institution_fee_price_action")

    def action_open_bills(self):
        """Show the bills of the institution."""
        return self._open_fees("civil_institution_bill_action")

    def _open_fees(self, name):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"civil_institution_fee.{name}"
        )
        return {
            **action,
            "domain": [("institution_id", "=", self.id)],
            "context": {"default_institution_id": self.id},
        }
