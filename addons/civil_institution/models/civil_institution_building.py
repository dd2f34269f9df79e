from odoo import api, fields, models


class CivilInstitutionBuilding(models.Model):
    """A building of an institution (楼栋)."""

    _name = "civil.institution.building"
    _description = "Building of an Institution"
    _inherit = ["civil.institution.part"]
    _order = "institution_id, sequence, name, id"

    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    floors = fields.Integer(default=1, required=True)
    area = fields.Float(string="Area (m²)", digits=(12, 2))
    room_ids = fields.One2many("civil.institution.room", "building_id", string="Rooms")

    _name_uniq = models.UniqueIndex(
        "(institution_id, name)", "The institution has a building of this name already."
    )
    _floors_positive = models.Constraint(
        "CHECK (floors > 0 AND area >= 0)", "A building has at least one floor."
    )

    @api.depends("name", "institution_id.name")
    def _compute_display_name(self):
        for building in self:
            building.display_name = f"{building.institution_id.name} {building.name}"

    def action_make_beds(self):
        """Open the window that makes rooms and beds of the single building."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Make Rooms and Beds"),
            "res_model": "civil.institution.generate",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_building_id": self.id},
        }
