from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.civil_base.tools.todo import TodoEntry
from odoo.addons.civil_institution.tools.roles import CLERK

from .civil_institution_stay import LIVING


class CivilInstitutionStayTodo(models.Model):
    """What waits with a stay, for the staff of its institution."""

    _inherit = "civil.institution.stay"

    def _todo_entries(self):
        if self.state not in LIVING or not self.date_from:
            return []
        entries = []
        for key, name, due in self._waiting():
            entries += self._entries_for_keepers(key, name, due)
        return entries

    def _entries_for_keepers(self, key, name, due):
        """For each of the institution's staff; for the section where it has none."""
        staff = self.institution_id.user_ids
        if not staff:
            return [TodoEntry(key, name, group=self.env.ref(CLERK), due=due)]
        return [TodoEntry(f"{key}-{u.id}", name, user=u, due=due) for u in staff]

    def _waiting(self):
        """Yield key, sentence and last day of what waits with the single stay."""
        person = self.person_name
        if self.death_date:
            yield (
                "died",
                self.env._("%(person)s died: register the discharge", person=person),
                self.death_date,
            )
            return
        soon = self._remind_through()
        if self.state == "trial" and self.trial_until and self.trial_until <= soon:
            name = self.env._("%(person)s: the trial stay ends", person=person)
            yield "trial", name, self.trial_until
        if self.expected_on and self.expected_on < fields.Date.context_today(self):
            name = self.env._("%(person)s isn't back in time", person=person)
            yield "overdue", name, self.expected_on
        if self.agreement_until and self.agreement_until <= soon:
            name = self.env._("%(person)s: the agreement ends", person=person)
            yield "agreement", name, self.agreement_until
        until = self.assessment_id.institution_until
        if until and until <= soon:
            name = self.env._("%(person)s: have the ability assessed", person=person)
            yield "assessment", name, until
        if self.review_on and self.review_on <= soon:
            name = self.env._("%(person)s: review the care plan", person=person)
            yield "plan", name, self.review_on

    @api.model
    def _remind_through(self):
        """Return the last day that is shown today."""
        today = fields.Date.context_today(self)
        days = self.env["civil.parameter"]._get("institution.stay_remind_days", today)
        return fields.Date.add(today, days=days)

    @api.model
    def _todo_domain(self):
        soon = self._remind_through()
        dates = ("trial_until", "expected_on", "agreement_until", "review_on")
        dates += ("assessment_id.institution_until",)
        near = Domain.OR(Domain(name, "<=", soon) for name in dates)
        return (
            super()._todo_domain()
            & self._living_domain()
            & (near | Domain("resident_id.death_date", "!=", False))
        )
