from odoo import fields, models


class CivilSubsidyShare(models.Model):
    """A source of funds may have a functional class of its own."""

    _inherit = "civil.subsidy.share"

    function_code = fields.Char(
        string="Functional Classification",
        help="Where it differs from the program's: welfare lottery money is 2296002 of "
        "the government fund budget. Empty: that of the class or the program.",
    )
