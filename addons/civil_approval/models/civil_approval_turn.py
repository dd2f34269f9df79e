from odoo import api, fields, models
from odoo.fields import Domain


class CivilApprovalTurn(models.AbstractModel):
    """Whose turn it is: the open tier of a record and the people who may pass it.

    The part of ``civil.approval.mixin`` that only reads.
    """

    _name = "civil.approval.turn"
    _description = "Turn of Approval"
    _inherit = ["civil.approval.lock"]

    #: The fields that name who made the content.
    _approval_maker_fields = ()

    next_reviewer_ids = fields.Many2many(
        "res.users",
        string="Next to Decide",
        compute="_compute_next_reviewer_ids",
        search="_search_next_reviewer_ids",
        help="The people of whom one has to pass the open tier.",
    )
    waiting_for_user = fields.Boolean(
        string="Waits for My Decision",
        compute="_compute_waiting_for_user",
        search="_search_waiting_for_user",
    )
    approval_next = fields.Char(
        string="Open Tier",
        compute="_compute_approval_next",
        help="The open tier and who passes it.",
    )
    # What base_tier_validation says about a record, by what holds here.
    review_ids = fields.One2many(string="Course of Approval")
    validation_status = fields.Selection(store=False)
    reviewer_ids = fields.Many2many(
        compute="_compute_next_reviewer_ids", search="_search_next_reviewer_ids"
    )
    can_review = fields.Boolean(
        compute="_compute_waiting_for_user", search="_search_waiting_for_user"
    )

    def _approval_makers(self):
        """The users who made the content of the single record.

        A model that overrides this beyond ``_approval_maker_fields`` also overrides
        ``_approval_waiting_domain``, so that both agree.
        """
        users = self.env["res.users"]
        for name in self._approval_maker_fields:
            users |= self[name]
        return users

    @api.depends("state", "review_ids.status", "review_ids.is_current")
    def _compute_validation_status(self):
        for record in self:
            tiers = record._current_reviews()
            if not tiers:
                record.validation_status = "no"
            elif record._round_passed():
                record.validation_status = "validated"
            else:
                record.validation_status = "pending"

    @api.depends("state", "review_ids.status", "review_ids.is_current")
    def _compute_need_validation(self):
        """Whether tiers are set up for the record and no round of them has begun."""
        matches = self._matching_tiers()
        for record in self:
            begun = record._current_reviews()
            record.need_validation = bool(matches[record]) and not begun

    @api.depends("state", "review_ids.status", "review_ids.is_current")
    def _compute_next_reviewer_ids(self):
        for record in self:
            tier = record._open_tier()
            users = tier._members() if tier else tier.reviewer_ids
            record.next_reviewer_ids = record._able(users)
            record.reviewer_ids = record.next_reviewer_ids

    @api.model
    def _search_next_reviewer_ids(self, operator, value):
        if operator != "in":
            return NotImplemented
        users = self.env["res.users"].sudo().browse(filter(None, value))
        return Domain.OR(self._approval_waiting_domain(user) for user in users)

    @api.depends("state", "review_ids.status", "review_ids.is_current")
    @api.depends_context("uid")
    def _compute_waiting_for_user(self):
        waiting = self.search(
            self._approval_waiting_domain(self.env.user) & Domain("id", "in", self.ids)
        )
        for record in self:
            record.waiting_for_user = record.can_review = record._origin in waiting

    @api.model
    def _search_waiting_for_user(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._approval_waiting_domain(self.env.user)

    @api.depends("state", "review_ids.status", "review_ids.is_current")
    def _compute_approval_next(self):
        for record in self:
            tier = record._open_tier()
            names = record.next_reviewer_ids.sudo().mapped("name")
            if not tier:
                record.approval_next = False
            elif 0 < len(names) <= 3:
                record.approval_next = self.env._(
                    "%(tier)s, by %(group)s (%(names)s)",
                    tier=tier.name,
                    group=tier.todo_by,
                    names=self.env._(", ").join(names),
                )
            else:
                record.approval_next = self.env._(
                    "%(tier)s, by %(group)s", tier=tier.name, group=tier.todo_by
                )

    @api.model
    def _approval_waiting_domain(self, user):
        """The records in ``user``'s divisions whose open tier he may pass.

        In his own name, or in the place of somebody on leave.
        """
        places = (self._waiting_domain_as(user, user),)
        places += tuple(
            self._waiting_domain_as(user, absent) for absent in user._stands_in_for()
        )
        return Domain.OR(places)

    @api.model
    def _waiting_domain_as(self, user, person):
        """What ``user`` may pass in the place of ``person``, who may be himself."""
        people = (user | person).ids
        current = Domain("is_current", "=", True)
        pending = Domain("status", "=", "pending") & Domain(
            "requested_by", "not in", people
        )
        passed = Domain("done_by", "in", people) | Domain("on_behalf_id", "in", people)
        passed &= Domain("status", "=", "approved")
        tiers = current & pending & self._tiers_of(person)
        domain = Domain("state", "in", self._state_from)
        domain &= Domain("review_ids", "any", tiers)
        domain &= ~Domain("review_ids", "any", current & passed)
        for name in self._approval_maker_fields:
            domain &= Domain(name, "not in", people)
        if "division_id" in self._fields:
            for who in user | person:
                places = who.sudo().division_ids
                domain &= Domain("division_id", "child_of", places.ids)
        return domain

    @api.model
    def _approval_models(self):
        """The names of the models whose records are approved."""
        return [
            name
            for name, model in self.env.registry.items()
            if not model._abstract and "is_approval_frozen" in model._fields
        ]

    def _current_reviews(self):
        return self.sudo().review_ids.filtered("is_current")

    def _open_reviews(self):
        """The tiers of the present round that nobody has passed, in their order."""
        return (
            self._current_reviews()
            .filtered(lambda tier: tier.status in ("waiting", "pending"))
            .sorted("sequence")
        )

    def _open_tier(self):
        """The tier that is due in the single record, if any."""
        self.ensure_one()
        return self._open_reviews()[:1]

    def _round_passed(self):
        """Tell whether a round has begun and each of its tiers is passed."""
        tiers = self._current_reviews()
        return bool(tiers) and set(tiers.mapped("status")) == {"approved"}

    @api.model
    def _decides_on_approval(self, user):
        """Tell whether a tier that is in use, or open somewhere, is ``user``'s."""
        people = user | user._stands_in_for()
        mine = Domain.OR(self._tiers_of(person) for person in people)
        mine &= Domain("model", "=", self._name)
        pending = Domain("status", "=", "pending") & mine
        return bool(
            self.env["tier.definition"].sudo().search_count(mine, limit=1)
            or self.env["tier.review"].sudo().search_count(pending, limit=1)
        )

    @api.model
    def _tiers_of(self, user):
        """The tiers that ``user`` may pass by name or by group."""
        return Domain("reviewer_id", "=", user.id) | Domain(
            "reviewer_group_id", "in", user._get_group_ids()
        )

    def _last_passed(self):
        """The tier of the present round that was passed last, if any."""
        tiers = self._current_reviews().filtered(lambda tier: tier.status == "approved")
        return tiers.sorted("sequence")[-1:]

    def _passed_by(self):
        """The users who passed a tier of the present round, or had it passed.

        Who is on leave counts as having passed what was passed in his place.
        """
        tiers = self._current_reviews().filtered(lambda tier: tier.status == "approved")
        return (tiers.done_by | tiers.on_behalf_id).with_env(self.env)

    def _excluded(self):
        """Those who can't pass the open tier, whatever their role."""
        requesters = self._open_tier().requested_by
        return self.sudo()._approval_makers() | requesters | self._passed_by()

    def _able(self, members):
        """Who of ``members``, or in the place of one on leave, may decide now."""
        excluded = self._excluded()
        users = (members - excluded).filtered(self._covered_by)
        for _absent, delegate in users._represented_by():
            if delegate not in excluded and self._covered_by(delegate):
                users |= delegate
        return users

    def _standing(self):
        """In whose name the present user may pass the open tier.

        :return: why he can't, or False; and the person on leave in whose place he
            passes it, empty where he passes it in his own name
        """
        user = self.env.user
        refusals = []
        # Who stands in does so where the person on leave would be waited for.
        absent = user._stands_in_for().filtered(self._covered_by)
        for person in user | absent:
            role = self._open_tier()._role_refusal(person)
            refusal = role or self._part_refusal(user | person)
            if not refusal:
                return False, person - user
            refusals.append((bool(role), refusal))
        # Whose role it is but who took part learns that, not whose role it is.
        return min(refusals, key=lambda refusal: refusal[0])[1], user.browse()

    def _part_refusal(self, people):
        """Why none of ``people`` may pass the open tier after what they did, or False.

        :param people: the user, and the person in whose place he would pass it
        """
        tier = self._open_tier()
        if people & (self._approval_makers() | tier.requested_by):
            return self.env._("who made or submitted it can't decide about it")
        if people & self._passed_by():
            return self.env._(
                "who passed one tier of it can't pass “%(tier)s”, too", tier=tier.name
            )
        return False

    def _covered_by(self, user):
        """Tell whether the single record lies in the user's divisions."""
        if "division_id" not in self._fields:
            return True
        path = self.sudo().division_id.parent_path or ""
        return any(
            path.startswith(division.parent_path)
            for division in user.sudo().division_ids
        )
