import datetime

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import format_date

#: What presses most comes first: what is over, who is away, what is due soon.
_ORDER = ("late", "away", "soon")


class CivilInstitutionBoardFlags(models.AbstractModel):
    """What is to be minded about the people on the floor plan."""

    _inherit = "civil.institution.board"

    def _flags(self, stays):
        """Return ``{stay: [{"kind", "text"}]}``; kinds are late, away and soon."""
        today = fields.Date.context_today(self)
        soon = today + datetime.timedelta(
            days=self._rule(stays, "institution.stay_remind_days", today)
        )
        least_age = self._rule(stays, "institution.least_age", today)
        away = self._away(stays)
        # The newest assessment counts, whoever made it.
        assessed = stays.resident_id.sudo()._assessments_on(today, "institution")
        flags = {}
        for stay in stays:
            person = stay.resident_id.sudo()
            found = [self._death_flag(person)]
            if stay in away:
                found.append(self._away_flag(away[stay], today))
            if stay.state == "trial":
                found.append(self._trial_flag(stay, today))
            if stay.state != "applied" and person.age >= least_age:
                found.append(self._assessment_flag(assessed.get(person), soon))
            flags[stay] = sorted(
                filter(None, found), key=lambda flag: _ORDER.index(flag["kind"])
            )
        return flags

    def _rule(self, stays, code, day):
        home = stays.institution_id.sudo()
        return self.env["civil.parameter"]._get(code, day, home.division_id)

    def _away(self, stays):
        absences = self.env["civil.institution.absence"].search_fetch(
            Domain("stay_id", "in", stays.ids) & Domain("date_to", "=", False),
            ["stay_id", "kind", "date_from", "expected_on"],
        )
        return {absence.stay_id: absence for absence in absences}

    def _day(self, day):
        """Write a day as short as the card wants it."""
        return format_date(self.env, day, date_format="MM-dd")

    def _death_flag(self, person):
        return person.death_date and {
            "kind": "late",
            "text": self.env._("Died %(day)s", day=self._day(person.death_date)),
        }

    def _away_flag(self, absence, today):
        if absence.expected_on and absence.expected_on < today:
            expected = self._day(absence.expected_on)
            text = self.env._("Expected back %(day)s", day=expected)
            return {"kind": "late", "text": text}
        since = self._day(absence.date_from)
        text = (
            self.env._("In hospital since %(day)s", day=since)
            if absence.kind == "hospital"
            else self.env._("On leave since %(day)s", day=since)
        )
        return {"kind": "away", "text": text}

    def _trial_flag(self, stay, today):
        return stay.trial_until and {
            "kind": "late" if stay.trial_until < today else "soon",
            "text": self.env._("Trial ends %(day)s", day=self._day(stay.trial_until)),
        }

    def _assessment_flag(self, assessment, soon):
        if not assessment:
            return {"kind": "late", "text": self.env._("No valid assessment")}
        until = assessment.sudo().institution_until
        return until <= soon and {
            "kind": "soon",
            "text": self.env._("Assess until %(day)s", day=self._day(until)),
        }
