from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

#: What is written by noting that a measure was taken.
_SIGNED = ("is_done", "done_at", "done_uid")


class CivilEmergencyAction(models.Model):
    """A measure that is taken at an incident (处置措施), with who did it when."""

    _name = "civil.emergency.action"
    _description = "Measure at an Incident"
    _order = "incident_id, due_at, id"

    incident_id = fields.Many2one(
        "civil.emergency.incident", required=True, index=True, ondelete="cascade"
    )
    measure_id = fields.Many2one(
        "civil.emergency.measure", readonly=True, ondelete="restrict"
    )
    name = fields.Char(string="What Is Done", required=True)
    team = fields.Char(string="Team in Charge")
    due_at = fields.Datetime(compute="_compute_due_at", store=True)
    is_done = fields.Boolean(string="Done", readonly=True, copy=False)
    done_at = fields.Datetime(string="Done at", readonly=True, copy=False)
    done_uid = fields.Many2one(
        "res.users", string="Noted by", readonly=True, copy=False
    )
    note = fields.Char()

    @api.depends("incident_id.known_at", "measure_id.minutes")
    def _compute_due_at(self):
        for action in self:
            minutes = action.measure_id.minutes
            action.due_at = minutes and action.incident_id.known_at + timedelta(
                minutes=minutes
            )

    def action_done(self):
        """Note that the measures were taken, now, by the present user."""
        self.check_access("write")
        self.filtered(lambda action: not action.is_done).is_done = True

    @api.model_create_multi
    def create(self, vals_list):
        """Add measures that are still to be taken."""
        return super().create(
            [{n: v for n, v in vals.items() if n not in _SIGNED} for vals in vals_list]
        )

    def write(self, vals):
        """Keep what was done; sign what is noted by whoever notes it, now."""
        if self.filtered("is_done"):
            raise UserError(self.env._("What was noted as done stays."))
        vals = {n: v for n, v in vals.items() if n not in ("done_at", "done_uid")}
        if vals.get("is_done"):
            vals |= {"done_at": fields.Datetime.now(), "done_uid": self.env.uid}
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_open_only(self):
        if self.filtered(lambda action: action.is_done or action.measure_id):
            raise UserError(
                self.env._("Measures of the plan and what was done stay on record.")
            )
