from odoo import fields, models


class CivilSocialDuesTier(models.Model):
    """A tier of dues (会费档次): what a member of it pays a year, in yuan."""

    _name = "civil.social.dues.tier"
    _description = "Tier of Dues"
    _order = "dues_id, amount desc, id"

    dues_id = fields.Many2one(
        "civil.social.dues", required=True, index=True, ondelete="cascade"
    )
    division_id = fields.Many2one(related="dues_id.division_id", store=True, index=True)
    currency_id = fields.Many2one(related="dues_id.currency_id")
    name = fields.Char(string="Who", required=True)
    amount = fields.Monetary(string="A Year")

    _amount_not_negative = models.Constraint(
        "CHECK (amount >= 0)", "Dues can't be below 0."
    )
