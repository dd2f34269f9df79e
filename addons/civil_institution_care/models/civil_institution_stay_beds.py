from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .civil_institution_bed import LIVES


class CivilInstitutionStayBeds(models.Model):
    """Which bed a stay has."""

    _inherit = "civil.institution.stay"

    def _bed(self, bed_id):
        """Return the bed of that id, or the one reserved, if it may be taken."""
        bed = self.bed_id.browse(bed_id) if bed_id else self.bed_id
        if not bed:
            raise UserError(self.env._("Choose a bed."))
        self._refuse_reasons({bed: self._bed_refusal(bed)})
        return bed

    def _bed_refusal(self, bed):
        """Why the stay can't have a bed, or False."""
        if bed.institution_id != self.institution_id:
            return self.env._("it is a bed of another institution")
        if bed.stay_id and bed.stay_id != self:
            return self.env._(
                "it is %(person)s's (%(state)s)",
                person=bed.stay_id.person_name,
                state=bed._state_label(),
            )
        if bed.state not in ("free", "reserved") and bed.stay_id != self:
            label = bed._state_label()
            return self.env._("it is in the state “%(state)s”", state=label)
        return False

    def action_reserve_bed(self, bed_id):
        """Reserve a bed for somebody who is about to move in (预留床位).

        :param int bed_id: the bed
        """
        self.ensure_one()
        self.check_access("write")
        before = self.state in ("applied", "assessed", "signed") and not self.date_from
        self._refuse_reasons(
            {
                self: not before
                and self.env._(
                    "beds are reserved between the application and moving in"
                )
            }
        )
        bed = self._bed(bed_id)
        if self.bed_id and self.bed_id != bed:
            self.bed_id._take(self, "free")
        bed._take(self, "reserved")
        self._write_guarded({"bed_id": bed.id})

    def action_release_bed(self):
        """Give reserved beds back; the stays go on (取消预留)."""
        self.check_access("write")
        self._refuse_reasons(
            {
                stay: stay.bed_id.state != "reserved"
                and self.env._("no bed is reserved for the person")
                for stay in self
            }
        )
        for stay in self:
            stay.bed_id._take(stay, "free")
            stay._write_guarded({"bed_id": False})

    def action_move_bed(self, bed_id, date=None):
        """Let the resident change the bed (换床).

        :param int bed_id: the new bed
        :param date date: the first day in it, today by default
        """
        self.ensure_one()
        self.check_access("write")
        lives = self.date_from and not self.date_to
        self._refuse_reasons(
            {
                self: self._guard_alive()
                or (not lives and self.env._("the person has no bed to change"))
            }
        )
        day = self._day(date)
        bed = self._bed(bed_id)
        if bed == self.bed_id:
            return
        held = self.bed_id.state == "held"
        self._leave_bed(day)
        self._put_into(bed, day)
        if held:
            bed._take(self, "held")

    def _put_into(self, bed, day):
        """Let the person have the bed from a day on."""
        if self.bed_id and self.bed_id != bed:
            self.bed_id._take(self, "free")
        self._refuse_reasons({self: self._overlap_refusal(bed, day)})
        # Placements follow from the steps and are made by nobody otherwise.
        self.env["civil.institution.placement"].sudo().create(
            {"stay_id": self.id, "bed_id": bed.id, "date_from": day}
        )
        (LIVES.opened(bed) if self.date_from else bed)._take(self, "occupied")
        self._write_guarded({"bed_id": bed.id, "date_from": self.date_from or day})

    def _overlap_refusal(self, bed, day):
        """Who has the bed, or where the person has one, from a day on; or False."""
        # Of other institutions the user may see nothing else.
        placements = self.env["civil.institution.placement"].sudo()
        later = Domain("date_to", "=", False) | Domain("date_to", ">", day)
        same_bed = Domain("bed_id", "=", bed.id)
        same_person = Domain("resident_id", "=", self.resident_id.id)
        found = placements.search(later & (same_bed | same_person), limit=1)
        return bool(found) and self.env._(
            "from %(from)s to %(to)s %(person)s has the bed %(bed)s in %(institution)s "
            "(%(number)s)",
            **{"from": found.date_from, "to": found.date_to or "…"},
            person=found.stay_id.person_name,
            bed=found.bed_id.display_name,
            institution=found.institution_id.name,
            number=found.stay_id.number,
        )

    def _leave_bed(self, day):
        """Let the bed be free from a day on."""
        self._close(self.sudo().placement_ids, day)
        if self.bed_id:
            self.bed_id._take(self, "free")
            self._write_guarded({"bed_id": False})
