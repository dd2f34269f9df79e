from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.groups import CLERK
from .civil_license import ALIVE

#: Papers that are still with the bureau after a grant.
UNDELIVERED = ("waiting", "printed")


class CivilLicense(models.Model):
    """What the desk is told about licenses, and what happens by itself at night."""

    _inherit = "civil.license"

    _todo_triggers = ("state", "user_id", "valid_until", "remind_on", "version_id")
    _holder_field = "user_id"

    def _is_over(self):
        """Tell whether the term is over and no renewal applied for in time is open.

        What was applied for in time and isn't decided yet goes on holding.
        Source: 行政许可法 art. 50.
        """
        self.ensure_one()
        today = fields.Date.context_today(self)
        return bool(
            self.state in ALIVE
            and self.valid_until
            and self.valid_until < today
            and not self._has_open_renewal()
        )

    def _todo_entries(self):
        """What waits for somebody about the single license."""
        entries = []
        clerks = self.env.ref(CLERK)
        whose = {"user": self.user_id} if self.user_id else {"group": clerks}
        if self._expiry_now() and not self._has_open_renewal():
            entries.append(
                TodoEntry(
                    "expiry",
                    self.env._("Remind the holder of the renewal"),
                    due=self.valid_until,
                    **whose,
                )
            )
        states = set(self.copy_ids.mapped("state"))
        if states & set(UNDELIVERED):
            entries.append(
                TodoEntry(
                    "hand_out",
                    self.env._("Print and hand out the license"),
                    due=self.version_id.hand_out_by,
                    **whose,
                )
            )
        if "to_collect" in states:
            entries.append(
                TodoEntry("collect", self.env._("Collect the former papers"), **whose)
            )
        entries += [
            TodoEntry(
                f"annual_{annual.year}",
                self.env._("Annual check of %(year)s", year=annual.year),
                due=annual.due_on,
                **whose,
            )
            for annual in self.annual_ids
            if annual.state == "due"
        ]
        return entries

    @api.model
    def _todo_domain(self):
        """Licenses in force, and those with papers to hand out or to collect."""
        open_papers = [("state", "in", (*UNDELIVERED, "to_collect"))]
        return Domain("state", "in", ALIVE) | Domain("copy_ids", "any", open_papers)

    # -- by night ------------------------------------------------------------------

    @api.model
    def _cron_terms(self):
        """End terms and suspensions that are over; remind of those that end soon."""
        today = fields.Date.context_today(self)
        over = self.search(
            Domain("state", "in", ALIVE) & Domain("valid_until", "<", today)
        )
        for license_ in over.filtered(lambda record: record._is_over()):
            license_._expire()
        served = self.search(
            Domain("state", "=", "suspended") & Domain("suspended_until", "<", today)
        )
        for license_ in served:
            license_._reinstate(self.env._("The suspension is over."))
        soon = self.search([("expiry", "=", "soon")])
        soon._sync_todos()
        soon._remind()

    def _expire(self):
        """End the license because its term is over."""
        self._step("expired")
        for record in self.sudo():
            record._write_guarded({"ended_on": record.valid_until})
            record._log("expired")
            record.copy_ids._withdraw()

    def _remind(self):
        """Give whoever is responsible one activity for each term that ends."""
        kind = self.env.ref("civil_license.activity_type_expiry")
        for license_ in self.filtered("user_id"):
            known = license_.activity_ids.filtered(lambda a: a.activity_type_id == kind)
            if not known and not license_._has_open_renewal():
                license_.activity_schedule(
                    activity_type_id=kind.id,
                    date_deadline=license_.valid_until,
                    user_id=license_.user_id.id,
                )

    @api.model
    def _cron_annual_checks(self):
        """Make last year's checks due for every license that held in it."""
        today = fields.Date.context_today(self)
        year = today.year - 1
        last_day = today.replace(year=year, month=12, day=31)
        kinds = self.env["civil.license.kind"].search([("has_annual_check", "=", True)])
        for kind in kinds:
            licenses = self.search(
                Domain("kind_id", "=", kind.id)
                & Domain("state", "in", ALIVE)
                & Domain("issued_on", "<=", last_day)
            )
            by_day = {}
            for license_ in licenses:
                day = license_._annual_due(today)
                by_day[day] = by_day.get(day, self.browse()) | license_
            for day, due in by_day.items():
                made = self.env["civil.license.annual"]._open_year(due, year, day)
                made.license_id._sync_todos()

    def _annual_due(self, today):
        """Return by when last year has to be checked."""
        value = self.kind_id._parameter("annual_check", today, self.division_id)
        month, day = map(int, value.split("-"))
        return today.replace(month=month, day=day)
