from decimal import ROUND_HALF_UP, Decimal

from odoo import api, fields, models

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import CLERK, HEAD

_CENT = Decimal("0.01")


class CivilInstitutionConstruction(models.Model):
    """New or rebuilt beds that are subsidized (建设补贴项目).

    Paid in instalments once the beds were accepted, the home filed, and the beds in
    use for the months that the rules ask for. Whoever uses them otherwise before the
    years of the obligation are over pays back the share of the time that is left.
    """

    _name = "civil.institution.construction"
    _description = "Subsidized Beds"
    _inherit = ["civil.workflow.mixin", "civil.institution.part", "mail.thread"]
    _order = "accepted_on desc, id desc"
    _guarded = (
        "number",
        "rate_id",
        "total",
        "bound_until",
        "clawed_on",
        "claw_reason",
        "claw_amount",
    )
    _transitions = (
        Transition(
            "draft",
            "confirmed",
            HEAD,
            guard="_guard_confirm",
            effect="_effect_confirm",
            stamp="confirmed",
        ),
        Transition("draft", "cancelled", CLERK),
        Transition("confirmed", "released", CLERK, guard="_guard_release"),
        Transition("confirmed", "clawed_back", HEAD, guard="_guard_claw_back"),
    )

    institution_id = fields.Many2one(ondelete="restrict", tracking=True)
    number = fields.Char(readonly=True, copy=False)
    name = fields.Char(string="Project", required=True)
    program_id = fields.Many2one(
        "civil.subsidy.program",
        required=True,
        ondelete="restrict",
        domain="[('claim_kind', '=', 'construction')]",
        default=lambda self: self._default_program_id(),
    )
    works = fields.Selection(
        [("new", "New"), ("rebuilt", "Rebuilt")], required=True, default="new"
    )
    premises = fields.Selection(
        [("own", "Own"), ("lease", "Leased")], required=True, default="own"
    )
    beds = fields.Integer(required=True)
    accepted_on = fields.Date(string="Accepted on", help="By the acceptance report.")
    acceptance_number = fields.Char(string="Acceptance Report")
    opened_on = fields.Date(string="In Use since")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("confirmed", "Amount Fixed"),
            ("released", "Obligation Over"),
            ("clawed_back", "Clawed Back"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )
    currency_id = fields.Many2one(related="institution_id.currency_id")
    rate_id = fields.Many2one(
        "civil.institution.construction.rate", readonly=True, ondelete="restrict"
    )
    total = fields.Monetary(string="Subsidy", readonly=True, copy=False)
    paid = fields.Monetary(string="Claimed So Far", compute="_compute_paid")
    bound_until = fields.Date(
        string="Bound through",
        readonly=True,
        copy=False,
        help="The beds are used for nothing else before this day is over.",
    )
    confirmed_uid = fields.Many2one(
        "res.users", "Confirmed By", readonly=True, copy=False
    )
    confirmed_date = fields.Datetime("Confirmed On", readonly=True, copy=False)
    clawed_on = fields.Date(string="Used Otherwise since", readonly=True, copy=False)
    claw_reason = fields.Char(string="Why It Is Due Back", readonly=True, copy=False)
    claw_amount = fields.Monetary(string="Due Back", readonly=True, copy=False)
    instalment_ids = fields.One2many("civil.institution.instalment", "construction_id")

    _beds_check = models.Constraint("CHECK (beds > 0)", "At least one bed is built.")
    _number_uniq = models.UniqueIndex(
        "(number) WHERE number IS NOT NULL", "This number has already been given."
    )

    def _default_program_id(self):
        return self.env["civil.subsidy.program"].search(
            [("claim_kind", "=", "construction")], limit=1
        )

    def _compute_paid(self):
        for record in self:
            lines = record.instalment_ids.sudo().line_ids
            approved = lines.filtered(lambda line: line.claim_id.state == "approved")
            record.paid = float(_exact(approved.mapped("amount")))

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        for record in records:
            number = self.env["civil.numbering"]._next(
                "institution.construction", division=record.division_id.code[:6]
            )
            record._write_guarded({"number": number})
        return records

    def write(self, vals):
        """Keep what was confirmed.

        The steps write what is theirs; see ``civil.workflow.mixin``.
        """
        free = ("message_", "activity_")
        names = [name for name in vals if not name.startswith(free)]
        if names and not self._has_pass(vals):
            self._refuse_reasons(
                {
                    record: record.state != "draft"
                    and self.env._("it was confirmed; its data stay")
                    for record in self
                }
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        self._refuse_reasons(
            {
                record: record.state not in ("draft", "cancelled")
                and self.env._("only a draft is deleted")
                for record in self
            }
        )

    def _parameter(self, code):
        day = self.accepted_on or fields.Date.context_today(self)
        return self.env["civil.parameter"]._get(
            f"institution_subsidy.{code}", day, self.division_id
        )

    # -- guards ------------------------------------------------------------------

    def _guard_confirm(self):
        home = self.institution_id
        if not (self.accepted_on and self.opened_on and self.acceptance_number):
            return self.env._(
                "enter the acceptance report, its day, and since when the beds are "
                "in use"
            )
        if home.state != "filed":
            return self.env._("the institution isn't filed")
        if refusal := self._beds_refusal():
            return refusal
        months = self._parameter("construction_months")
        ready = fields.Date.add(max(self.opened_on, self.accepted_on), months=months)
        if fields.Date.context_today(self) < ready:
            return self.env._(
                "the beds have to be in use for %(months)s months, until %(date)s",
                months=months,
                date=ready,
            )
        return False

    def _beds_refusal(self):
        """Why so many beds aren't there to be subsidized, or False."""
        home = self.institution_id
        if self.beds > home.beds_approved:
            return self.env._(
                "the institution has %(beds)s approved beds only",
                beds=home.beds_approved,
            )
        others = self.search(
            [
                ("id", "!=", self.id),
                ("institution_id", "=", home.id),
                ("works", "=", self.works),
                ("state", "=", "confirmed"),
                ("bound_until", ">=", self.accepted_on),
            ]
        )
        taken = sum(others.mapped("beds"))
        return self.beds + taken > home.beds_approved and self.env._(
            "%(taken)s of its %(beds)s approved beds are subsidized by %(numbers)s "
            "already",
            taken=taken,
            beds=home.beds_approved,
            numbers=", ".join(others.mapped("number")),
        )

    def _guard_release(self):
        return fields.Date.context_today(self) <= self.bound_until and self.env._(
            "its obligation runs through %(date)s", date=self.bound_until
        )

    def _guard_claw_back(self):
        """What is claimed and not decided yet would be paid beside it."""
        claims = self.instalment_ids.sudo().line_ids.claim_id
        open_claims = claims.filtered(lambda claim: claim.state != "approved")
        return bool(open_claims) and self.env._(
            "an instalment of it stands in the claim %(claim)s: have it decided, or "
            "sent back and deleted, first",
            claim=open_claims[:1].display_name,
        )

    def _claw_day_refusal(self, day):
        """Why it isn't clawed back since a day, or False; it may be found later."""
        if day > fields.Date.context_today(self):
            return self.env._("%(date)s is in the future", date=day)
        return (
            bool(self.bound_until)
            and day > self.bound_until
            and self.env._("its obligation is over")
        )

    # -- steps -------------------------------------------------------------------

    def _effect_confirm(self):
        """Fix rate, sum, instalments and the end of the obligation."""
        for record in self:
            rate = self.env["civil.institution.construction.rate"]._of(record)
            total = Decimal(f"{rate.amount:.2f}") * record.beds
            years = record._parameter("construction_years")
            until = fields.Date.add(record.accepted_on, years=years, days=-1)
            record._write_guarded(
                {"rate_id": rate.id, "total": float(total), "bound_until": until}
            )
            record._make_instalments(total)

    def _make_instalments(self, total):
        """Part the sum as the parameter says; the last one takes what is left."""
        shares = [Decimal(part) for part in self._parameter("instalments").split(",")]
        today = fields.Date.context_today(self)
        left, vals_list = total, []
        for number, share in enumerate(shares, 1):
            amount = (total * share / 100).quantize(_CENT, ROUND_HALF_UP)
            amount = left if number == len(shares) else amount
            left -= amount
            vals_list.append(
                {
                    "construction_id": self.id,
                    "sequence": number,
                    "due_on": fields.Date.add(today, years=number - 1),
                    "amount": float(amount),
                }
            )
        self.env["civil.institution.instalment"].sudo().create(vals_list)

    def action_confirm(self):
        """Confirm that the conditions hold; the instalments can be claimed."""
        self._transition("confirmed")

    def action_cancel(self):
        """Give a draft up."""
        self._transition("cancelled")

    def action_release(self):
        """Note that the years of the obligation are over."""
        self._transition("released")

    def action_claw_back(self, reason=None, date=None):
        """Ask back the share of the time that is left (追回).

        :param str reason: how the beds are used otherwise
        :param date: since when; today if left out
        """
        if not reason:
            return self.env["civil.case.reason"]._open(
                self, "action_claw_back", self.env._("Claw Back")
            )
        day = fields.Date.to_date(date) or fields.Date.context_today(self)
        self._refuse_reasons({one: one._claw_day_refusal(day) for one in self})
        self._transition("clawed_back")
        for record in self:
            amount = record._due_back(day)
            record._write_guarded(
                {
                    "clawed_on": day,
                    "claw_reason": reason,
                    "claw_amount": float(amount),
                }
            )
            record._claw(day, amount)
        return True

    def _due_back(self, day):
        """Yuan that are due back: what was paid, by the days left of all days."""
        all_days = (self.bound_until - self.accepted_on).days + 1
        left = max((self.bound_until - day).days + 1, 0)
        paid = Decimal(f"{self.paid:.2f}")
        return (paid * min(left, all_days) / all_days).quantize(_CENT, ROUND_HALF_UP)

    def _claw(self, day, amount):
        """Stop what isn't claimed yet, and let the next claim be less."""
        instalments = self.instalment_ids.sudo()
        instalments.filtered(lambda one: not one.line_ids).is_cancelled = True
        if amount:
            instalments.create(
                {
                    "construction_id": self.id,
                    "sequence": max(instalments.mapped("sequence"), default=0) + 1,
                    "due_on": day,
                    "amount": -float(amount),
                }
            )


def _exact(amounts):
    """Add yuan up to the cent, exactly.

    >>> _exact([0.1, 0.2])
    Decimal('0.30')
    """
    return sum((Decimal(f"{amount:.2f}") for amount in amounts), Decimal("0.00"))
