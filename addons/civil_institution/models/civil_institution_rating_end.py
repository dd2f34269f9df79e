import datetime

from odoo import api, fields, models

from .civil_institution_rating_level import LEVELS


class CivilInstitutionRatingEnd(models.AbstractModel):
    """How a rating ends: by time, lowered or cancelled (失效、降级、取消)."""

    _name = "civil.institution.rating.end"
    _description = "End of a Rating"

    end_ground_id = fields.Many2one(
        "civil.institution.rating.ground",
        string="Ground for Lowering or Cancelling",
        ondelete="restrict",
        copy=False,
        tracking=True,
    )
    end_note = fields.Text(string="What Happened", copy=False)
    lower_level = fields.Selection(LEVELS, copy=False)
    ended_on = fields.Date(
        string="Ended on", readonly=True, copy=False, help="From this day on it's over."
    )
    recheck_ids = fields.One2many("civil.institution.rating.recheck", "rating_id")

    def _ground_refusal(self):
        if not (self.end_ground_id and (self.end_note or "").strip()):
            return self.env._("name the ground and say what happened first")
        return self.valid_until < fields.Date.context_today(self) and self.env._(
            "it has ended already"
        )

    def _guard_cancel(self):
        return self._ground_refusal() or (
            not self.end_ground_id.for_cancel
            and self.env._("this ground doesn't cancel a rating")
        )

    def _guard_downgrade(self):
        if refusal := self._ground_refusal():
            return refusal
        if not self.end_ground_id.for_downgrade:
            return self.env._("this ground doesn't lower a rating")
        return not (self.lower_level and self.lower_level < self.level) and self.env._(
            "say which lower level it gets"
        )

    def _end_today(self):
        """Write that the ratings ended on the day before today."""
        today = fields.Date.context_today(self)
        before = today - datetime.timedelta(days=1)
        for rating in self:
            # One that was to hold later on never holds.
            rating._write_guarded({"valid_until": before, "ended_on": today})
        # The days are free before another rating takes them.
        self.flush_recordset(["valid_until"])

    def _guard_lowered(self):
        return self.origin != "downgrade" and self.env._("it wasn't lowered")

    # -- buttons -------------------------------------------------------------------

    def action_cancel(self):
        """Cancel the ratings from today on, with the ground on their page."""
        self._transition("cancelled")
        self._end_today()
        for rating in self:
            rating._issue_document("institution_rating_cancellation", key=rating.name)

    def action_downgrade(self):
        """Lower the ratings from today on: a rating of its own holds their rest."""
        until = {rating: rating.valid_until for rating in self}
        self._transition("cancelled", "downgrade")
        self._end_today()
        today = fields.Date.context_today(self)
        for rating in self:
            lower = self.create(
                {
                    "institution_id": rating.institution_id.id,
                    "standard_id": rating.standard_id.id,
                    "applied_level": rating.lower_level,
                    "origin": "register",
                    "previous_id": rating.id,
                }
            )
            lower._write_guarded({"origin": "downgrade"})
            begin = max(today, rating.valid_from)
            lower._grant(rating.lower_level, begin, until[rating])
            lower._transition("rated", "lowered")
            lower._issue_certificate()

    @api.model
    def _cron_lapse(self):
        """Let the ratings end whose days are over, and those begin that come now."""
        today = fields.Date.context_today(self)
        over = self.search([("state", "=", "rated"), ("valid_until", "<", today)])
        if over:
            over._transition("lapsed")
        holding = self.search([("valid_from", "<=", today), ("state", "=", "rated")])
        # Those of nights in which nothing ran, too.
        holding.filtered(
            lambda one: one.institution_id.rating_until != one.valid_until
        ).institution_id._keep_rating()
