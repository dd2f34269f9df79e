from odoo import api, models
from odoo.fields import Domain

from odoo.addons.civil_institution.models.civil_institution_reference import FOUND

from .civil_institution_bed import STEPS
from .civil_institution_stay import OPEN


class CivilInstitutionStayMany(models.Model):
    """Putting many residents on record at once, with a handful of statements."""

    _inherit = "civil.institution.stay"

    @api.model
    def _note_residents(self, rows):
        """Put people on record who live in institutions already (批量补录).

        The same holds as for one: people, beds and numbers of beds are looked at for
        all of them together, and all move in or none.

        :param rows: dicts with ``institution_id``, ``resident_id``, ``bed_id``,
            ``date_from``, ``level_id`` (or False) and further values of the stay
        :return: the stays
        :raises UserError: naming who can't
        """
        # Who they are was found by whoever made the rows.
        made = FOUND.opened(self).create([self._stay_values(row) for row in rows])
        stays = self.browse(made.ids)
        beds = self.env["civil.institution.bed"].browse([r["bed_id"] for r in rows])
        stays._refuse_reasons(stays._many_refusals(beds))
        # Placements and levels follow from the steps, as for one.
        self.env["civil.institution.placement"].sudo().create(
            [
                {"stay_id": stay.id, "bed_id": r["bed_id"], "date_from": r["date_from"]}
                for stay, r in zip(stays, rows, strict=True)
            ]
        )
        self.env["civil.institution.stay.level"].sudo().create(
            [
                {
                    "stay_id": stay.id,
                    "level_id": row["level_id"],
                    "date_from": row["date_from"],
                }
                for stay, row in zip(stays, rows, strict=True)
                if row.get("level_id")
            ]
        )
        STEPS.opened(beds)._transition("occupied")
        for stay, bed, row in zip(stays, beds, rows, strict=True):
            bed._write_guarded({"stay_id": stay.id})
            stay._write_guarded(
                {
                    "bed_id": bed.id,
                    "care_level_id": row.get("level_id"),
                    "date_from": row["date_from"],
                    "state": "resident",
                }
            )
        stays._after_move_in()
        return stays

    @api.model
    def _stay_values(self, row):
        taken = ("bed_id", "date_from", "level_id")
        return {name: value for name, value in row.items() if name not in taken}

    def _many_refusals(self, beds):
        """Return ``{stay: reason or False}`` for stays with these beds."""
        elsewhere = self._stays_elsewhere()
        room = self._room_left()
        reasons, taken = {}, set()
        for stay, bed in zip(self, beds, strict=True):
            person = stay.resident_id.id
            other = elsewhere.get(person)
            full = room[stay.institution_id.id] <= 0
            reasons[stay] = (
                stay._person_refusal()
                or (other and stay._twice_text(other))
                or ({person, -bed.id} & taken and self._listed_twice())
                or stay._bed_reason(bed)
                or (full and stay._full_text())
            )
            room[stay.institution_id.id] -= 1
            taken |= {person, -bed.id}
        return reasons

    def _bed_reason(self, bed):
        reason = self._bed_refusal(bed)
        return reason and f"{bed.display_name}: {reason}"

    def _listed_twice(self):
        return self.env._("the person or the bed stands there twice")

    def _stays_elsewhere(self):
        # Of other institutions the user may see nothing else.
        found = self.sudo().search(
            Domain("resident_id", "in", self.resident_id.ids)
            & Domain("state", "in", OPEN)
        )
        return {stay.resident_id.id: stay for stay in found}

    def _room_left(self):
        """Return ``{institution id: beds approved that nobody has}``."""
        homes = self.institution_id.sudo()
        living = dict(
            self.sudo()._read_group(
                Domain("institution_id", "in", homes.ids) & self._living_domain(),
                ["institution_id"],
                ["__count"],
            )
        )
        return {home.id: home.beds_approved - living.get(home, 0) for home in homes}
