import datetime

from odoo import fields, models
from odoo.exceptions import UserError


class CivilInstitutionStaySteps(models.Model):
    """The steps of a stay up to moving in, as buttons and for other programs."""

    _inherit = "civil.institution.stay"

    def _day(self, date, last=None):
        """Return the day of a step: today where none is given.

        :param date last: the first day that may be; by default that of the last thing
            on record
        :raises UserError: it lies in the future, or before what is on record
        """
        today = fields.Date.context_today(self)
        day = fields.Date.to_date(date) or today
        if day > today:
            raise UserError(
                self.env._("%(date)s lies in the future: note it then.", date=day)
            )
        if last := last or self._last_day():
            if day < last:
                raise UserError(
                    self.env._(
                        "%(stay)s: on %(last)s something else is on record already; "
                        "%(date)s lies before it.",
                        stay=self.display_name,
                        last=last,
                        date=day,
                    )
                )
        return day

    def _last_day(self):
        """Return the last day on which bed or presence of the stay changed."""
        mine = self.sudo()
        days = [*mine.placement_ids.mapped("date_from"), mine.date_from]
        for absence in mine.absence_ids:
            days += [absence.date_from, absence.date_to]
        return max(filter(None, days), default=None)

    def action_ask(self, step=None):
        """Open the window that asks for what a step needs.

        :param str step: which one, such as ``move_in`` or ``leave``
        """
        self.ensure_one()
        self.check_access("write")
        return self.env["civil.institution.stay.step"]._open(
            self, step or self.env.context.get("stay_step")
        )

    # -- before moving in ----------------------------------------------------------

    def action_apply(self):
        """Take in the applications (申请)."""
        self._transition("applied")

    def _effect_apply(self):
        self._write_guarded({"applied_on": fields.Date.context_today(self)})

    def action_assess(self):
        """Confirm that ability, risks and health were assessed (评估)."""
        self._transition("assessed")

    def _effect_assess(self):
        today = fields.Date.context_today(self)
        for stay in self:
            stay._write_guarded(
                {
                    "assessment_id": stay._ability_on(today).id,
                    "risk_id": stay._risks_on(today).id,
                }
            )

    def action_start_trial(self, bed_id=None, date=None, days=None):
        """Let the person move in on trial (试住).

        :param int bed_id: the bed; the one reserved by default
        :param date date: first day, today by default
        :param int days: how long, within what the rules allow
        """
        self.ensure_one()
        self.check_access("write")
        day = self._day(date)
        self._refuse_reasons(self._refusal_reasons("trial"))
        days = days or self._rule("institution.trial_days", day)
        self._check_trial(days, day)
        self._put_into(self._bed(bed_id), day)
        until = day + datetime.timedelta(days=days - 1)
        self._write_guarded({"trial_until": until})
        self._transition("trial")
        self._after_move_in()

    def action_prolong_trial(self, days):
        """Prolong the trial, once (延长试住).

        :param int days: how many days more, within what the rules allow
        """
        self.ensure_one()
        self.check_access("write")
        self._lock_for_step()
        reason = False
        if self.state != "trial":
            label = self._state_label()
            reason = self.env._("it is in the state “%(state)s”", state=label)
        elif self.trial_prolonged:
            reason = self.env._("the trial was prolonged once already")
        self._refuse_reasons({self: reason})
        self._check_trial(days, self.date_from)
        until = self.trial_until + datetime.timedelta(days=days)
        self._write_guarded({"trial_until": until, "trial_prolonged": True})

    def _check_trial(self, days, day):
        least = self._rule("institution.trial_least_days", day)
        most = self._rule("institution.trial_most_days", day)
        if not least <= days <= most:
            raise UserError(
                self.env._(
                    "A trial lasts %(least)s to %(most)s days.", least=least, most=most
                )
            )

    def action_sign(self):
        """Confirm that the service agreement is signed by all (签约)."""
        self._transition("signed")

    # -- moving in -----------------------------------------------------------------

    def action_move_in(self, bed_id=None, date=None, level_id=None):
        """Let the person move in, or stay on after the trial (入住).

        :param int bed_id: the bed; the one reserved or had by default
        :param date date: first day, today by default
        :param int level_id: the care level; the one that fits the assessment by default
        """
        self.ensure_one()
        self.check_access("write")
        day = self._day(date)
        self._refuse_reasons(self._refusal_reasons("resident", "move_in"))
        level = self.care_level_id.browse(level_id or self._proposed_level().id)
        self._check_level(level, self.assessment_id)
        arrives = not self.date_from
        if arrives:
            self._put_into(self._bed(bed_id), day)
        self._set_level(level, day, self.assessment_id)
        self._transition("resident", "move_in")
        if arrives:
            self._after_move_in()

    def action_note_resident(self, bed_id, date, level_id=None):
        """Put somebody on record who lives in the institution already (补录).

        :param int bed_id: the bed
        :param date date: since when the person has it
        :param int level_id: the care level
        """
        self.ensure_one()
        self.check_access("write")
        day = self._day(date)
        self._refuse_reasons(self._refusal_reasons("resident", "known"))
        self._put_into(self._bed(bed_id), day)
        if level_id:
            self._set_level(self.care_level_id.browse(level_id), day)
        self._transition("resident", "known")
        self._after_move_in()

    def _after_move_in(self):
        """What follows when people have moved in; other addons add to it."""
        for home in self.sudo().institution_id:
            here = self.filtered(lambda s, h=home: s.institution_id.id == h.id)
            first = min(here.mapped("date_from"))
            if not home.first_admission_on or first < home.first_admission_on:
                home.first_admission_on = first

    def action_cancel(self):
        """Note that nothing comes of it; a reserved bed gets free (取消)."""
        self._transition("cancelled")

    def _effect_cancel(self):
        for stay in self.filtered("bed_id"):
            stay.bed_id._take(stay, "free")
            stay._write_guarded({"bed_id": False})
