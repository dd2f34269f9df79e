from odoo import fields, models


class CivilSocialInspectionExclusion(models.Model):
    """An organization that isn't inspected in a year, and why (不参检单位)."""

    _name = "civil.social.inspection.exclusion"
    _description = "Not Inspected by Rule"
    _order = "inspection_id, reason, id"
    _rec_name = "org_id"

    inspection_id = fields.Many2one(
        "civil.social.inspection", required=True, index=True, ondelete="cascade"
    )
    org_id = fields.Many2one(
        "civil.social.org",
        string="Organization",
        required=True,
        index=True,
        ondelete="cascade",
    )
    division_id = fields.Many2one("civil.division", index=True)
    reason = fields.Selection(
        [
            ("new", "Registered after the Cut-Off"),
            ("ended", "Deregistered or Annulled"),
            ("banned", "Certificate Revoked"),
        ],
        required=True,
    )
    date = fields.Date(help="Day of registration, or on which it ended.")

    _once = models.UniqueIndex("(inspection_id, org_id)", "It stands there already.")
