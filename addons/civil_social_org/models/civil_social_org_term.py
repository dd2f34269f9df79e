from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

#: How near the end of the term is, and by which parameter, the latest first.
ALERTS = (("late", "term_alert_late"), ("soon", "term_alert_soon"))


class CivilSocialOrgTerm(models.AbstractModel):
    """The term of office (届期) of a social organization and its end.

    A term may be extended once; the extension counts as its end.
    """

    _name = "civil.social.org.term"
    _description = "Term of Office of a Social Organization"

    term_start = fields.Date(string="Term from", tracking=True)
    term_end = fields.Date(string="Term until", tracking=True)
    term_until = fields.Date(
        string="Re-election Due",
        compute="_compute_term_until",
        store=True,
        index=True,
        help="The end of the term, or of its extension.",
    )
    term_alert = fields.Selection(
        [
            ("overdue", "Overdue"),
            ("late", "In Three Months"),
            ("soon", "In Half a Year"),
        ],
        string="Re-election",
        compute="_compute_term_alert",
        search="_search_term_alert",
    )

    _term_in_order = models.Constraint(
        "CHECK (term_end >= term_start)", "A term can't end before it begins."
    )

    @api.depends("term_end", "extension_ids.term_end", "extension_ids.date_to")
    def _compute_term_until(self):
        for org in self:
            extended = org.extension_ids.filtered(
                lambda extension, org=org: extension.term_end == org.term_end
            )
            org.term_until = extended[:1].date_to or org.term_end

    @api.depends("term_until", "state")
    @api.depends_context("tz")
    def _compute_term_alert(self):
        today = fields.Date.context_today(self)
        ends = self._alert_days(today)
        for org in self:
            org.term_alert = org._term_alert_of(org.term_until, today, ends)

    def _term_alert_of(self, until, today, ends):
        if not until or self.state in ("deregistered", "annulled", "revoked"):
            return False
        if until < today:
            return "overdue"
        return next((alert for alert, day in ends if until <= day), False)

    @api.model
    def _alert_days(self, today):
        """``[(alert, last day on which a term ends that is so near)]``."""
        parameters = self.env["civil.parameter"]
        return [
            (
                alert,
                today + relativedelta(months=parameters._get(f"social.{name}", today)),
            )
            for alert, name in ALERTS
        ]

    def _search_term_alert(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        domains, after = {"overdue": Domain("term_until", "<", today)}, today
        for alert, day in self._alert_days(today):
            domains[alert] = Domain("term_until", ">=", after) & Domain(
                "term_until", "<=", day
            )
            after = fields.Date.add(day, days=1)
        living = Domain("state", "not in", ("deregistered", "annulled", "revoked"))
        found = [living & domains[alert] for alert in value if alert in domains]
        if False in value:
            found.append(~(living & Domain.OR(domains.values())))
        return Domain.OR(found)
