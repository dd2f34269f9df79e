from odoo import api, fields, models

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import CLERK, HOME

KEEPERS = (CLERK, HOME)


class CivilInstitutionBed(models.Model):
    """A bed (床位): free, reserved, occupied, held during a leave, out of service."""

    _name = "civil.institution.bed"
    _description = "Bed"
    _inherit = ["civil.workflow.mixin", "civil.institution.part"]
    _order = "room_id, name, id"
    _place_fields = ("room_id",)

    _transitions = (
        Transition("free", "reserved", KEEPERS),
        Transition(("free", "reserved"), "occupied", KEEPERS, guard="_guard_occupy"),
        Transition("occupied", "held", KEEPERS),
        Transition("held", "occupied", KEEPERS),
        Transition(("reserved", "occupied", "held", "out_of_service"), "free", KEEPERS),
        Transition(("free", "reserved"), "out_of_service", KEEPERS),
    )

    institution_id = fields.Many2one(
        related="room_id.institution_id", store=True, index=True, required=False
    )
    room_id = fields.Many2one(
        "civil.institution.room", required=True, index=True, ondelete="cascade"
    )
    building_id = fields.Many2one(
        related="room_id.building_id", store=True, index=True, string="Building"
    )
    floor = fields.Integer(related="room_id.floor", store=True)
    name = fields.Char(string="Bed", required=True)
    bed_class = fields.Selection(
        [("common", "Common"), ("nursing", "Nursing")],
        string="Class",
        default="common",
        required=True,
        index=True,
    )
    state = fields.Selection(
        [
            ("free", "Free"),
            ("reserved", "Reserved"),
            ("occupied", "Occupied"),
            ("held", "Held"),
            ("out_of_service", "Out of Service"),
        ],
        default="free",
        required=True,
        readonly=True,
        index=True,
    )
    currency_id = fields.Many2one(related="institution_id.currency_id")
    price = fields.Monetary(string="Price a Month")
    is_subsidized = fields.Boolean(string="May Be Subsidized", default=True)
    is_destitute = fields.Boolean(string="Kept for the Destitute")

    _name_uniq = models.UniqueIndex(
        "(room_id, name)", "The room has a bed of this number already."
    )
    _price_check = models.Constraint(
        "CHECK (price >= 0)", "The price can't be below 0."
    )

    @api.depends("name", "room_id.name", "building_id.name")
    def _compute_display_name(self):
        for bed in self:
            bed.display_name = f"{bed.building_id.name} {bed.room_id.name}-{bed.name}"

    def _guard_occupy(self):
        if self.institution_id.state in ("suspended", "closed"):
            return self.env._("the institution doesn't take anybody in now")
        return False

    @api.ondelete(at_uninstall=False)
    def _unlink_if_free(self):
        self._refuse_reasons(
            {
                bed: bed.state not in ("free", "out_of_service")
                and self.env._("somebody has it")
                for bed in self
            }
        )

    def action_reserve(self):
        """Reserve the beds."""
        self._transition("reserved")

    def action_occupy(self):
        """Note that somebody moved in, or came back."""
        self._transition("occupied")

    def action_hold(self):
        """Hold the beds during a leave."""
        self._transition("held")

    def action_free(self):
        """Let the beds be free again."""
        self._transition("free")

    def action_take_out(self):
        """Take the beds out of service, to be repaired."""
        self._transition("out_of_service")
