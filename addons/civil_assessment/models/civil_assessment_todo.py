from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.civil_base.tools.todo import TodoEntry


class CivilAssessmentTodo(models.Model):
    """Who has to do what next with an assessment (待办)."""

    _inherit = "civil.assessment"

    @api.model
    def _held_domain(self, user):
        return super()._held_domain(user) & Domain("state", "=", "draft")

    def _todo_entries(self):
        person = self.resident_id.name
        if self.state in ("draft", "scored"):
            name = {
                "draft": self.env._("Assess %(person)s", person=person),
                "scored": self.env._(
                    "Sign the assessment of %(person)s", person=person
                ),
            }[self.state]
            return [TodoEntry(self.state, name, user=self.assessor1_id)]
        if self.state == "first_signed" and self.assessor2_id:
            name = self.env._("Countersign the assessment of %(person)s", person=person)
            return [TodoEntry(self.state, name, user=self.assessor2_id)]
        if self.state == "signed" and self._is_review_near():
            name = self.env._("Assess %(person)s again", person=person)
            group = self.env.ref("civil_assessment.group_clerk")
            return [TodoEntry("review", name, group=group, due=self.valid_until)]
        return []

    @api.model
    def _todo_domain(self):
        near = Domain("valid_until", "<=", self._remind_through())
        alive = Domain("resident_id.death_date", "=", False)
        return super()._todo_domain() & (
            Domain("state", "in", ("draft", "scored", "first_signed"))
            | (Domain("state", "=", "signed") & near & alive)
        )

    @api.model
    def _remind_through(self):
        """Return the last day whose reviews are shown today."""
        today = fields.Date.context_today(self)
        days = self.env["civil.parameter"]._get("assessment.remind_days", today)
        return fields.Date.add(today, days=days)

    def _is_review_near(self):
        """Tell whether the single record soon has to be made anew."""
        due = self.valid_until
        return (
            bool(due)
            and not self.resident_id.death_date
            and (due <= self._remind_through())
        )
