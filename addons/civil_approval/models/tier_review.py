from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.civil_base.tools.door import Door

#: Lets a decision write reviews.
_PEN = Door("civil_approval_pen")
#: What may be noted on a review beside a decision: that somebody was reminded.
_NOTES = {"last_reminder_date"}


class TierReview(models.Model):
    """One tier of one round of approval: who may pass it, who did, and when.

    It keeps what the tier was when the round began. Reviews are made and changed by
    the steps of ``civil.approval.mixin`` only, not even by the superuser otherwise,
    and never deleted.
    """

    _inherit = "tier.review"
    _description = "Approval Review"
    _order = "model, res_id, round desc, sequence, id"

    model_id = fields.Many2one(
        "ir.model",
        string="Kind",
        compute="_compute_model_id",
        store=True,
        index=True,
        ondelete="cascade",
    )
    round = fields.Integer(help="How often approval had been asked for by then.")
    is_current = fields.Boolean(
        string="Present Round",
        default=True,
        help="False once the round was taken back, sent back or voided.",
    )
    digest = fields.Char(help="What stands for the content that was submitted.")
    outcome = fields.Selection(
        [
            ("passed", "Passed"),
            ("taken_back", "Taken Back"),
            ("sent_back", "Sent Back"),
            ("voided", "Voided"),
        ],
        help="How the tier ended; empty as long as it is open.",
    )
    # What the tier was, instead of what it has become since.
    name = fields.Char(string="Tier", related=None, translate=True)
    reviewer_id = fields.Many2one("res.users", related=None, string="Person")
    reviewer_group_id = fields.Many2one("res.groups", related=None, string="Group")

    status = fields.Selection(
        selection=[
            ("waiting", "Not Yet Due"),
            ("pending", "Due"),
            ("rejected", "Rejected"),
            ("approved", "Passed"),
            ("cancel", "Ended"),
        ],
    )
    sequence = fields.Integer(string="Step")
    reviewer_ids = fields.Many2many(
        string="May Pass", store=False, search="_search_reviewer_ids"
    )
    todo_by = fields.Char(string="Passed By", store=False)
    done_by = fields.Many2one(string="Decided By")
    on_behalf_id = fields.Many2one(
        "res.users",
        string="In the Place Of",
        readonly=True,
        index="btree_not_null",
        help="The person on leave for whom it was decided.",
    )
    reviewed_date = fields.Datetime(string="Decided On")
    requested_by = fields.Many2one(string="Submitted By")
    comment = fields.Char(string="Remarks")
    record_name = fields.Char(string="Record", compute="_compute_record_name")
    is_visible = fields.Boolean(
        compute="_compute_is_visible", search="_search_is_visible"
    )
    waiting_for_user = fields.Boolean(
        string="Waiting for Me",
        compute="_compute_waiting_for_user",
        search="_search_waiting_for_user",
    )

    _tier_uniq = models.UniqueIndex(
        "(model, res_id, round, sequence) WHERE round IS NOT NULL",
        "This round of approval already has this tier.",
    )

    @api.depends("model")
    def _compute_model_id(self):
        for review in self:
            review.model_id = self.env["ir.model"]._get(review.model)

    @api.depends("status")
    def _compute_can_review(self):
        for review in self:
            review.can_review = review.status == "pending"

    @api.depends("reviewer_id", "reviewer_group_id.all_user_ids")
    def _compute_reviewer_ids(self):
        for review in self:
            review.reviewer_ids = review._members()

    @api.depends("reviewer_id.name", "reviewer_group_id.name")
    def _compute_todo_by(self):
        for review in self.sudo():
            who = review.reviewer_group_id or review.reviewer_id
            review.todo_by = who.display_name

    @api.model
    def _search_reviewer_ids(self, operator, value):
        if operator != "in":
            return NotImplemented
        users = self.env["res.users"].sudo().browse(filter(None, value))
        return Domain("reviewer_id", "in", users.ids) | Domain(
            "reviewer_group_id", "in", users.all_group_ids.ids
        )

    @api.depends("model", "res_id")
    def _compute_record_name(self):
        self.record_name = False
        for record, reviews in self._by_record().items():
            reviews.record_name = record.sudo().display_name

    @api.depends_context("uid")
    def _compute_is_visible(self):
        visible = self.sudo().search(
            self._search_is_visible("in", [True]) & Domain("id", "in", self.ids)
        )
        for review in self:
            review.is_visible = review._origin in visible

    @api.model
    def _search_is_visible(self, operator, value):
        """Reviews of records that the user may read, and those that name the user."""
        if operator != "in":
            return NotImplemented
        user = self.env.user
        domains = [Domain("reviewer_id", "=", user.id), Domain("done_by", "=", user.id)]
        return Domain.OR(
            [*domains, *self._domains_of_models(user, lambda model: Domain.TRUE)]
        )

    @api.depends_context("uid")
    def _compute_waiting_for_user(self):
        waiting = self.search(
            self._search_waiting_for_user("in", [True]) & Domain("id", "in", self.ids)
        )
        for review in self:
            review.waiting_for_user = review._origin in waiting

    @api.model
    def _search_waiting_for_user(self, operator, value):
        if operator != "in":
            return NotImplemented
        user = self.env.user
        return Domain("status", "=", "pending") & Domain.OR(
            self._domains_of_models(
                user, lambda model: model._approval_waiting_domain(user)
            )
        )

    @api.model
    def _domains_of_models(self, user, condition):
        """A domain a model: reviews of those of its records that ``user`` may read.

        :param condition: gives the domain that the records fulfil, too
        """
        for name in self.env["civil.approval.mixin"]._approval_models():
            model = self.env[name].with_user(user).with_context(active_test=False)
            if model.has_access("read"):
                query = model._search(condition(model))
                yield Domain("model", "=", name) & Domain("res_id", "in", query)

    # -- how reviews change ----------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse, except to the steps of approval."""
        self._need_pen()
        return super().create(vals_list)

    def write(self, vals):
        """Refuse, except to the steps of approval."""
        if not (self.env.su and vals.keys() <= _NOTES):
            self._need_pen()
        return super().write(vals)

    def unlink(self):
        """Refuse: who decided what stays."""
        if self:
            self._need_pen()
        return super().unlink()

    def copy_data(self, default=None):
        """Refuse: a decision is made once."""
        self._need_pen()
        return super().copy_data(default)

    def _need_pen(self):
        if not _PEN.is_open(self):
            raise UserError(
                self.env._(
                    "Reviews are changed by the steps of what is approved, and never "
                    "by hand: use the buttons of its form."
                )
            )

    @api.model
    def _make(self, vals_list):
        """Create reviews for a round, under the names that the tiers have now.

        The names are kept in every language.
        """
        pen = _PEN.opened(self.sudo())
        reviews = pen.create(vals_list).with_env(self.env)
        reviews.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE tier_review r SET name = d.name FROM tier_definition d"
                " WHERE d.id = r.definition_id AND r.id IN %s",
                reviews._ids,
            )
        )
        reviews.invalidate_recordset(["name"])

    def _decide(self, vals):
        """Write what became of the reviews."""
        _PEN.opened(self.sudo()).write(vals)

    def _update_review_status(self):
        """Do nothing: a tier becomes due when the one before it is passed."""

    # -- who may pass ----------------------------------------------------------

    def _members(self):
        """The people still here who may pass the tier, by implication too."""
        self.ensure_one()
        review = self.sudo()
        users = review.reviewer_id | review.reviewer_group_id.all_user_ids
        return users.filtered("active")

    def _role_refusal(self, user):
        """Why the tier isn't ``user``'s, as the end of a sentence, or False."""
        self.ensure_one()
        review = self.sudo()
        if review.reviewer_id and not review.reviewer_id.active:
            return self.env._(
                "%(name)s, who alone passes the tier “%(tier)s”, no longer works "
                "here; send it back, have the administrator name somebody else under "
                "Approvals ‣ Tiers, and submit it again",
                name=review.reviewer_id.name,
                tier=review.name,
            )
        own = user == review.reviewer_id or (
            review.reviewer_group_id.id in user._get_group_ids()
        )
        if user.active and own:
            return False
        return self.env._(
            "its open tier “%(tier)s” is passed by %(who)s",
            tier=review.name,
            who=review.todo_by,
        )

    def _by_record(self):
        """``{record: its reviews}`` for those whose record is still there."""
        ids = defaultdict(set)
        for review in self:
            if review.model in self.env and review.res_id:
                ids[review.model].add(review.res_id)
        records = {
            (name, record.id): record
            for name, numbers in ids.items()
            for record in self.env[name].browse(numbers).exists()
        }
        found = defaultdict(self.browse)
        for review in self:
            record = records.get((review.model, review.res_id))
            if record is not None:
                found[record] |= review
        return found

    def action_open_record(self):
        """Open what is to be approved."""
        self.ensure_one()
        [record] = self._by_record() or [None]
        if record is None:
            raise UserError(self.env._("The record is no longer there."))
        return record._get_records_action()
