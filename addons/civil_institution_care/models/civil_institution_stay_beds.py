from odoo import models
from odoo.exceptions import UserError


class CivilInstitutionStayBeds(models.Model):
    """Which bed and which care level a stay has."""

    _inherit = "civil.institution.stay"

    def _bed(self, bed_id):
        """Return the bed of that id, or the one reserved, if it may be taken."""
        bed = self.bed_id.browse(bed_id) if bed_id else self.bed_id
        if not bed:
            raise UserError(self.env._("Choose a bed."))
        refusal = self._bed_refusal(bed)
        if refusal:
            self._refuse_reasons({bed: refusal})
        return bed

    def _bed_refusal(self, bed):
        """Why the stay can't have a bed, or False."""
        if bed.institution_id != self.institution_id:
            return self.env._("it is a bed of another institution")
        if bed.stay_id and bed.stay_id != self:
            return self.env._(
                "it belongs to %(person)s (%(state)s)",
                person=bed.stay_id.person_name,
                state=bed._state_label(),
            )
        if bed.state not in ("free", "reserved") and bed.stay_id != self:
            return self.env._(
                "it is in the state “%(state)s”", state=bed._state_label()
            )
        return False

    def action_reserve_bed(self, bed_id):
        """Reserve a bed for somebody who is about to move in (预留床位).

        :param int bed_id: the bed
        """
        self.ensure_one()
        self.check_access("write")
        if self.state not in ("applied", "assessed", "signed") or self.date_from:
            raise UserError(
                self.env._("Beds are reserved between application and moving in.")
            )
        bed = self._bed(bed_id)
        if self.bed_id and self.bed_id != bed:
            self.bed_id._take(self, "free")
        bed._take(self, "reserved")
        self._write_guarded({"bed_id": bed.id})

    def action_note_resident(self, bed_id, date, level_id=None):
        """Put somebody on record who lives in the institution already (补录).

        :param int bed_id: the bed
        :param date date: since when the person has it
        :param int level_id: the care level
        """
        self.ensure_one()
        day = self._day(date)
        self._refuse_reasons(self._refusal_reasons("resident", "known"))
        self._put_into(self._bed(bed_id), day)
        if level_id:
            self._set_level(self.care_level_id.browse(level_id), day)
        self._transition("resident", "known")
        self._after_move_in()

    def action_move_bed(self, bed_id, date=None):
        """Let the resident change the bed (换床).

        :param int bed_id: the new bed
        :param date date: the first day in it, today by default
        """
        self.ensure_one()
        self.check_access("write")
        day = self._day(date)
        if not self.date_from or self.date_to:
            raise UserError(self.env._("Nobody who lives here would change the bed."))
        bed = self._bed(bed_id)
        if bed == self.bed_id:
            return
        state = self.bed_id.state
        self._leave_bed(day)
        self._put_into(bed, day)
        if state == "held":
            bed._take(self, "held")

    def _put_into(self, bed, day):
        """Let the person have the bed from a day on."""
        if self.bed_id and self.bed_id != bed:
            self.bed_id._take(self, "free")
        self.env["civil.institution.placement"].sudo().create(
            {"stay_id": self.id, "bed_id": bed.id, "date_from": day}
        )
        bed._take(self, "occupied")
        self._write_guarded(
            {"bed_id": bed.id, "date_from": self.date_from or day},
        )

    def _leave_bed(self, day):
        """Let the bed be free from a day on."""
        self._close(self.sudo().placement_ids, day)
        if self.bed_id:
            self.bed_id._take(self, "free")
            self._write_guarded({"bed_id": False})

    # -- care level ---------------------------------------------------------------

    def action_change_level(self, level_id, date=None, **details):
        """Give the resident another care level from a day on.

        :param int level_id: the care level
        :param date date: the first day of it, today by default
        """
        self.ensure_one()
        self.check_access("write")
        level = self.care_level_id.browse(level_id)
        self._set_level(level, self._day(date), **details)

    def _set_level(self, level, day, **details):
        self._end_level(day)
        self.env["civil.institution.stay.level"].sudo().create(
            {
                "stay_id": self.id,
                "level_id": level.id,
                "assessment_id": self.assessment_id.id,
                "date_from": day,
                **details,
            }
        )
        self._write_guarded({"care_level_id": level.id})

    def _end_level(self, day):
        self._close(self.sudo().level_ids, day)
