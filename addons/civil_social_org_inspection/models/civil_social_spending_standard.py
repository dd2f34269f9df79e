from odoo import fields, models


class CivilSocialSpendingStandard(models.Model):
    """How much a charity spends at least, and on itself at most (公益支出标准).

    By band of net assets at the end of last year, in yuan; shares in percent.

    Source: 《慈善法》第六十一条; 民发〔2016〕189号.
    """

    _name = "civil.social.spending.standard"
    _description = "Standard of Charitable Spending"
    _order = "is_foundation, is_public, net_assets_from desc"
    _rec_name = "legal_basis"

    is_foundation = fields.Boolean(string="Foundations")
    is_public = fields.Boolean(string="Public Fundraising")
    net_assets_from = fields.Float(
        string="Net Assets from", digits=(16, 2), help="Lower end of the band, in yuan."
    )
    min_share = fields.Float(
        string="Least Spending, Percent",
        required=True,
        help="Of last year's income with public fundraising, else of net assets.",
    )
    max_admin_share = fields.Float(
        string="Most Administration, Percent",
        required=True,
        help="Of the year's expenses.",
    )
    exempt_admin = fields.Float(
        string="Administration Not Held against It",
        digits=(16, 2),
        help="Below this amount, in yuan, the share doesn't matter.",
    )
    year_from = fields.Integer(string="First Report Year", required=True)
    year_to = fields.Integer(string="Last Report Year", help="Empty: still in force.")
    legal_basis = fields.Char(required=True)
