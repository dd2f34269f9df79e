from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

#: Rooms and beds that are made at once, so that a slip doesn't make thousands.
_MOST = 2000


class CivilInstitutionGenerate(models.TransientModel):
    """Makes rooms and beds of a building at once (批量生成床位)."""

    _name = "civil.institution.generate"
    _description = "Make Rooms and Beds"

    building_id = fields.Many2one("civil.institution.building", required=True)
    floor_from = fields.Integer(string="First Floor", required=True, default=1)
    floor_to = fields.Integer(string="Last Floor", required=True, default=1)
    rooms = fields.Integer(string="Rooms a Floor", required=True, default=10)
    beds = fields.Integer(string="Beds a Room", required=True, default=2)
    bed_class = fields.Selection(
        [("common", "Common"), ("nursing", "Nursing")], required=True, default="common"
    )
    currency_id = fields.Many2one(related="building_id.institution_id.currency_id")
    price = fields.Monetary(string="Price a Month")
    count = fields.Integer(string="Beds to Make", compute="_compute_count")

    @api.depends("floor_from", "floor_to", "rooms", "beds")
    def _compute_count(self):
        for wizard in self:
            floors = wizard.floor_to - wizard.floor_from + 1
            numbers = (floors, wizard.rooms, wizard.beds)
            wizard.count = (
                floors * wizard.rooms * wizard.beds if min(numbers) > 0 else 0
            )

    @api.constrains("floor_from", "floor_to", "rooms", "beds")
    def _check_numbers(self):
        for wizard in self:
            if wizard.floor_from < 1 or not 0 < wizard.count <= _MOST:
                raise ValidationError(
                    self.env._(
                        "Floors begin with 1, the last comes after the first, and at "
                        "most %(most)s beds are made at once.",
                        most=_MOST,
                    )
                )
            if wizard.floor_to > wizard.building_id.floors:
                raise ValidationError(
                    self.env._(
                        "%(building)s has %(floors)s floors.",
                        building=wizard.building_id.display_name,
                        floors=wizard.building_id.floors,
                    )
                )

    def action_generate(self):
        """Make the rooms, numbered by floor, and their beds; show the beds.

        :raises UserError: some of the rooms are there already
        """
        self.ensure_one()
        self.building_id.check_access("write")
        names = {
            f"{floor}{room:02d}": floor
            for floor in range(self.floor_from, self.floor_to + 1)
            for room in range(1, self.rooms + 1)
        }
        self._check_free(list(names))
        rooms = self.env["civil.institution.room"].create(
            [
                {
                    "building_id": self.building_id.id,
                    "floor": floor,
                    "name": name,
                    "room_type": self._room_type(),
                }
                for name, floor in names.items()
            ]
        )
        self.env["civil.institution.bed"].create(
            [
                {
                    "room_id": room.id,
                    "name": str(number),
                    "bed_class": self.bed_class,
                    "price": self.price,
                }
                for room in rooms
                for number in range(1, self.beds + 1)
            ]
        )
        return self.building_id.institution_id.action_open_beds()

    def _check_free(self, names):
        taken = self.env["civil.institution.room"].search(
            [("building_id", "=", self.building_id.id), ("name", "in", names)], limit=5
        )
        if taken:
            raise UserError(
                self.env._(
                    "Rooms %(rooms)s of %(building)s are there already.",
                    rooms="、".join(taken.mapped("name")),
                    building=self.building_id.display_name,
                )
            )

    def _room_type(self):
        return {1: "single", 2: "double", 3: "triple"}.get(self.beds, "many")
