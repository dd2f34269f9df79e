from odoo import fields, models
from odoo.exceptions import UserError

_DETAILS = ("companion", "family_notified_on", "family_notified_by", "note")


class CivilInstitutionStayCourse(models.Model):
    """Away and back, and the end of a stay."""

    _inherit = "civil.institution.stay"

    def action_leave(self, date=None, expected_on=None, destination=None, **details):
        """Note that the resident is on leave; the bed is held (请假).

        :param date date: the first day away, today by default
        :param date expected_on: when the resident is expected back
        :param str destination: where to
        :param details: companion, family_notified_on, family_notified_by, note
        """
        details.update(expected_on=expected_on, destination=destination)
        self._go_away("on_leave", "leave", date, details)

    def action_hospital(self, date=None, destination=None, expected_on=None, **details):
        """Note that the resident is in hospital; the bed is held (住院).

        :param date date: the first day away, today by default
        :param str destination: which hospital
        :param details: companion, family_notified_on, family_notified_by, note; the
            emergency contact is to be told at once (66号令 art. 19)
        """
        details.update(expected_on=expected_on, destination=destination)
        self._go_away("in_hospital", "hospital", date, details)

    def _go_away(self, target, kind, date, details):
        self.ensure_one()
        self.check_access("write")
        day = self._day(date)
        self._refuse_reasons(self._refusal_reasons(target))
        if not (details["destination"] or "").strip():
            raise UserError(self.env._("Write where the resident goes."))
        allowed = {*_DETAILS, "expected_on", "destination"}
        if unknown := details.keys() - allowed:
            raise UserError(
                self.env._("Not known: %(names)s.", names=", ".join(sorted(unknown)))
            )
        # Absences follow from this step and are made by nobody otherwise.
        self.env["civil.institution.absence"].sudo().create(
            {"stay_id": self.id, "kind": kind, "date_from": day, **details}
        )
        self.bed_id._take(self, "held")
        self._transition(target)

    def action_return(self, date=None):
        """Note that the resident is back (返院).

        :param date date: the day of return, today by default; it isn't counted as away
        """
        self.ensure_one()
        self.check_access("write")
        day = self._day(date)
        self._refuse_reasons(self._refusal_reasons("resident", "return"))
        self._close(self.sudo().absence_ids, day)
        self.bed_id._take(self, "occupied")
        self._transition("resident", "return")

    @staticmethod
    def _close(records, day):
        """Give those without an end their end, in the database, too.

        What began after a death that was learned late ends as it began. What follows
        is inserted at once, and the days must not seem to overlap.
        """
        open_ones = records.filtered(lambda one: not one.date_to)
        for one in open_ones:
            one.date_to = max(day, one.date_from)
        open_ones.flush_recordset(["date_to"])

    # -- the end -------------------------------------------------------------------

    def action_discharge(self, kind=None, date=None, reason=None):
        """Register the discharge (离院).

        :param str kind: left, transferred, died or ended
        :param date date: the day of discharge, today by default; of the death where
            the resident died
        :param str reason: why
        :raises UserError: something stands against it, such as an unsettled month
        """
        self.ensure_one()
        self.check_access("write")
        day = self._discharge_day(kind, date)
        stay = self.with_context(discharge_on=day, discharge_kind=kind)
        stay._refuse_reasons(stay._refusal_reasons("discharged"))
        stay._close(stay.sudo().absence_ids, day)
        stay._leave_bed(day)
        stay._end_level(day)
        stay._write_guarded({"date_to": day, "discharge_kind": kind})
        if reason:
            stay.discharge_reason = reason
        stay._transition("discharged")
        if kind == "died":
            stay._record_death(day)
        stay._after_discharge()

    def _discharge_day(self, kind, date):
        """Return the day of a discharge; of a death it is the day of the death."""
        kinds = dict(self._fields["discharge_kind"].selection)
        if kind not in kinds:
            raise UserError(self.env._("Choose the way of discharge."))
        died = self.death_date
        if kind == "died":
            day = fields.Date.to_date(date) or died
            if not day:
                raise UserError(self.env._("Write the day of the death."))
            if died and day != died:
                raise UserError(
                    self.env._(
                        "By what is on record the resident died on %(date)s: register "
                        "the discharge with this day, or have the record corrected.",
                        date=died,
                    )
                )
            # What was noted before the death was known doesn't undo it.
            return self._day(day, last=self.date_from)
        if died:
            raise UserError(
                self.env._(
                    "The resident died on %(date)s: register the discharge as a death.",
                    date=died,
                )
            )
        return self._day(date)

    def _record_death(self, day):
        """Put the fact of the death on record, which stops the person's subsidies."""
        if self.death_date:
            return
        # Staff of the institution keep no register of deaths; this one they know.
        self.env["civil.death"].sudo().create(
            {
                "name": self.person_name,
                "resident_id": self.resident_id.id,
                "division_id": self.resident_id.division_id.id,
                "death_date": day,
                "source": "institution",
                "note": self.env._(
                    "Died in %(institution)s (%(number)s).",
                    institution=self.institution_id.name,
                    number=self.number,
                ),
            }
        )

    def _after_discharge(self):
        """What follows when somebody has left; other addons add to it."""
        # Staff of a home may not yet know of the plan.
        for line in self.sudo().resettlement_ids.filtered(
            lambda line: not line.done_on
        ):
            line.done_on = line.stay_id.date_to
