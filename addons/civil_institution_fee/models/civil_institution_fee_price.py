import datetime

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.door import Door

from ..tools.money import exact, written
from ..tools.roles import HOME

#: Lets publishing end the price that comes before.
_END = Door("civil_institution_fee_price")
#: Forms of ownership in which the government sets or limits prices.
PUBLIC = ("public", "public_private")


class CivilInstitutionFeePrice(models.Model):
    """A published price of an institution (收费标准), valid from a day on.

    What is published doesn't change: a new price is made known some days before and
    ends the former one. The government's price or ceiling isn't exceeded.

    Source: 《养老机构管理办法》（民政部令第66号）; 《价格法》 art. 13.
    """

    _name = "civil.institution.fee.price"
    _description = "Price of an Institution"
    _inherit = ["civil.workflow.mixin", "civil.institution.fee.scope"]
    _order = "institution_id, item_id, date_from desc, id desc"
    _guarded = ("published_on",)

    _transitions = (
        Transition(
            "draft",
            "published",
            HOME,
            guard="_guard_publish",
            effect="_end_former",
        ),
        Transition("published", "withdrawn", HOME, guard="_guard_withdraw"),
    )

    legal_basis = fields.Char(help="Approval, notice or decision that sets the price.")
    published_on = fields.Date(readonly=True, copy=False)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("published", "Published"),
            ("withdrawn", "Withdrawn"),
        ],
        default="draft",
        required=True,
        readonly=True,
        index=True,
    )
    control = fields.Selection(
        [
            ("government", "Government Price"),
            ("guide", "Guide Price (Ceiling)"),
            ("market", "Market Price"),
        ],
        string="Price Control",
        compute="_compute_control",
        compute_sudo=True,
    )
    approved_amount = fields.Monetary(
        string="Approved Price", compute="_compute_control", compute_sudo=True
    )
    approval_number = fields.Char(compute="_compute_control", compute_sudo=True)
    is_current = fields.Boolean(
        string="In Force", compute="_compute_is_current", search="_search_is_current"
    )

    _amount_check = models.Constraint(
        "CHECK (amount >= 0)", "A price can't be below 0."
    )
    _days_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "It can't end before it begins."
    )
    _no_overlap = models.Constraint(
        """EXCLUDE USING gist (
            institution_id WITH =,
            item_id WITH =,
            COALESCE(bed_class, '') WITH =,
            COALESCE(room_type, '') WITH =,
            COALESCE(level_id, 0) WITH =,
            (COALESCE(is_kept, FALSE)::int) WITH =,
            daterange(date_from, date_to, '[]') WITH &&
        ) WHERE (state = 'published')""",
        "A published price of the same kind holds on some of these days already.",
    )

    def _compute_control(self):
        for price in self:
            approval = price._approval()
            public = price.institution_id.ownership in PUBLIC
            wanted = public and price.item_id.is_controlled
            price.control = approval.control or (not wanted and "market")
            price.approved_amount = approval.amount
            price.approval_number = approval.number

    @api.depends("date_from", "date_to", "state")
    @api.depends_context("tz")
    def _compute_is_current(self):
        today = fields.Date.context_today(self)
        for price in self:
            price.is_current = (
                price.state == "published"
                and price.date_from <= today
                and (not price.date_to or price.date_to >= today)
            )

    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = self._domain_on(fields.Date.context_today(self))
        return Domain.OR(domain if wanted else ~domain for wanted in value)

    @api.model
    def _domain_on(self, day):
        """Prices that hold on ``day``."""
        return (
            Domain("state", "=", "published")
            & Domain("date_from", "<=", day)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", day))
        )

    def _approval(self):
        """The approved price that the single price must keep on its first day."""
        approvals = self.env["civil.institution.fee.approval"].search(
            [
                ("institution_id", "=", self.institution_id.id),
                ("item_id", "=", self.item_id.id),
                ("date_from", "<=", self.date_from),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", self.date_from),
            ]
        )
        fitting = approvals.filtered(lambda approval: approval._fits(self))
        return fitting.sorted(lambda approval: approval._weight())[-1:]

    # -- guards and effects ------------------------------------------------------

    def _guard_publish(self):
        return (
            self._control_refusal()
            or self._kept_refusal()
            or self._notice_refusal()
            or False
        )

    def _control_refusal(self):
        """Why the government's price is against it, or False."""
        if not self.control:
            return self.env._(
                "the institution is public: the bureau records the approved price of "
                "%(item)s first",
                item=self.item_id.name,
            )
        approved, amount = exact(self.approved_amount), exact(self.amount)
        if self.control == "government" and amount != approved:
            return self.env._(
                "the government's price is %(approved)s by %(number)s",
                approved=written(approved),
                number=self.approval_number,
            )
        if self.control == "guide" and amount > approved:
            return self.env._(
                "%(amount)s is above the government's ceiling of %(approved)s by "
                "%(number)s",
                amount=written(amount),
                approved=written(approved),
                number=self.approval_number,
            )
        return False

    def _kept_refusal(self):
        """Why the contract of the operator is against it, or False."""
        if not (self.is_kept and self.item_id.category == "bed"):
            return False
        contracts = self.institution_id.sudo().contract_ids.filtered(
            lambda contract: contract.state == "running" and contract.reserved_price
        )
        agreed = exact(min(contracts.mapped("reserved_price"), default=0))
        return (
            bool(contracts)
            and exact(self.amount) > agreed
            and self.env._(
                "a kept bed costs at most %(agreed)s by the operator's contract",
                agreed=written(agreed),
            )
        )

    def _notice_refusal(self):
        """Why a changed price comes too soon, or False; a first price needs none."""
        today = fields.Date.context_today(self)
        if not (self._same_item() or self._cheaper_before(today)):
            return False
        days = self.env["civil.parameter"]._get("institution_fee.notice_days", today)
        earliest = today + datetime.timedelta(days=days)
        return self.date_from < earliest and self.env._(
            "a changed price is published %(days)s days before: it holds from %(date)s "
            "at the earliest",
            days=days,
            date=earliest,
        )

    def _cheaper_before(self, today):
        """Published prices for more people below which some of them paid so far.

        Those that are published on the same day make up one list of prices.
        """
        wider = self.search(
            self._domain_on(self.date_from)
            & Domain("institution_id", "=", self.institution_id.id)
            & Domain("item_id", "=", self.item_id.id)
            & Domain("published_on", "<", today)
            & Domain("bed_class", "in", (False, self.bed_class))
            & Domain("room_type", "in", (False, self.room_type))
            & Domain("level_id", "in", (False, self.level_id.id))
            & Domain("is_kept", "in", (False, self.is_kept))
        )
        return wider.filtered(lambda other: exact(other.amount) < exact(self.amount))

    def _guard_withdraw(self):
        return self.date_from <= fields.Date.context_today(self) and self.env._(
            "it holds already; publish another one instead"
        )

    def _same_item(self):
        """Other published prices of the item for whomever the single one is for."""
        return self.search(
            [
                ("id", "!=", self.id),
                ("state", "=", "published"),
                ("institution_id", "=", self.institution_id.id),
                ("item_id", "=", self.item_id.id),
                ("bed_class", "=", self.bed_class),
                ("room_type", "=", self.room_type),
                ("level_id", "=", self.level_id.id),
                ("is_kept", "=", self.is_kept),
            ]
        )

    def _end_former(self):
        today = fields.Date.context_today(self)
        for price in self:
            former = price._same_item().filtered(
                lambda other, price=price: (
                    other.date_from < price.date_from
                    and (not other.date_to or other.date_to >= price.date_from)
                )
            )
            last = price.date_from - datetime.timedelta(days=1)
            _END.opened(former).write({"date_to": last})
            price._write_guarded({"published_on": today})
        # The database compares the days as they are now.
        self.flush_model()

    # -- what is published stays -------------------------------------------------

    def write(self, vals):
        """Refuse to change what is published.

        :raises UserError: it isn't a draft
        """
        content = vals.keys() - self._guarded_fields()
        if content and not _END.is_open(self):
            self._refuse_published()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_draft(self):
        self._refuse_published()

    def _refuse_published(self):
        if self.filtered(lambda price: price.state != "draft"):
            raise UserError(
                self.env._(
                    "A published price doesn't change: publish a new one from a later "
                    "day on; it ends this one."
                )
            )

    # -- buttons -----------------------------------------------------------------

    def action_publish(self):
        """Publish the prices; each ends the one that it replaces."""
        self._transition("published")

    def action_withdraw(self):
        """Withdraw prices that don't hold yet, and let the former ones go on."""
        for price in self:
            before = price.date_from - datetime.timedelta(days=1)
            former = price._same_item().filtered(
                lambda other, day=before: other.date_to == day
            )
            later = price._same_item().filtered(
                lambda other, price=price: other.date_from > price.date_from
            )
            until = min(later.mapped("date_from"), default=False)
            price._transition("withdrawn")
            price.flush_model()
            _END.opened(former).write(
                {"date_to": until and until - datetime.timedelta(days=1)}
            )
