from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.fields import Domain

#: Findings that make an organization a dormant one.
_FOUND = ("not_inspected_two_years", "no_activity_two_years")


class CivilSocialOrgDormant(models.AbstractModel):
    """Dormant organizations (僵尸型社会组织): candidates with the ground that matches.

    Source: 民发〔2021〕63号: not inspected for two years; no activity within a year of
    the certificate or for two years; unreachable; named by the supervisor.
    """

    _name = "civil.social.org.dormant"
    _description = "Dormant Social Organization"

    unreachable_since = fields.Date(
        tracking=True,
        help="Since when it can be reached neither at its domicile nor through its "
        "legal representative.",
    )
    named_dormant = fields.Char(string="Named Dormant by the Supervisor", tracking=True)
    dormant_grounds = fields.Text(compute="_compute_dormant")
    is_dormant = fields.Boolean(
        string="Dormant", compute="_compute_dormant", search="_search_is_dormant"
    )
    dormant_outcome = fields.Selection(
        [
            ("rectify", "To Be Put Right"),
            ("reorganize", "To Be Reorganized or Merged"),
            ("deregister", "To Be Deregistered"),
            ("annul", "To Be Annulled"),
            ("active", "Found Active"),
        ],
        string="What Becomes of It",
        index=True,
        tracking=True,
    )

    def _compute_dormant(self):
        today = fields.Date.context_today(self)
        judged = self._judged(today)
        grounds = self._dormant_grounds(judged, today)
        for org in self:
            found = grounds.get(org.id)
            org.dormant_grounds = "\n".join(found or ()) or False
            org.is_dormant = bool(found)

    def _dormant_grounds(self, judged, today):
        """``{id: sentences}`` of the records that are judged and match a ground."""
        months = self.env["civil.parameter"]._get("social.first_activity_months", today)
        since = today - relativedelta(months=months)
        grounds = {}
        for org in self.browse(judged):
            found = [judged[org.id][code] for code in _FOUND if code in judged[org.id]]
            found += org._own_grounds(since, months)
            if found:
                grounds[org.id] = found
        return grounds

    def _own_grounds(self, since, months):
        registered = self.registration_date
        if not self.last_activity_date and registered and registered < since:
            yield self.env._(
                "It has shown no activity within %(months)s months of its "
                "registration on %(date)s.",
                months=months,
                date=registered,
            )
        if self.unreachable_since:
            yield self.env._(
                "It can't be reached since %(date)s.", date=self.unreachable_since
            )
        if self.named_dormant:
            yield self.env._(
                "The supervisor names it: %(why)s.", why=self.named_dormant
            )

    def _search_is_dormant(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        living = self._living()
        grounds = living._dormant_grounds(living._judged(today), today)
        dormant = Domain("id", "in", list(grounds))
        return Domain.OR(dormant if wanted else ~dormant for wanted in value)
