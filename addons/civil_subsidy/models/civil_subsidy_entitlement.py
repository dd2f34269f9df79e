from odoo import fields, models


class CivilSubsidyEntitlement(models.Model):
    """That a resident draws a program, from a month on (享受资格).

    Kept up by the monthly rosters: a town's line about a person with a valid
    number, listed once, makes or refreshes the person's entitlement.
    """

    _name = "civil.subsidy.entitlement"
    _description = "Subsidy Entitlement"
    _inherit = ["civil.division.mixin"]
    _order = "program_id, resident_id"

    resident_id = fields.Many2one("civil.resident", required=True, ondelete="restrict")
    program_id = fields.Many2one(
        "civil.subsidy.program", required=True, ondelete="restrict", index=True
    )
    first_month = fields.Date(help="First month that is due; its first day.")
    last_roster_month = fields.Date(
        help="The last month whose roster lists the person for the program."
    )
    line_id = fields.Many2one(
        "civil.subsidy.roster.line", string="Latest Roster Line", index="btree_not_null"
    )
    payment_ids = fields.One2many("civil.subsidy.payment", "entitlement_id")

    _resident_program_uniq = models.UniqueIndex(
        "(resident_id, program_id)",
        "The resident already has an entitlement to this program.",
    )

    def _compute_display_name(self):
        for record in self:
            record.display_name = (
                f"{record.resident_id.name} / {record.program_id.name}"
            )
