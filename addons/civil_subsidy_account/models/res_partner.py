from odoo import fields, models

from ..tools.choices import PAYEE_KINDS


class ResPartner(models.Model):
    """How what an institution is paid is booked."""

    _inherit = "res.partner"

    subsidy_payee_kind = fields.Selection(
        [choice for choice in PAYEE_KINDS if choice[0] != "person"],
        string="Paid As",
        default="private",
        help="The liability follows from it: a private institution is owed in 2302 or "
        "2307, a town's petty fund is an advance, a budget unit has its own indicator "
        "and makes no entry here.",
    )
