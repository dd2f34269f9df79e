import dataclasses
import datetime

from dateutil.relativedelta import relativedelta

from odoo import api, models

#: Ownerships whose institutions have to be rated.
PUBLIC = ("public", "public_private")


@dataclasses.dataclass(frozen=True)
class HomeFacts:
    """What is known of an institution and decides what is found.

    :param self_check: first day of the month of the last self-check
    """

    ownership: str | None = None
    beds: int | None = None
    residents: int | None = None
    rating_level: str | None = None
    rating_until: datetime.date | None = None
    self_check: datetime.date | None = None
    last_check: datetime.date | None = None


@dataclasses.dataclass(frozen=True)
class HomeRules:
    """The rules as of a day, looked up once for many institutions."""

    as_of: datetime.date
    least_beds: int
    checked_since: datetime.date
    self_checked_since: datetime.date


class CivilInstitutionJudge(models.AbstractModel):
    """What is wrong with an institution, as of a day: in files and on record."""

    _name = "civil.institution.judge"
    _description = "Judgment on Institutions"

    @api.model
    def _rules(self, as_of):
        """Return the :class:`HomeRules` of a day.

        :raises UserError: the parameter of the least beds has no value then
        """
        return HomeRules(
            as_of=as_of,
            least_beds=self.env["civil.parameter"]._get(
                "institution.least_beds", as_of
            ),
            checked_since=as_of.replace(month=1, day=1),
            self_checked_since=as_of.replace(day=1) - relativedelta(months=1),
        )

    @api.model
    def _findings(self, facts, rules):
        """Return ``{code: sentence}`` of what is found of an institution.

        :param HomeFacts facts: the institution
        :param HomeRules rules: as of a day
        """
        found = {}
        if facts.beds is not None and facts.beds < rules.least_beds:
            found["under_ten_beds"] = self.env._(
                "It has %(beds)s beds; an institution has at least %(least)s.",
                beds=facts.beds,
                least=rules.least_beds,
            )
        if facts.ownership in PUBLIC and not self._is_rated(facts, rules):
            found["public_without_rating"] = self._rating_sentence(facts)
        if not facts.self_check or facts.self_check < rules.self_checked_since:
            found["self_check_missing"] = self._self_check_sentence(facts)
        if not facts.last_check or facts.last_check < rules.checked_since:
            found["not_checked_this_year"] = self._check_sentence(facts, rules)
        if None not in (facts.residents, facts.beds) and facts.residents > facts.beds:
            found["residents_over_beds"] = self.env._(
                "%(residents)s residents live in %(beds)s beds.",
                residents=facts.residents,
                beds=facts.beds,
            )
        return found

    def _is_rated(self, facts, rules):
        return bool(
            facts.rating_level
            and facts.rating_until
            and facts.rating_until >= rules.as_of
        )

    def _rating_sentence(self, facts):
        if facts.rating_level and facts.rating_until:
            return self.env._(
                "It is publicly owned and its rating ended on %(date)s.",
                date=facts.rating_until,
            )
        return self.env._("It is publicly owned and has no valid rating.")

    def _self_check_sentence(self, facts):
        if not facts.self_check:
            return self.env._("No self-check of it is on record.")
        return self.env._(
            "Its last self-check was that of %(month)s.",
            month=facts.self_check.strftime("%Y-%m"),
        )

    def _check_sentence(self, facts, rules):
        if not facts.last_check:
            return self.env._("No check of it by the district is on record.")
        return self.env._(
            "The district last checked it on %(date)s, not in %(year)s.",
            date=facts.last_check,
            year=rules.as_of.year,
        )
