from odoo import fields, models
from odoo.exceptions import UserError


class CivilLicenseEvent(models.Model):
    """Something that happened to a license (证照履历). The list only grows."""

    _name = "civil.license.event"
    _inherit = ["civil.license.recorded"]
    _description = "Event of a License"
    _order = "date desc, id desc"
    _rec_name = "kind"

    license_id = fields.Many2one(
        "civil.license", required=True, readonly=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [
            ("issued", "Issued"),
            ("changed", "Changed"),
            ("renewed", "Renewed"),
            ("reissued", "Reissued"),
            ("suspended", "Suspended"),
            ("reinstated", "Reinstated"),
            ("expired", "Expired"),
            ("revoked", "Revoked"),
            ("annulled", "Annulled"),
            ("cancelled", "Cancelled"),
        ],
        string="Event",
        required=True,
        readonly=True,
    )
    date = fields.Date(required=True, readonly=True)
    user_id = fields.Many2one("res.users", string="By", readonly=True)
    case_id = fields.Many2one("civil.case", readonly=True, ondelete="restrict")
    document_id = fields.Many2one(
        "civil.document", string="Decision", readonly=True, ondelete="restrict"
    )
    until = fields.Date(readonly=True)
    reason = fields.Text(readonly=True)

    def _refuse_change(self):
        raise UserError(self.env._("The history of a license can't be changed."))
