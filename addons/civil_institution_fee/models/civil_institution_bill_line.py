from odoo import api, fields, models

from ..tools.money import written


class CivilInstitutionBillLine(models.Model):
    """One line of a bill (账单明细): the days, the price, from when to when.

    A line of an earlier month puts right what was issued for it.
    """

    _name = "civil.institution.bill.line"
    _description = "Line of a Bill"
    _order = "bill_id, month, item_id, date_from, id"
    _rec_name = "item_id"
    _log_access = False

    bill_id = fields.Many2one(
        "civil.institution.bill",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    stay_id = fields.Many2one("civil.institution.stay", readonly=True, index=True)
    institution_id = fields.Many2one("civil.institution", readonly=True, index=True)
    company_id = fields.Many2one("res.company", readonly=True)
    division_id = fields.Many2one("civil.division", readonly=True)
    state = fields.Selection(related="bill_id.state")
    kind = fields.Selection(
        [
            ("period", "Of the Month"),
            ("charge", "Single Charge"),
            ("adjustment", "Correction"),
        ],
        required=True,
        readonly=True,
    )
    month = fields.Date(string="For the Month", required=True, readonly=True)
    item_id = fields.Many2one(
        "civil.institution.fee.item", required=True, readonly=True
    )
    price_id = fields.Many2one(
        "civil.institution.fee.price", string="Published Price", readonly=True
    )
    charge_id = fields.Many2one(
        "civil.institution.charge", readonly=True, index="btree_not_null"
    )
    unit = fields.Selection(
        [("month", "Month"), ("day", "Day"), ("once", "Once")], readonly=True
    )
    date_from = fields.Date(string="From", readonly=True)
    date_to = fields.Date(string="Through", readonly=True)
    days = fields.Integer(readonly=True)
    divisor = fields.Integer(string="Days of the Month", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    price = fields.Monetary(readonly=True)
    amount_due = fields.Monetary(
        string="Right Now", readonly=True, help="What is right for the earlier month."
    )
    amount_billed = fields.Monetary(
        string="Issued", readonly=True, help="What was issued for the earlier month."
    )
    amount = fields.Monetary(required=True, readonly=True)
    explanation = fields.Char(compute="_compute_explanation")

    _bill_item_index = models.Index("(stay_id, month, item_id)")

    @api.depends_context("lang")
    def _compute_explanation(self):
        for line in self:
            line.explanation = line._explain()

    def _explain(self):
        """Say how the amount of the single line came about."""
        if self.kind == "adjustment":
            return self.env._(
                "%(month)s: %(due)s due, %(billed)s issued",
                month=f"{self.month:%Y-%m}",
                due=written(self.amount_due),
                billed=written(self.amount_billed),
            )
        if self.kind == "charge":
            return self.charge_id.sudo().note
        values = {
            "price": written(self.price),
            "days": self.days,
            "divisor": self.divisor,
        }
        if self.unit == "day":
            return self.env._("%(price)s a day × %(days)s days", **values)
        if self.days == self.divisor:
            return self.env._("%(price)s for the whole month", **values)
        return self.env._("%(price)s a month × %(days)s of %(divisor)s days", **values)
