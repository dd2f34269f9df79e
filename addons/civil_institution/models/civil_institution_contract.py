from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import CLERK, HEAD

#: States in which the operator runs the institution.
RUNNING = ("running",)


class CivilInstitutionContract(models.Model):
    """A contract by which an operator runs a public institution (公建民营合同).

    What was built stays public: it isn't pledged, passed on or let to others, keeps
    beds for the destitute, and each year is assessed.
    """

    _name = "civil.institution.contract"
    _description = "Operator's Contract"
    _inherit = [
        "civil.workflow.mixin",
        "civil.institution.part",
        "civil.institution.contract.watch",
        "mail.thread",
    ]
    _order = "date_from desc, id desc"

    _transitions = (
        Transition("plan", "tender", HEAD, guard="_guard_tender"),
        Transition("tender", "signed", HEAD, guard="_guard_sign"),
        Transition("signed", "handed_over", CLERK, guard="_guard_hand_over"),
        Transition("handed_over", "running", CLERK),
        Transition("running", "ended", HEAD, guard="_guard_end"),
        Transition(("plan", "tender"), "cancelled", HEAD),
    )

    name = fields.Char(string="Number", required=True)
    owner_id = fields.Many2one(
        "civil.organization", required=True, index=True, ondelete="restrict"
    )
    operator_id = fields.Many2one(
        "civil.organization", index="btree_not_null", ondelete="restrict", tracking=True
    )
    tender_method = fields.Selection(
        [
            ("open", "Open Tender"),
            ("negotiation", "Competitive Negotiation"),
            ("entrusted", "Entrusted"),
        ],
        default="open",
        required=True,
    )
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="Until", index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    property_value = fields.Monetary(string="Value of the Property")
    property_list = fields.Text()
    use_fee = fields.Monetary(string="Use Fee a Year", tracking=True)
    bond = fields.Monetary(string="Performance Bond")
    bond_paid_on = fields.Date(string="Bond Paid on")
    bond_returned_on = fields.Date(
        string="Bond Settled on",
        help="Given back, or kept for what the operator owes; the note says which.",
    )
    bond_note = fields.Char(string="How the Bond Was Settled")
    beds_reserved = fields.Integer(string="Beds Kept for the Destitute")
    reserved_price = fields.Monetary(string="Price of a Kept Bed a Month")
    duties = fields.Text(string="Service and Asset Duties")
    exit_plan = fields.Text(string="Exit and Takeover Plan")
    end_reason = fields.Text()
    fee_ids = fields.One2many(
        "civil.institution.contract.fee", "contract_id", string="Use Fees"
    )
    year_ids = fields.One2many(
        "civil.institution.contract.year", "contract_id", string="Assessments"
    )
    breach_ids = fields.One2many(
        "civil.institution.contract.breach", "contract_id", string="Breaches"
    )
    has_breach = fields.Boolean(
        string="Breach Not Put Right", compute="_compute_has_breach", store=True
    )
    state = fields.Selection(
        [
            ("plan", "Plan"),
            ("tender", "Tender"),
            ("signed", "Signed"),
            ("handed_over", "Handed Over"),
            ("running", "Running"),
            ("ended", "Ended"),
            ("cancelled", "Cancelled"),
        ],
        default="plan",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )
    has_fee_due = fields.Boolean(
        string="Use Fee Overdue", compute="_compute_has_fee_due", search="_search_due"
    )

    _days_in_order = models.Constraint(
        "CHECK (date_to > date_from)", "A contract ends after it begins."
    )
    _amounts_check = models.Constraint(
        "CHECK (use_fee >= 0 AND bond >= 0 AND property_value >= 0"
        " AND reserved_price >= 0 AND beds_reserved >= 0)",
        "Amounts and beds can't be below 0.",
    )

    @api.depends("breach_ids.remedied_on")
    def _compute_has_breach(self):
        for contract in self:
            breaches = contract.breach_ids
            contract.has_breach = len(breaches) > len(breaches.filtered("remedied_on"))

    @api.depends("fee_ids.due_on", "fee_ids.paid_on", "state")
    @api.depends_context("tz")
    def _compute_has_fee_due(self):
        for contract in self:
            contract.has_fee_due = any(contract.fee_ids.mapped("is_late"))

    def _search_due(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("fee_ids", "any", self.env[self.fee_ids._name]._late_domain())
        return Domain.OR(late if wanted else ~late for wanted in value)

    # -- guards --------------------------------------------------------------------

    def _guard_tender(self):
        if self.institution_id.ownership != "public_private":
            return self.env._("the institution isn't publicly built and privately run")
        return not self.property_list and self.env._("list the property first")

    def _guard_sign(self):
        if not self.operator_id:
            return self.env._("name the operator first")
        if not (self.date_from and self.date_to):
            return self.env._("say from when until when it holds")
        return self._term_refusal() or (
            not self.exit_plan and self.env._("the exit and takeover plan is missing")
        )

    def _term_refusal(self):
        """Why the term is longer than the rules allow, or False."""
        years = self.env["civil.parameter"]._get(
            "institution.contract_years", self.date_from
        )
        limit = fields.Date.add(self.date_from, years=years)
        return self.date_to > limit and self.env._(
            "it lasts longer than %(years)s years", years=years
        )

    def _guard_hand_over(self):
        if self.bond and not self.bond_paid_on:
            return self.env._("the performance bond isn't paid")
        others = self.sudo().search_count(
            [
                ("institution_id", "=", self.institution_id.id),
                ("state", "in", ("handed_over", *RUNNING)),
                ("id", "!=", self.id),
            ],
            limit=1,
        )
        return bool(others) and self.env._("another operator runs the institution")

    def _guard_end(self):
        return not self.end_reason and self.env._("say why it ends first")

    # -- buttons -------------------------------------------------------------------

    def action_tender(self):
        """Put the operation up for tender."""
        self._transition("tender")

    def action_sign(self):
        """Note that the contracts are signed."""
        self._transition("signed")

    def action_hand_over(self):
        """Note that the property is handed over."""
        self._transition("handed_over")

    def action_run(self):
        """Note that the operators run the institutions."""
        self._transition("running")

    def action_end(self):
        """End the contracts, with the reason on their page."""
        self._transition("ended")

    def action_cancel(self):
        """Give up contracts that aren't signed."""
        self._transition("cancelled")
