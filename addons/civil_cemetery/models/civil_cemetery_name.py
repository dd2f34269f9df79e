from odoo import fields, models


class CivilCemeteryName(models.Model):
    """A name that a facility bore before (曾用名)."""

    _name = "civil.cemetery.name"
    _description = "Former Name of a Facility"
    _order = "facility_id, until desc, id desc"

    facility_id = fields.Many2one(
        "civil.cemetery.facility", required=True, index=True, ondelete="cascade"
    )
    division_id = fields.Many2one(
        related="facility_id.organization_id.division_id", store=True, index=True
    )
    name = fields.Char(required=True, index="trigram")
    until = fields.Date(required=True, help="The day on which the name changed.")
    case_id = fields.Many2one("civil.case", index="btree_not_null", ondelete="restrict")
