from odoo import fields, models


class CivilSocialListingGround(models.Model):
    """A ground for a list (列入情形) of 《社会组织信用信息管理办法》."""

    _name = "civil.social.listing.ground"
    _description = "Ground for a List"
    _order = "kind, sequence, code"

    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [("abnormal", "Abnormal Activities"), ("serious", "Serious Breach of Trust")],
        string="List",
        required=True,
    )
    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    legal_basis = fields.Char()
    can_rectify = fields.Boolean(
        string="Can Be Put Right",
        default=True,
        help="Otherwise the organization is removed after the time set.",
    )
    date_from = fields.Date(string="Valid from", required=True)
    date_to = fields.Date(string="Valid through")
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code, date_from)", "There is already a ground with this code."
    )
    _dates_check = models.Constraint(
        "CHECK (date_to >= date_from)",
        "The last day of validity lies before the first.",
    )
