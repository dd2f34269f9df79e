from odoo import api, fields, models
from odoo.exceptions import UserError

STEPS = [
    ("reserve", "Reserve a Bed"),
    ("trial", "Start the Trial"),
    ("prolong", "Prolong the Trial"),
    ("move_in", "Move in"),
    ("known", "Lives Here Already"),
    ("leave", "Leave"),
    ("hospital", "Hospital"),
    ("return", "Back"),
    ("move_bed", "Change the Bed"),
    ("level", "Change the Care Level"),
    ("discharge", "Discharge"),
]
#: Which method each step calls, with which of the fields.
_CALLS = {
    "reserve": ("action_reserve_bed", ("bed_id",)),
    "trial": ("action_start_trial", ("bed_id", "date", "days")),
    "prolong": ("action_prolong_trial", ("days",)),
    "move_in": ("action_move_in", ("bed_id", "date", "level_id")),
    "known": ("action_note_resident", ("bed_id", "date", "level_id")),
    "leave": (
        "action_leave",
        ("date", "expected_on", "destination", "companion", "family_notified_by"),
    ),
    "hospital": (
        "action_hospital",
        (
            "date",
            "expected_on",
            "destination",
            "companion",
            "family_notified_on",
            "family_notified_by",
        ),
    ),
    "return": ("action_return", ("date",)),
    "move_bed": ("action_move_bed", ("bed_id", "date")),
    "level": ("action_change_level", ("level_id", "date")),
    "discharge": ("action_discharge", ("kind", "date", "reason")),
}


class CivilInstitutionStayStep(models.TransientModel):
    """Asks for what a step of a stay needs, then takes it."""

    _name = "civil.institution.stay.step"
    _description = "Step of a Stay"
    _inherit = ["civil.institution.reference"]
    _checked_references = ("stay_id",)

    stay_id = fields.Many2one("civil.institution.stay", required=True, readonly=True)
    institution_id = fields.Many2one(related="stay_id.institution_id")
    step = fields.Selection(STEPS, required=True, readonly=True)
    date = fields.Date(default=fields.Date.context_today)
    bed_id = fields.Many2one("civil.institution.bed")
    level_id = fields.Many2one("civil.institution.care.level", string="Care Level")
    days = fields.Integer()
    expected_on = fields.Date(string="Expected Back on")
    destination = fields.Char()
    companion = fields.Char()
    family_notified_on = fields.Datetime(string="Family Notified at")
    family_notified_by = fields.Char(string="Who Was Notified, How, by Whom")
    kind = fields.Selection(
        [
            ("left", "Left"),
            ("transferred", "Transferred"),
            ("died", "Died"),
            ("ended", "Agreement Ended"),
        ],
        string="Way of Discharge",
    )
    reason = fields.Char()

    @api.model
    def _open(self, stay, step):
        """Return the window that asks for what a step needs."""
        if step not in _CALLS:
            raise UserError(self.env._("Choose the step."))
        context = {"default_stay_id": stay.id, "default_step": step}
        if step in ("trial", "move_in"):
            context["default_bed_id"] = stay.bed_id.id
        if step == "move_in":
            context["default_level_id"] = stay._proposed_level().id
        if step in ("trial", "prolong"):
            context["default_days"] = stay._rule("institution.trial_days")
        if step == "discharge" and stay.death_date:
            context["default_kind"] = "died"
            context["default_date"] = stay.death_date
        return {
            "type": "ir.actions.act_window",
            "name": dict(self._fields["step"]._description_selection(self.env))[step],
            "res_model": self._name,
            "views": [(False, "form")],
            "target": "new",
            "context": context,
        }

    def action_confirm(self):
        """Take the step."""
        self.ensure_one()
        method, names = _CALLS[self.step]
        values = {}
        for name in names:
            field = self._fields[name]
            values[name] = self[name].id if field.type == "many2one" else self[name]
        getattr(self.stay_id, method)(**values)
        return {"type": "ir.actions.act_window_close"}
