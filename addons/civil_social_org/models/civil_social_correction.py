from odoo import fields, models


class CivilSocialCorrection(models.Model):
    """A correction of a registration item (登记事项更正): what, from what, why, who.

    Something was put down wrong; what really changed needs a change registration.
    """

    _name = "civil.social.correction"
    _description = "Correction of the Register"
    _inherit = ["civil.append.only.mixin"]
    _order = "id desc"
    _rec_name = "org_id"

    org_id = fields.Many2one(
        "civil.social.org",
        string="Organization",
        required=True,
        index=True,
        ondelete="restrict",
        readonly=True,
    )
    division_id = fields.Many2one(
        "civil.division", required=True, index=True, readonly=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, readonly=True
    )
    item_id = fields.Many2one(
        "civil.social.registration.item", required=True, readonly=True
    )
    old_value = fields.Text(string="Before", readonly=True)
    new_value = fields.Text(string="Now", readonly=True)
    reason = fields.Text(required=True, readonly=True)
    corrected_uid = fields.Many2one(
        "res.users", string="Corrected by", required=True, readonly=True
    )
    corrected_at = fields.Datetime(required=True, readonly=True)
