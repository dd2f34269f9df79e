from odoo import api, fields, models


class CivilInstitutionRoom(models.Model):
    """A room with beds (房间)."""

    _name = "civil.institution.room"
    _description = "Room of an Institution"
    _inherit = ["civil.institution.part"]
    _order = "building_id, floor, name, id"
    _place_fields = ("building_id",)

    institution_id = fields.Many2one(
        related="building_id.institution_id", store=True, index=True, required=False
    )
    building_id = fields.Many2one(
        "civil.institution.building", required=True, index=True, ondelete="cascade"
    )
    floor = fields.Integer(required=True, default=1)
    name = fields.Char(string="Room", required=True)
    room_type = fields.Selection(
        [
            ("single", "Single"),
            ("double", "Double"),
            ("triple", "Triple"),
            ("many", "Four Beds or More"),
            ("suite", "Suite"),
        ],
        default="double",
        required=True,
    )
    is_dementia = fields.Boolean(string="In the Dementia Ward")
    bed_ids = fields.One2many("civil.institution.bed", "room_id", string="Beds")

    _name_uniq = models.UniqueIndex(
        "(building_id, name)", "The building has a room of this number already."
    )

    @api.depends("name", "building_id.name")
    def _compute_display_name(self):
        for room in self:
            room.display_name = f"{room.building_id.name} {room.name}"
