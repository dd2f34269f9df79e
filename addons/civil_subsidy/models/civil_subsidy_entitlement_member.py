from odoo import fields, models


class CivilSubsidyEntitlementMember(models.Model):
    """A person counted in a household's entitlement, from month to month (保障人员)."""

    _name = "civil.subsidy.entitlement.member"
    _description = "Person Counted in an Entitlement"
    _order = "entitlement_id, month_from, id"
    _rec_name = "resident_id"

    entitlement_id = fields.Many2one(
        "civil.subsidy.entitlement", required=True, ondelete="cascade", index=True
    )
    resident_id = fields.Many2one(
        "civil.resident", required=True, ondelete="restrict", index=True
    )
    month_from = fields.Date(required=True, help="First day of the first month.")
    month_to = fields.Date(
        help="First day of the first month in which the person isn't counted anymore."
    )
    note = fields.Char()

    _months_order = models.Constraint(
        "CHECK (month_to IS NULL OR month_to > month_from)",
        "Somebody is counted for at least a month.",
    )
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (entitlement_id WITH =, resident_id WITH =, "
        "daterange(month_from, month_to, '[)') WITH &&)",
        "The person is already counted in this entitlement in some of these months.",
    )
