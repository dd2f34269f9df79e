from odoo import api, fields, models

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.roles import CLERK, HEAD


class CivilEmergencyDrill(models.Model):
    """A drill of an emergency plan (应急演练): planned, held, evaluated."""

    _name = "civil.emergency.drill"
    _description = "Emergency Drill"
    _inherit = [
        "civil.workflow.mixin",
        "civil.division.mixin",
        "civil.todo.mixin",
        "mail.thread",
    ]
    _order = "date desc, id desc"
    _mail_post_access = "read"
    _todo_triggers = ("state", "date")
    _transitions = (
        Transition("planned", "held", CLERK, guard="_guard_held"),
        Transition("held", "evaluated", CLERK, guard="_guard_evaluate"),
        Transition("planned", "cancelled", HEAD),
        Transition("evaluated", "held", HEAD, name="reopen"),
    )

    name = fields.Char(string="Subject", required=True, tracking=True)
    plan_id = fields.Many2one(
        "civil.emergency.plan",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('state', '=', 'in_force')]",
    )
    way = fields.Selection(
        [("table", "At the Table"), ("field", "In the Field"), ("mixed", "Both")],
        required=True,
        default="field",
    )
    date = fields.Date(required=True, tracking=True)
    place = fields.Char()
    user_id = fields.Many2one(
        "res.users", string="Leads", default=lambda self: self.env.user, index=True
    )
    organization_ids = fields.Many2many("civil.organization", string="Taking Part")
    people_count = fields.Integer(string="People Taking Part")
    scenario = fields.Text(help="What is assumed to happen.")
    course = fields.Text(string="What Happened")
    problems = fields.Text(string="Weaknesses Found")
    improvements = fields.Text(string="What Is Improved Until When")
    photo_ids = fields.Many2many("ir.attachment", string="Photographs")
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("held", "Held"),
            ("evaluated", "Evaluated"),
            ("cancelled", "Dropped"),
        ],
        default="planned",
        required=True,
        readonly=True,
        index=True,
        copy=False,
        tracking=True,
    )

    _people_check = models.Constraint(
        "CHECK (people_count >= 0)", "The number of people can't be below zero."
    )

    @api.onchange("plan_id")
    def _onchange_plan_id(self):
        if self.plan_id and not self.division_id:
            self.division_id = self.plan_id.division_id

    def _guard_held(self):
        if self.date > fields.Date.context_today(self):
            return self.env._("its day hasn't come")
        return not self.people_count and self.env._(
            "it isn't said how many people took part"
        )

    def _guard_evaluate(self):
        return not (self.problems and self.improvements) and self.env._(
            "weaknesses and improvements aren't written down"
        )

    def action_hold(self):
        """Note that the drills were held."""
        self._transition("held")

    def action_evaluate(self):
        """Close the evaluation of the drills."""
        self._transition("evaluated")

    def action_cancel(self):
        """Drop planned drills."""
        self._transition("cancelled")

    def action_reopen(self):
        """Take the evaluation up again."""
        self._transition("held", "reopen")

    def _todo_entries(self):
        names = {
            "planned": self.env._("Hold the drill %(name)s", name=self.name),
            "held": self.env._("Evaluate the drill %(name)s", name=self.name),
        }
        if self.state not in names:
            return []
        return [
            TodoEntry(self.state, names[self.state], user=self.user_id, due=self.date)
        ]
