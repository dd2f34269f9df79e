from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilInstitutionRatingApply(models.AbstractModel):
    """Self-score, application and formal review of a rating (自评、申请、形式审查)."""

    _name = "civil.institution.rating.apply"
    _description = "Application for a Rating"

    previous_id = fields.Many2one(
        "civil.institution.rating",
        string="Rating Before",
        index="btree_not_null",
        copy=False,
        ondelete="restrict",
    )
    next_ids = fields.One2many("civil.institution.rating", "previous_id")
    score_ids = fields.One2many("civil.institution.rating.score", "rating_id")
    material_ids = fields.One2many("civil.institution.rating.material", "rating_id")
    self_summary = fields.Text(string="Self-assessment")
    declares_no_accident = fields.Boolean(
        string="Declares to Have Had No Serious Accident"
    )
    applied_on = fields.Date(readonly=True, copy=False)
    reviewed_on = fields.Date(readonly=True, copy=False)
    correction_note = fields.Text(string="To Be Corrected", readonly=True, copy=False)
    refusal_reason = fields.Text(copy=False)
    may_apply_note = fields.Char(
        string="Why It Can't Be Applied for Now", compute="_compute_may_apply_note"
    )

    @api.depends("applied_level", "institution_id", "state")
    @api.depends_context("lang", "tz")
    def _compute_may_apply_note(self):
        for rating in self:
            wanted = rating.state == "self_scored" and rating.origin == "process"
            ready = wanted and rating.institution_id and rating.applied_level
            rating.may_apply_note = ready and rating._time_refusal()

    def _lay_out(self):
        """Give applications the items to score and the materials to hand in."""
        kinds = self.env["civil.institution.rating.material.kind"].sudo().search([])
        for rating in self:
            have = rating.score_ids.item_id
            missing = rating.standard_id.sudo().item_ids - have
            rating.score_ids = [
                fields.Command.create({"item_id": item.id}) for item in missing
            ]
            missing = kinds - rating.material_ids.kind_id
            rating.material_ids = [
                fields.Command.create({"kind_id": kind.id}) for kind in missing
            ]

    def _parameter(self, code, day):
        return self.env["civil.parameter"]._get(
            f"institution.rating_{code}", day, self.division_id
        )

    # -- when a level may be applied for -------------------------------------------

    def _others(self):
        """The institution's other ratings, whoever may see them."""
        home = self.institution_id.sudo()
        return home.rating_ids.filtered(lambda one: one.id != self._origin.id)

    def _time_refusal(self):
        """Why the single application comes at the wrong time, or False."""
        others, today = self._others(), fields.Date.context_today(self)
        if running := others.filtered("is_open").filtered(
            lambda one: one.state != "self_scored"
        ):
            return self.env._(
                "another application runs: %(number)s", number=running[0].name
            )
        return self._lock_refusal(others, today) or self._term_refusal(others, today)

    def _lock_refusal(self, others, today):
        """Why a level that was failed can't be applied for again yet, or False.

        A level above it can't, either.
        """
        years = self._parameter("lock_years", today)
        for failed in others.filtered("failed_on"):
            free = failed.failed_on + relativedelta(years=years)
            if today < free and self.applied_level >= failed.failed_level:
                return self.env._(
                    "it failed on %(date)s and can apply again from %(free)s",
                    date=failed.failed_on,
                    free=free,
                )
        return False

    def _term_refusal(self, others, today):
        """Why the rating that holds keeps another one off, or False."""
        current = others._holding(today)
        if not current:
            return False
        window = current._renewable_from(today)
        if today >= window:
            return False
        if self.applied_level <= current.level:
            return self.env._(
                "its rating holds until %(until)s and can be renewed from %(window)s",
                until=current.valid_until,
                window=window,
            )
        years = self._parameter("upgrade_years", today)
        free = current.valid_from + relativedelta(years=years)
        return today < free and self.env._(
            "it can apply for a higher level from %(free)s", free=free
        )

    def _holding(self, day):
        """Return the one of the ratings that holds on a day, if any."""
        return self.filtered(
            lambda one: (
                one.valid_from and one.valid_from <= day and day <= one.valid_until
            )
        )[:1]

    # -- guards --------------------------------------------------------------------

    def _guard_apply(self):
        if self.origin != "process":
            return self.env._("it isn't applied for here")
        home = self.institution_id
        if not home.serves_elders or home.state == "closed":
            return self.env._("elder care institutions in service are rated")
        if not self.applied_level:
            return self.env._("say which level it applies for")
        if refusal := self._time_refusal():
            return refusal
        reached = self._level_of_points(self._self_points())
        if not reached or reached < self.applied_level:
            return self.env._("its own points don't reach the level it applies for")
        missing = self.material_ids.filtered(
            lambda one: one.is_required and not one.is_handed_in
        )
        return bool(missing) and self.env._(
            "not handed in: %(materials)s",
            materials="、".join(missing.kind_id.mapped("name")),
        )

    def _guard_review(self):
        unread = self.material_ids.filtered(
            lambda one: one.is_required and one.review != "good"
        )
        if unread:
            return self.env._(
                "not in order: %(materials)s",
                materials="、".join(unread.kind_id.mapped("name")),
            )
        return self._entry_refusal()

    def _guard_refuse(self):
        return not (self.refusal_reason or "").strip() and self.env._(
            "say why it is refused first"
        )

    # -- buttons -------------------------------------------------------------------

    def action_apply(self):
        """Hand in the self-score and apply for the level."""
        self._transition("applied")
        today = fields.Date.context_today(self)
        for rating in self:
            current = rating._others()._holding(today)
            kind = "first"
            if current:
                higher = rating.applied_level > current.level
                kind = "upgrade" if higher else "renewal"
            rating._write_guarded(
                {
                    "applied_on": today,
                    "kind": kind,
                    "previous_id": current.id,
                    "correction_note": False,
                }
            )
            rating._note_checks(today)

    def action_ask_give_back(self):
        """Ask what is to be corrected, then give the application back."""
        reasons = self.env["civil.institution.reason"]
        return reasons._open(self, "action_give_back", self.env._("To Be Corrected"))

    def action_give_back(self, reason):
        """Give applications back, telling everything that is to be corrected.

        :param str reason: what is missing or wrong
        """
        self.check_access("write")
        if not (reason or "").strip():
            raise UserError(self.env._("Say what is to be corrected."))
        self._transition("self_scored", "give_back")
        self._write_guarded({"correction_note": reason.strip(), "applied_on": False})

    def action_check(self):
        """Look again at what the conditions of entry ask for."""
        self.check_access("write")
        self._check_home_fields({"check_ids"})
        self._check_in(("self_scored", "applied"))
        for rating in self:
            rating._note_checks(fields.Date.context_today(self))

    def action_review(self):
        """Pass the formal review, after another look at the conditions."""
        self.check_access("write")
        self._check_in(("applied",))
        today = fields.Date.context_today(self)
        for rating in self:
            rating._note_checks(today)
        self._transition("reviewed")
        self._write_guarded({"reviewed_on": today})

    def action_refuse(self):
        """Refuse applications that aren't admissible, with the reason on their page."""
        self._transition("refused", "inadmissible")
        for rating in self:
            rating._issue_document("institution_rating_refusal", key=rating.name)
