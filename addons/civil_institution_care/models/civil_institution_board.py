from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from .civil_institution_stay import LIVING

#: Who waits for a bed, or has one.
_SHOWN = ("applied", "assessed", *LIVING)
#: Steps that the board offers, by the state of the stay; the step itself decides.
_STEPS = {
    "applied": ["reserve"],
    "assessed": ["reserve", "trial"],
    "trial": ["move"],
    "signed": ["reserve", "move_in"],
    "resident": ["move", "leave", "hospital"],
    "on_leave": ["move", "return"],
    "in_hospital": ["move", "return"],
}
#: The same for who signed after the trial and lives there already.
_AFTER_TRIAL = ["move", "move_in"]
#: Steps of beds that nobody has.
_BED_STEPS = {
    "free": ["out_of_service"],
    "reserved": ["free"],
    "out_of_service": ["free"],
}


class CivilInstitutionBoard(models.AbstractModel):
    """What the floor plan of an institution shows (床位平面图).

    All of it in one answer, by as many queries for ten beds as for three hundred.
    People are named; of their numbers nothing but the masked form leaves the server.
    """

    _name = "civil.institution.board"
    _description = "Floor Plan of an Institution"

    @api.model
    @api.readonly
    def board(self, institution_id=None):
        """Return the rooms and beds of an institution with who lies or waits there.

        :param int institution_id: which; the first that the user sees by default
        :return: ``{"home", "is_choice", "may", "today", "states", "bed_steps",
            "buildings", "rooms", "beds", "stays"}``; ``stays`` are those who live
            there or wait, ``bed`` is False while they have none
        :raises AccessError: the user may not see the institution
        """
        homes = self.env["civil.institution"]
        seen = homes.search([], limit=2)
        home = homes.browse(institution_id) if institution_id else self._first(seen)
        home.check_access("read")
        stays = self._stays(home)
        return {
            "home": home and self._home_values(home),
            "is_choice": len(seen) > 1,
            "may": self.env["civil.institution.stay"].has_access("write"),
            "today": fields.Date.to_string(fields.Date.context_today(self)),
            "states": self._selection("civil.institution.bed", "state"),
            "bed_steps": _BED_STEPS,
            "buildings": self._buildings(home),
            "rooms": self._rooms(home),
            "beds": self._beds(home, stays),
            "stays": self._stay_values(stays),
        }

    def _first(self, seen):
        """Return an institution to begin with, rather one that keeps its residents."""
        return seen.search([("keeps_stays", "=", True)], limit=1) or seen[:1]

    def _selection(self, model, name):
        field = self.env[model]._fields[name]
        return [[*pair] for pair in field._description_selection(self.env)]

    def _home_values(self, home):
        if home.state in ("suspended", "closed"):
            reason = home._state_label()
        else:
            reason = home._admission_refusal()
        refusal = reason and self.env._(
            "The institution doesn't take anybody in now: %(reason)s.",
            reason=reason.rstrip(".。"),
        )
        return {"id": home.id, "name": home.name, "refusal": refusal or ""}

    # -- the house -------------------------------------------------------------------

    def _buildings(self, home):
        buildings = self.env["civil.institution.building"].search_fetch(
            [("institution_id", "=", home.id)], ["name"]
        )
        return [{"id": one.id, "name": one.name} for one in buildings]

    def _rooms(self, home):
        rooms = self.env["civil.institution.room"].search_fetch(
            [("institution_id", "=", home.id)],
            ["building_id", "floor", "name", "room_type", "is_dementia"],
        )
        types = dict(self._selection(rooms._name, "room_type"))
        # By the order of the buildings; floors from below.
        return [
            {
                "id": room.id,
                "building": room.building_id.id,
                "floor": room.floor,
                "name": room.name,
                "type": types[room.room_type],
                "is_dementia": room.is_dementia,
            }
            for room in rooms
        ]

    def _beds(self, home, stays):
        beds = self.env["civil.institution.bed"].search_fetch(
            [("institution_id", "=", home.id)],
            ["room_id", "name", "state", "bed_class", "is_destitute", "price"],
        )
        states = dict(self._selection(beds._name, "state"))
        classes = dict(self._selection(beds._name, "bed_class"))
        whose = {stay.bed_id.id: stay.id for stay in stays if stay.bed_id}
        return [
            {
                "id": bed.id,
                "room": bed.room_id.id,
                "place": f"{bed.building_id.name} {bed.room_id.name}",
                "name": bed.name,
                "state": bed.state,
                "state_label": states[bed.state],
                "class_label": bed.bed_class != "common" and classes[bed.bed_class],
                "is_destitute": bed.is_destitute,
                "about": self._bed_about(bed, states, classes),
                "stay": whose.get(bed.id, False),
            }
            for bed in beds
        ]

    def _bed_about(self, bed, states, classes):
        price = bed.price and self.env._(
            "%(price)s a month", price=bed.currency_id.format(bed.price)
        )
        parts = (classes[bed.bed_class], states[bed.state], price)
        return " · ".join(filter(None, parts))

    # -- the people ------------------------------------------------------------------

    def _stays(self, home):
        return self.env["civil.institution.stay"].search_fetch(
            Domain("institution_id", "=", home.id) & Domain("state", "in", _SHOWN),
            [
                "number",
                "resident_id",
                "person_name",
                "state",
                "payer",
                "bed_id",
                "care_level_id",
                "date_from",
                "applied_on",
                "trial_until",
            ],
            order="applied_on, id",
        )

    def _stay_values(self, stays):
        """Return what the cards of the stays show."""
        # Who sees the stay sees whose it is; staff of institutions keep no register
        # of residents.
        people = stays.resident_id.sudo()
        people.fetch(["pinyin_initials", "sex", "birth_date", "death_date"])
        levels = {
            level: rank
            for rank, level in enumerate(
                stays.care_level_id.with_context(active_test=False).search([])
            )
        }
        labels = {
            "sex": dict(self._selection("civil.resident", "sex")),
            "state": dict(self._selection(stays._name, "state")),
            "payer": dict(self._selection(stays._name, "payer")),
        }
        flags = self._flags(stays)
        return [
            {
                "id": stay.id,
                "number": stay.number,
                "name": stay.person_name,
                "initials": person.pinyin_initials or "",
                "sex": labels["sex"].get(person.sex, ""),
                "age": person.age,
                "state": stay.state,
                "state_label": labels["state"][stay.state],
                "level": _short(stay.care_level_id.name or ""),
                "rank": min(levels.get(stay.care_level_id, 0), 3),
                "bed": stay.bed_id.id,
                "is_reserved": bool(stay.bed_id and not stay.date_from),
                "days": self._days_text(stay),
                "about": self._about(stay, person, labels),
                "flags": flags[stay],
                "steps": self._steps(stay),
            }
            for stay in stays
            for person in stay.resident_id.sudo()
        ]

    def _steps(self, stay):
        if stay.state == "signed" and stay.date_from:
            return _AFTER_TRIAL
        reserved = stay.bed_id and not stay.date_from
        return _STEPS[stay.state] + (["release"] if reserved else [])

    def _days_text(self, stay):
        if not stay.date_from:
            return stay.number
        today = fields.Date.context_today(self)
        return self.env._("Day %(count)s", count=(today - stay.date_from).days + 1)

    def _about(self, stay, person, labels):
        since = stay.date_from and self.env._(
            "since %(day)s", day=format_date(self.env, stay.date_from)
        )
        payer = labels["payer"][stay.payer]
        parts = (stay.number, payer, person.identity_masked, since)
        return " · ".join(filter(None, parts))


def _short(name):
    """Return the name of a level without what stands in brackets.

    >>> _short("半护理（介助）")
    '半护理'
    """
    return name.partition("（")[0].partition("(")[0].strip()
