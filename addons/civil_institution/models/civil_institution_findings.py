from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .civil_institution_judge import PUBLIC, HomeFacts


class CivilInstitutionFindings(models.AbstractModel):
    """What is wrong with the institutions on record, as of today."""

    _name = "civil.institution.findings"
    _description = "Findings of an Institution"

    findings = fields.Text(
        compute="_compute_findings", help="What is wrong as of today."
    )
    has_findings = fields.Boolean(
        compute="_compute_findings", search="_search_has_findings"
    )
    is_too_small = fields.Boolean(
        string="Too Few Beds", compute="_compute_findings", search="_search_small"
    )
    lacks_rating = fields.Boolean(
        string="Without a Valid Rating",
        compute="_compute_findings",
        search="_search_unrated",
    )
    lacks_self_check = fields.Boolean(
        string="Self-check Missing",
        compute="_compute_findings",
        search="_search_self_check",
    )
    lacks_check = fields.Boolean(
        string="Not Checked This Year",
        compute="_compute_findings",
        search="_search_check",
    )
    is_overfull = fields.Boolean(
        string="More Residents than Beds",
        compute="_compute_findings",
        search="_search_overfull",
    )

    @api.depends(
        "ownership",
        "beds_approved",
        "resident_count",
        "rating_level",
        "rating_until",
        "last_self_check",
        "last_checked_on",
        "state",
    )
    @api.depends_context("tz", "lang")
    def _compute_findings(self):
        judge = self.env["civil.institution.judge"]
        rules = judge._rules(fields.Date.context_today(self))
        for home in self:
            found = {}
            if home.state != "closed":
                found = judge._findings(home._facts(), rules)
            home.findings = "\n".join(found.values()) or False
            home.has_findings = bool(found)
            home.is_too_small = "under_ten_beds" in found
            home.lacks_rating = "public_without_rating" in found
            home.lacks_self_check = "self_check_missing" in found
            home.lacks_check = "not_checked_this_year" in found
            home.is_overfull = "residents_over_beds" in found

    def _facts(self):
        """Return the :class:`HomeFacts` of the single institution."""
        return HomeFacts(
            ownership=self.ownership or None,
            beds=self.beds_approved,
            residents=self.resident_count,
            rating_level=self.rating_level or None,
            rating_until=self.rating_until or None,
            self_check=self.last_self_check or None,
            last_check=self.last_checked_on or None,
        )

    # -- finding them by what is wrong -------------------------------------------

    def _rules_of_today(self):
        return self.env["civil.institution.judge"]._rules(
            fields.Date.context_today(self)
        )

    def _small(self):
        return Domain("beds_approved", "<", self._rules_of_today().least_beds)

    def _unrated(self):
        as_of = self._rules_of_today().as_of
        return Domain("ownership", "in", PUBLIC) & (
            Domain("rating_level", "=", False)
            | Domain("rating_until", "=", False)
            | Domain("rating_until", "<", as_of)
        )

    def _self_check(self):
        since = self._rules_of_today().self_checked_since
        return Domain("last_self_check", "=", False) | Domain(
            "last_self_check", "<", since
        )

    def _check(self):
        since = self._rules_of_today().checked_since
        return Domain("last_checked_on", "=", False) | Domain(
            "last_checked_on", "<", since
        )

    def _overfull(self):
        self.flush_model(["resident_count", "beds_approved"])
        rows = SQL(
            "(SELECT id FROM civil_institution WHERE resident_count > beds_approved)"
        )
        return Domain("id", "in", rows)

    def _search_small(self, operator, value):
        return self._search_if(self._small(), operator, value)

    def _search_unrated(self, operator, value):
        return self._search_if(self._unrated(), operator, value)

    def _search_self_check(self, operator, value):
        return self._search_if(self._self_check(), operator, value)

    def _search_check(self, operator, value):
        return self._search_if(self._check(), operator, value)

    def _search_overfull(self, operator, value):
        return self._search_if(self._overfull(), operator, value)

    def _search_has_findings(self, operator, value):
        found = (
            self._small(),
            self._unrated(),
            self._self_check(),
            self._check(),
            self._overfull(),
        )
        return self._search_if(Domain.OR(found), operator, value)

    def _search_if(self, found, operator, value):
        """Return the domain of institutions of which ``found`` is true or false."""
        if operator != "in":
            return NotImplemented
        found &= Domain("state", "!=", "closed")
        return Domain.OR(found if wanted else ~found for wanted in value)
