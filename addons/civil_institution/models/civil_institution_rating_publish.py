import datetime

from dateutil.relativedelta import relativedelta

from odoo import SUPERUSER_ID, api, fields, models

#: What a decision consists of; an objection that is upheld takes it back.
_DECISION = (
    "decided_by",
    "decision_organ",
    "decision_no",
    "decided_on",
    "decided_level",
    "failed_level",
    "failed_on",
)
_DAY = datetime.timedelta(days=1)


class CivilInstitutionRatingPublish(models.AbstractModel):
    """Publicity and announcement of a rating, and what it grants (公示、公告)."""

    _name = "civil.institution.rating.publish"
    _description = "Publicity of a Rating"

    publicity_days = fields.Integer(
        string="Working Days of Publicity",
        compute="_compute_days",
        store=True,
        readonly=False,
    )
    publicity_from = fields.Date(readonly=True, copy=False)
    publicity_to = fields.Date(string="Publicity until", readonly=True, copy=False)
    objection_ids = fields.One2many("civil.institution.rating.objection", "rating_id")
    announcement_no = fields.Char(string="Number of the Announcement", copy=False)
    granted_until = fields.Date(
        copy=False, help="What the certificate says; it may end before."
    )
    certificate_no = fields.Char(string="Certificate", readonly=True, copy=False)
    plaque_no = fields.Char(string="Plaque", readonly=True, copy=False)
    plaque_returned_on = fields.Date(string="Plaque Handed Back on", copy=False)

    @api.depends("institution_id")
    def _compute_days(self):
        for rating in self:
            today = fields.Date.context_today(rating)
            rating.publicity_days = rating.publicity_days or rating._parameter(
                "publicity_days", today
            )

    def _guard_publish(self):
        today = fields.Date.context_today(self)
        least = self._parameter("publicity_days", today)
        most = self._parameter("publicity_days_most", today)
        return not least <= self.publicity_days <= most and self.env._(
            "its publicity lasts %(least)s to %(most)s working days",
            least=least,
            most=most,
        )

    def _current_objections(self):
        """The objections to the notice that is up now."""
        return self.objection_ids.filtered(
            lambda one: one.publicity_from == self.publicity_from
        )

    def _guard_announce(self):
        if self.publicity_to >= fields.Date.context_today(self):
            return self.env._(
                "its publicity lasts until %(date)s", date=self.publicity_to
            )
        objections = self._current_objections()
        if objections.filtered(lambda one: not one.result):
            return self.env._("an objection isn't answered")
        if objections.filtered(lambda one: one.result == "upheld"):
            return self.env._("an objection was upheld: send the experts again")
        return not self.announcement_no and self.env._(
            "the number of the announcement is missing"
        )

    def _guard_back(self):
        upheld = self._current_objections().filtered(lambda one: one.result == "upheld")
        return not upheld and self.env._("no objection was upheld")

    # -- what is granted -----------------------------------------------------------

    def _give_rating(self):
        """Let the ratings hold from today on, or from the end of the one before."""
        today = fields.Date.context_today(self)
        for rating in self:
            begin = today
            current = rating._others()._holding(today)
            if current and rating.kind == "renewal":
                begin = current.valid_until + _DAY
            elif current:
                current._supersede(today)
            rating._grant(rating.decided_level, begin)

    def _grant(self, level, begin, until=None):
        """Write the single rating's level, days, certificate and plaque.

        :param date until: the last day; by default as long as the rules say
        """
        years = self._parameter("years", begin)
        until = until or begin + relativedelta(years=years) - _DAY
        numbers = self.env["civil.numbering"].sudo()
        vals = {
            "level": level,
            "valid_from": begin,
            "valid_until": until,
            "granted_until": until,
            "certificate_no": numbers._next("institution.rating.certificate"),
        }
        if int(level) >= self._parameter("plaque_level", begin):
            vals["plaque_no"] = numbers._next("institution.rating.plaque")
        self._write_guarded(vals)

    def _supersede(self, day):
        """End the ratings on the day before ``day``: newer ones hold from then on."""
        # Only the system lets a rating end; whoever announces makes it do so.
        ended = self.with_user(SUPERUSER_ID)
        ended._write_guarded({"valid_until": day - _DAY, "ended_on": day})
        ended._transition("lapsed")
        # The days are free before another rating takes them.
        ended.flush_recordset(["valid_until"])

    # -- known from the register ---------------------------------------------------

    def _leaves_room(self, until):
        """Tell whether one known to end on ``until`` can follow the single rating."""
        years = self._parameter("years", until)
        begin = until + _DAY - relativedelta(years=years)
        cut = self.origin == "register" and self.valid_from < begin
        return cut or self.valid_until < begin

    def _guard_known(self):
        if self.origin != "register":
            return self.env._("it is applied for here")
        return not (self.applied_level and self.granted_until) and self.env._(
            "say which level it has, and until when"
        )

    def _give_known(self):
        """Let ratings hold that were granted before they came on record here."""
        for rating in self:
            until = rating.granted_until
            years = rating._parameter("years", until)
            begin = until + _DAY - relativedelta(years=years)
            before = rating._others().filtered(
                lambda one, begin=begin, until=until: (
                    one.state == "rated"
                    and one.valid_from < begin <= one.valid_until <= until
                )
            )
            before._supersede(begin)
            rating._write_guarded(
                {
                    "level": rating.applied_level,
                    "valid_from": begin,
                    "valid_until": until,
                }
            )

    # -- buttons -------------------------------------------------------------------

    def action_publish(self):
        """Put the decisions up for publicity, from tomorrow on."""
        self._transition("publicity")
        today = fields.Date.context_today(self)
        workdays = self.env["civil.workday"]
        for rating in self:
            until = workdays._add_workdays(today, rating.publicity_days)
            rating._write_guarded(
                {"publicity_from": today + _DAY, "publicity_to": until}
            )
            rating._issue_document("institution_rating_publicity", key=str(until))

    def action_withdraw(self):
        """Take notices down that were wrong; they may be put up anew."""
        self._transition("decided", "withdraw")
        self._write_guarded({"publicity_from": False, "publicity_to": False})

    def action_send_again(self):
        """Take decisions back to which an objection was upheld; experts go again."""
        self._transition("on_site", "again")
        self._write_guarded(
            {
                **dict.fromkeys(_DECISION, False),
                "publicity_from": False,
                "publicity_to": False,
            }
        )

    def action_announce(self):
        """Announce the ratings and issue their certificates."""
        self._transition("rated")
        for rating in self:
            rating._issue_certificate()

    def action_note_known(self):
        """Put ratings on record that were granted before, or elsewhere."""
        self._transition("rated", "known")
