import datetime

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.roles import CLERK, HEAD

#: States in which an application runs.
OPEN = ("self_scored", "applied", "reviewed", "on_site", "decided", "publicity")


class CivilInstitutionRatingDesk(models.AbstractModel):
    """What waits with ratings: renewals, ends of publicity, plaques (待办)."""

    _name = "civil.institution.rating.desk"
    _description = "To-dos of a Rating"

    is_open = fields.Boolean(
        string="Application Runs", compute="_compute_is_open", search="_search_is_open"
    )
    is_valid = fields.Boolean(
        string="Valid Today", compute="_compute_is_valid", search="_search_is_valid"
    )
    is_renewable = fields.Boolean(
        string="To Be Renewed", compute="_compute_is_valid", search="_search_renewable"
    )

    @api.depends("state")
    def _compute_is_open(self):
        for rating in self:
            rating.is_open = rating.state in OPEN

    def _search_is_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        found = Domain("state", "in", OPEN)
        return Domain.OR(found if wanted else ~found for wanted in value)

    @api.depends("valid_from", "valid_until", "state")
    @api.depends_context("tz")
    def _compute_is_valid(self):
        today = fields.Date.context_today(self)
        for rating in self:
            begin, until = rating.valid_from, rating.valid_until
            rating.is_valid = bool(begin and begin <= today <= until)
            rating.is_renewable = bool(
                rating.state == "rated" and rating._renewable_from(today) <= today
            )

    def _renewable_from(self, day):
        """From when on the single rating can be renewed, by the rules of a day."""
        months = self._parameter("renew_months", day)
        return self.valid_until - relativedelta(months=months)

    def _search_is_valid(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        found = Domain("valid_from", "<=", today) & Domain("valid_until", ">=", today)
        return Domain.OR(found if wanted else ~found for wanted in value)

    def _search_renewable(self, operator, value):
        if operator != "in":
            return NotImplemented
        # Months are counted back from each last day: few ratings are looked at.
        rated = self.search([("state", "=", "rated")])
        found = Domain("id", "in", rated.filtered("is_renewable").ids)
        return Domain.OR(found if wanted else ~found for wanted in value)

    @api.model
    def _todo_domain(self):
        return Domain("state", "not in", ("refused", "self_scored"))

    def _todo_entries(self):
        clerk = self.env.ref(CLERK)
        if self.state == "rated":
            return self._renewal_entries(clerk)
        if self.state in ("lapsed", "cancelled"):
            return self._plaque_entries(clerk)
        name, group, due = self.institution_id.name, clerk, None
        if self.state == "applied":
            text = self.env._("%(name)s: review the rating's papers", name=name)
        elif self.state == "reviewed":
            text = self.env._("%(name)s: send experts for the rating", name=name)
        elif self.state == "on_site":
            text = self.env._("%(name)s: collect the experts' sheets", name=name)
        elif self.state == "decided":
            text = self.env._("%(name)s: put the rating up for publicity", name=name)
        elif self.state == "publicity":
            text = self.env._("%(name)s: announce the rating", name=name)
            group = self.env.ref(HEAD)
            due = self.publicity_to and self.publicity_to + datetime.timedelta(days=1)
        else:
            return []
        return [TodoEntry(self.state, text, group=group, due=due)]

    def _renewal_entries(self, clerk):
        """The institution and the bureau see to the renewal in time."""
        today = fields.Date.context_today(self)
        if not self.is_renewable or self.valid_until < today:
            return []
        if self.next_ids.filtered(lambda one: one.state != "refused"):
            return []
        home = self.institution_id
        level = dict(self._fields["level"]._description_selection(self.env))
        text = self.env._(
            "%(name)s: renew the rating (%(level)s)",
            name=home.name,
            level=level[self.level],
        )
        due = self.valid_until
        return [
            TodoEntry("renew", text, group=clerk, due=due),
            *(
                TodoEntry(f"renew-{user.id}", text, user=user, due=due)
                for user in home.user_ids
            ),
        ]

    def _plaque_entries(self, clerk):
        if not self.plaque_no or self.plaque_returned_on:
            return []
        text = self.env._(
            "%(name)s: have the plaque handed back", name=self.institution_id.name
        )
        return [TodoEntry("plaque", text, group=clerk)]

    def action_note_plaque(self):
        """Note that the plaques were handed back today."""
        self.check_access("write")
        self._check_in(("lapsed", "cancelled"))
        today = fields.Date.context_today(self)
        self.filtered(
            lambda one: one.plaque_no and not one.plaque_returned_on
        ).plaque_returned_on = today
