import datetime

from odoo import fields, models
from odoo.exceptions import UserError


class CivilInstitutionStaySteps(models.Model):
    """The steps of a stay, as buttons and for other programs."""

    _inherit = "civil.institution.stay"

    def _day(self, date):
        """Return the day of a step: today where none is given, never a later one."""
        today = fields.Date.context_today(self)
        day = fields.Date.to_date(date) or today
        if day > today:
            raise UserError(
                self.env._("%(day)s lies in the future: note it then.", day=day)
            )
        return day

    # -- before moving in ------------------------------------------------------------

    def action_apply(self):
        """Take in the applications."""
        self._transition("applied")

    def _effect_apply(self):
        self._write_guarded({"applied_on": fields.Date.context_today(self)})

    def action_assess(self):
        """Confirm that ability, risks and health were assessed."""
        self._transition("assessed")

    def _effect_assess(self):
        today = fields.Date.context_today(self)
        for stay in self:
            found = stay.resident_id._assessment_on(today, "institution")
            stay._write_guarded({"assessment_id": found.id})

    def action_start_trial(self, bed_id, date=None, days=None):
        """Let the person move in on trial (试住).

        :param int bed_id: the bed
        :param date date: first day, today by default
        :param int days: how long
        """
        self.ensure_one()
        day = self._day(date)
        self._refuse_reasons(self._refusal_reasons("trial"))
        days = days or self._rule("institution.trial_days", day)
        until = day + datetime.timedelta(days=days - 1)
        self._put_into(self._bed(bed_id), day)
        self._write_guarded({"trial_until": until})
        self._transition("trial")
        self._after_move_in()

    def action_sign(self):
        """Confirm that the service agreement is signed by all."""
        self._transition("signed")

    def action_move_in(self, bed_id=None, date=None, level_id=None):
        """Let the person move in, or stay after the trial (入住).

        :param int bed_id: the bed; the one reserved or had by default
        :param date date: first day, today by default
        :param int level_id: the care level
        """
        self.ensure_one()
        day = self._day(date)
        self._refuse_reasons(self._refusal_reasons("resident", "move_in"))
        arrives = not self.date_from
        if arrives:
            self._put_into(self._bed(bed_id), day)
        if level_id:
            self._set_level(self.care_level_id.browse(level_id), day)
        self._transition("resident", "move_in")
        if arrives:
            self._after_move_in()

    def _after_move_in(self):
        """What follows when somebody has moved in; other addons add to it."""
        for stay in self:
            home = stay.institution_id.sudo()
            first = home.first_admission_on
            if not first or stay.date_from < first:
                home.first_admission_on = stay.date_from

    # -- away and back -----------------------------------------------------------------

    def action_leave(self, date=None, expected_on=None, destination=None, **details):
        """Note that the resident is on leave; the bed is held (请假).

        :param date date: the first day away
        :param date expected_on: when the resident is expected back
        :param str destination: where to
        """
        self._go_away("on_leave", "leave", date, expected_on, destination, details)

    def action_hospital(self, date=None, destination=None, expected_on=None, **details):
        """Note that the resident is in hospital; the bed is held (住院).

        :param date date: the first day away
        :param str destination: which hospital
        """
        self._go_away(
            "in_hospital", "hospital", date, expected_on, destination, details
        )

    def _go_away(self, target, kind, date, expected_on, destination, details):
        self.ensure_one()
        self.check_access("write")
        day = self._day(date)
        self._refuse_reasons(self._refusal_reasons(target))
        allowed = {"companion", "family_notified_on", "family_notified_by", "note"}
        absences = self.env["civil.institution.absence"].sudo()
        absences.create(
            {
                "stay_id": self.id,
                "kind": kind,
                "date_from": day,
                "expected_on": expected_on,
                "destination": destination,
                **{name: details[name] for name in allowed & details.keys()},
            }
        )
        self.bed_id._take(self, "held")
        self._transition(target)

    def action_return(self, date=None):
        """Note that the resident is back.

        :param date date: the day of return; it isn't counted as away
        """
        self.ensure_one()
        self.check_access("write")
        day = self._day(date)
        self._refuse_reasons(self._refusal_reasons("resident", "return"))
        self._end_absence(day)
        self.bed_id._take(self, "occupied")
        self._transition("resident", "return")

    def _end_absence(self, day):
        self._close(self.sudo().absence_ids, day)

    @staticmethod
    def _close(records, day):
        """Give those without an end their end, in the database, too.

        What follows is inserted at once, and the days must not seem to overlap.
        """
        open_ones = records.filtered(lambda one: not one.date_to)
        open_ones.date_to = day
        open_ones.flush_recordset(["date_to"])

    # -- the end -----------------------------------------------------------------------

    def action_discharge(self, kind, date=None, reason=None):
        """Register the discharge (离院).

        :param str kind: left, transferred, died or ended
        :param date date: the day of discharge, today by default; of death where the
            resident died
        :param str reason: why
        """
        self.ensure_one()
        self.check_access("write")
        day = self._day(date)
        self._refuse_reasons(self._refusal_reasons("discharged"))
        self._end_absence(day)
        self._leave_bed(day)
        self._end_level(day)
        self._write_guarded(
            {"date_to": day, "discharge_kind": kind, "discharge_reason": reason}
        )
        self._transition("discharged")
        self._after_discharge()

    def _after_discharge(self):
        """What follows when somebody has left; other addons add to it."""

    def action_cancel(self):
        """Note that nothing comes of it."""
        self._transition("cancelled")

    def _effect_cancel(self):
        for stay in self.filtered("bed_id"):
            stay.bed_id._take(stay, "free")
            stay._write_guarded({"bed_id": False})
