from odoo import fields, models

from .civil_institution_rating_level import LEVELS


class CivilInstitutionRatingDecide(models.AbstractModel):
    """The committee's decision on a rating (评定委员会审定).

    From a level on the province decides, below it the city. The district reports what
    was found and records the decision with its organ and number; where the city has
    entrusted it, its own committee votes.
    """

    _name = "civil.institution.rating.decide"
    _description = "Decision on a Rating"

    report_no = fields.Char(string="Number of the Report Upward", copy=False)
    reported_on = fields.Date(string="Reported Upward on", copy=False)
    decided_by = fields.Selection(
        [
            ("province", "Province"),
            ("city", "City"),
            ("district", "District, Entrusted by the City"),
        ],
        copy=False,
    )
    decision_organ = fields.Char(string="Deciding Organ", copy=False)
    decision_no = fields.Char(string="Number of the Decision", copy=False)
    decided_on = fields.Date(string="Day of the Decision", copy=False)
    decided_level = fields.Selection(LEVELS, string="Level Decided", copy=False)
    vote_ids = fields.One2many("civil.institution.rating.vote", "rating_id")
    total_score = fields.Float(
        string="Total", digits=(6, 2), readonly=True, copy=False, aggregator="avg"
    )
    failed_level = fields.Selection(LEVELS, readonly=True, copy=False)
    failed_on = fields.Date(readonly=True, copy=False)

    # -- guards --------------------------------------------------------------------

    def _guard_decide(self):
        if refusal := self._decision_refusal():
            return refusal
        level = self.decided_level
        if not level:
            return self.env._("say which level was decided")
        if level > (self.applied_level or ""):
            return self.env._("it applied for a lower level")
        if not self.scored_level or level > self.scored_level:
            return self.env._("the experts' points don't reach the level")
        return self._organ_refusal(level) or (
            self.decided_by == "district"
            and not self._is_carried()
            and self.env._("the committee didn't vote for it")
        )

    def _guard_fail(self):
        if refusal := self._decision_refusal():
            return refusal
        if not (self.refusal_reason or "").strip():
            return self.env._("say why it is refused first")
        reached = self.scored_level and self.scored_level >= self.applied_level
        if self.decided_by == "district" and reached and self._is_carried():
            return self.env._("its points reach the level and the committee is for it")
        return self._organ_refusal(self.applied_level)

    def _decision_refusal(self):
        """Why nothing can be decided on the single rating yet, or False."""
        if refusal := self._experts_refusal():
            return refusal
        open_ones = self.sheet_ids.filtered(lambda sheet: sheet.state != "signed")
        if open_ones:
            return self.env._(
                "the sheet of %(expert)s isn't signed",
                expert=open_ones[0].expert_id.name,
            )
        wanted = ("decided_by", "decision_organ", "decision_no", "decided_on")
        missing = [
            self._fields[name]._description_string(self.env)
            for name in wanted
            if not self[name]
        ]
        if missing:
            return self.env._("it lacks: %(fields)s", fields="、".join(missing))
        return self.decided_on > fields.Date.context_today(self) and self.env._(
            "the day of the decision lies in the future"
        )

    def _organ_refusal(self, level):
        """Why the deciding organ isn't the one for a level, or False."""
        first = self._parameter("province_level", self.decided_on)
        if int(level) >= first and self.decided_by != "province":
            return self.env._("the province decides from level %(level)s", level=first)
        if int(level) < first and self.decided_by == "province":
            return self.env._("the city decides below level %(level)s", level=first)
        if self.decided_by == "district":
            return self._votes_refusal()
        return not (self.report_no and self.reported_on) and self.env._(
            "put down when and by which number it was reported upward"
        )

    def _votes_refusal(self):
        """Why the committee's votes don't make a decision, or False."""
        least = self._parameter("committee", self.decided_on)
        return len(self.vote_ids) < least and self.env._(
            "%(count)s members voted; at least %(least)s do",
            count=len(self.vote_ids),
            least=least,
        )

    def _is_carried(self):
        """Tell whether more of the committee than the share asked for are for it."""
        percent = self._parameter("vote_share", self.decided_on)
        votes = self.vote_ids.filtered(lambda one: one.vote == "for")
        return 100 * len(votes) > percent * len(self.vote_ids)

    # -- buttons -------------------------------------------------------------------

    def action_decide(self):
        """Record the decisions that grant a level."""
        self._transition("decided")
        for rating in self:
            rating._keep_total()
            if rating.decided_level < rating.applied_level:
                rating._note_failed()

    def action_fail(self):
        """Record the decisions that refuse the level, with the reason on their page."""
        self._transition("refused", "fail")
        for rating in self:
            rating._keep_total()
            rating._note_failed()
            rating._issue_document("institution_rating_refusal", key=rating.name)

    def _keep_total(self):
        self._write_guarded({"total_score": self._shown_total()})

    def _note_failed(self):
        self._write_guarded(
            {"failed_level": self.applied_level, "failed_on": self.decided_on}
        )
