from odoo import fields, models


class CivilSubsidyClass(models.Model):
    """A class may be charged to a functional class of its own."""

    _inherit = "civil.subsidy.class"

    function_code = fields.Char(
        string="Functional Classification",
        help="Where it differs from the program's: minimum living is 2081901 in towns, "
        "2081902 in the country. Empty: that of the class above, or the program's.",
    )
