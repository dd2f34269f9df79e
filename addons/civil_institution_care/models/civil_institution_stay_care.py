from odoo import fields, models
from odoo.exceptions import UserError


class CivilInstitutionStayCare(models.Model):
    """Which care level a stay has, and how it changes."""

    _inherit = "civil.institution.stay"

    def _proposed_level(self):
        """Return the first care level that fits the assessment of the single stay."""
        levels = self.care_level_id.search([])
        found = self.assessment_id.sudo()
        if not found:
            return levels[:1]
        return levels.filtered(lambda level: level._fits(found))[:1]

    def _check_level(self, level, assessment):
        """Refuse a level that doesn't fit what was found out."""
        if not level:
            raise UserError(self.env._("Choose the care level."))
        # Who sees the stay need not see the sheet.
        found = assessment.sudo()
        if found and not level._fits(found):
            raise UserError(
                self.env._(
                    "The care level %(level)s doesn't fit the ability found on "
                    "%(date)s (%(ability)s): choose another, or have the person "
                    "assessed again.",
                    level=level.name,
                    date=found.date,
                    ability=found.final_level_id.name,
                )
            )

    def action_change_level(self, level_id, date=None):
        """Give the resident another care level from a day on (变更护理等级).

        It takes a new assessment, and a supplementary agreement on the level in which
        the person or the agent consents after having been told.

        :param int level_id: the care level
        :param date date: the first day of it, today by default
        """
        self.ensure_one()
        self.check_access("write")
        self._lock_for_step()
        level = self.care_level_id.browse(level_id)
        day = self._level_day(date)
        found = self._ability_on(day)
        agreement = self._supplement_on(level, day)
        self._refuse_reasons({self: self._level_refusal(level, found, agreement)})
        self._check_level(level, found)
        self._set_level(level, day, found, agreement)
        self._write_guarded({"assessment_id": found.id})

    def _level_day(self, date):
        today = fields.Date.context_today(self)
        day = fields.Date.to_date(date) or today
        since = self._last_level().date_from or self.date_from
        if day > today or (since and day < since):
            raise UserError(
                self.env._("The day of the change lies between the last one and today.")
            )
        return day

    def _last_level(self):
        return self.sudo().level_ids.sorted("date_from")[-1:]

    def _supplement_on(self, level, day):
        """Return the signed agreement on a level that holds on a day, or none."""
        return self.agreement_ids.filtered(
            lambda one: (
                one.kind == "supplement"
                and one.state == "signed"
                and one.level_id == level
                and one.date_from <= day
                and one not in self.sudo().level_ids.agreement_id
            )
        )[:1]

    def _level_refusal(self, level, found, agreement):
        """Why the level can't change, or False."""
        if not self.date_from or self.date_to:
            return self.env._("nobody lives here who would get another level")
        if level == self.care_level_id:
            return self.env._("it has this level already")
        if self._is_assessed():
            if not found:
                return self.env._("no ability assessment is valid on that day")
            if found == self._last_level().assessment_id:
                return self.env._(
                    "the level was set by the same assessment: assess anew first"
                )
        return not agreement and self.env._(
            "no supplementary agreement on the level %(level)s is signed; it says when "
            "the person was told, and who consented",
            level=level.name,
        )

    def _set_level(self, level, day, assessment=None, agreement=None):
        """Let a level hold from a day on."""
        self._end_level(day)
        # Levels follow from the steps and are made by nobody otherwise.
        self.env["civil.institution.stay.level"].sudo().create(
            {
                "stay_id": self.id,
                "level_id": level.id,
                "assessment_id": assessment and assessment.id,
                "agreement_id": agreement and agreement.id,
                "notified_on": agreement and agreement.notified_on,
                "consent_by": agreement and agreement.person_signer,
                "date_from": day,
            }
        )
        self._write_guarded({"care_level_id": level.id})

    def _end_level(self, day):
        self._close(self.sudo().level_ids, day)
