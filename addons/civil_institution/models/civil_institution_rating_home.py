import dataclasses
import datetime

from odoo import api, fields, models
from odoo.tools import SQL

from .civil_institution_rating_level import LEVELS

#: Grounds that tell of an accident.
_ACCIDENTS = ("accident", "abuse")


@dataclasses.dataclass(frozen=True)
class RatingFact:
    """A rating that began to hold, as an award for it is judged by (等级评定奖补).

    :param bool is_first: the institution was never rated before
    :param bool is_higher: it never had this level or a higher one before
    """

    institution_id: int
    rating_id: int
    level: str
    rated_on: datetime.date
    is_first: bool
    is_higher: bool


class CivilInstitutionRated(models.AbstractModel):
    """The ratings of an institution, and the level that follows from them."""

    _name = "civil.institution.rated"
    _description = "Rating of a Home"

    rating_ids = fields.One2many(
        "civil.institution.rating", "institution_id", string="All Ratings"
    )
    rating_level = fields.Selection(
        LEVELS,
        string="Rating",
        compute="_compute_rating",
        store=True,
        tracking=True,
        help="Of the rating that holds, or of the last one.",
    )
    rating_until = fields.Date(
        string="Rating Valid until",
        compute="_compute_rating",
        store=True,
        tracking=True,
    )
    rating_count = fields.Integer(string="Ratings", compute="_compute_rating_count")

    @api.depends("rating_ids.level", "rating_ids.valid_from", "rating_ids.valid_until")
    def _compute_rating(self):
        today = fields.Date.context_today(self)
        for home in self:
            # One that was cancelled on its first day never held.
            held = home.sudo().rating_ids.filtered(
                lambda one: (
                    one.valid_from and one.valid_from <= min(today, one.valid_until)
                )
            )
            last = held.sorted("valid_from")[-1:]
            home.rating_level = last.level
            home.rating_until = last.valid_until

    @api.depends("rating_ids")
    def _compute_rating_count(self):
        # Whoever sees the institution may know how many there are.
        counts = dict(
            self.env["civil.institution.rating"]
            .sudo()
            ._read_group(
                [("institution_id", "in", self.ids)], ["institution_id"], ["__count"]
            )
        )
        for home in self:
            home.rating_count = counts.get(home, 0)

    def _keep_rating(self):
        """Let level and end follow the ratings, on a day on which one begins."""
        self.env.add_to_compute(self._fields["rating_level"], self)
        self.env.add_to_compute(self._fields["rating_until"], self)

    # -- what others ask for -------------------------------------------------------

    def _ratings_on(self, day):
        """Return ``{institution id: level}`` of those of ``self`` rated on a day.

        A rating holds on its first and on its last day.

        :param date day: which day
        :raises AccessError: the user may not read the institutions
        """
        self.check_access("read")
        self.env["civil.institution.rating"].flush_model()
        if not self.ids:
            return {}
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT institution_id, level FROM civil_institution_rating
                     WHERE institution_id IN %s
                       AND valid_from <= %s AND valid_until >= %s
                    """,
                    tuple(self.ids),
                    day,
                    day,
                )
            )
        )

    def _rating_on(self, day):
        """Return the level of the single institution on a day, "1" to "5", or False.

        :param date day: which day
        """
        self.ensure_one()
        return self._ratings_on(day).get(self.id, False)

    def _rating_facts(self, date_from, date_to):
        """Return :class:`RatingFact` of what began to hold from one day to another.

        Lowered ratings aren't among them.

        :param date date_from: first day
        :param date date_to: last day, inclusive
        """
        self.check_access("read")
        facts = []
        for home in self.sudo():
            known = home.rating_ids.filtered("valid_from").sorted("valid_from")
            for place, rating in enumerate(known):
                before = known[:place].mapped("level")
                within = date_from <= rating.valid_from <= date_to
                if not within or rating.origin == "downgrade":
                    continue
                facts.append(
                    RatingFact(
                        home.id,
                        rating.id,
                        rating.level,
                        rating.valid_from,
                        not before,
                        rating.level > max(before, default=""),
                    )
                )
        return facts

    def _serious_accidents(self, since, until):
        """Return sentences on serious accidents of the single institution.

        Addons that record accidents add theirs.
        """
        ended = self.sudo().rating_ids.filtered(
            lambda one: (
                one.end_ground_id.code in _ACCIDENTS
                and one.state == "cancelled"
                and since <= one.ended_on <= until
            )
        )
        return [
            self.env._(
                "%(date)s: %(ground)s", date=one.ended_on, ground=one.end_ground_id.name
            )
            for one in ended
        ]

    def _rating_organizations(self):
        """The institution's and its operator's organizations, for interests."""
        running = self.contract_ids.filtered(
            lambda one: one.state in ("signed", "handed_over", "running")
        )
        return self.organization_id | running.operator_id

    # -- the register --------------------------------------------------------------

    def _note_known_ratings(self, known):
        """Put ratings on record as a register has them.

        A rating that was decided on here, or one that ends later, stays as it is.

        :param dict known: ``{institution: (level, last day)}``
        :return: the institutions whose ratings stay though the register differs
        """
        ratings = self.env["civil.institution.rating"]
        kept, new = self.browse(), []
        for home, (level, until) in known.items():
            last = home.rating_ids.filtered("valid_until").sorted("valid_until")[-1:]
            if last.level == level and last.valid_until == until:
                continue
            if last.origin == "register" and last.valid_until == until:
                last._write_guarded({"level": level, "applied_level": level})
            elif last and (last.valid_until >= until or last.state == "cancelled"):
                kept |= home
            elif last and not last._leaves_room(until):
                kept |= home
            else:
                new.append((home, level, until))
        ratings.create(
            [
                {
                    "institution_id": home.id,
                    "origin": "register",
                    "applied_level": level,
                    "granted_until": until,
                }
                for home, level, until in new
            ]
        ).action_note_known()
        return kept

    def action_open_ratings(self):
        """Show the ratings of the institution."""
        return self._open("civil_institution_rating_action")
