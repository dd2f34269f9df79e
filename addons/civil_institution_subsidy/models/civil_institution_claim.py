from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.roles import CLERK, HOME
from ..tools.states import IN_FLIGHT


class CivilInstitutionClaim(models.Model):
    """What an institution claims of subsidies for a period (养老机构补贴申报).

    An operating claim has a line for everybody who had a bed, with the days and what
    was made of them, and one for each month paid before that comes to something else
    now. Steps: ``civil.institution.claim.step``; the computation:
    ``civil.institution.claim.compute``.

    Source: 国办发〔2019〕5号 and the district's rules of subsidies.
    """

    _name = "civil.institution.claim"
    _description = "Claim of an Institution"
    _inherit = [
        "civil.institution.claim.step",
        "civil.institution.claim.compute",
        "civil.institution.claim.award",
        "civil.institution.claim.spot",
        "civil.division.mixin",
        "mail.thread",
    ]
    _order = "period desc, institution_id, id desc"
    _guarded = (
        "name",
        "compliance",
        "total",
        "person_count",
        "occupied_days",
        "bed_days",
        "held_count",
        "blocked_count",
        "corrected",
        "batch_id",
        "computed_date",
        "is_queued",
        "approved_before",
        "public_from",
        "public_until",
        "spot_seed",
        "performance",
        "performance_note",
        "recovered_on",
        "recovered_reference",
    )

    name = fields.Char(string="Number", readonly=True, copy=False, index="trigram")
    institution_id = fields.Many2one(
        "civil.institution",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_institution_id(),
        tracking=True,
    )
    division_id = fields.Many2one(
        related="institution_id.division_id", store=True, precompute=True
    )
    company_id = fields.Many2one(
        related="institution_id.company_id", store=True, index=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    program_id = fields.Many2one(
        "civil.subsidy.program",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('source', '=', 'institution')]",
        default=lambda self: self._default_program_id(),
    )
    kind = fields.Selection(related="program_id.claim_kind", store=True)
    amount_method = fields.Selection(related="program_id.amount_method")
    period = fields.Date(
        string="Month",
        required=True,
        default=lambda self: self._default_period(),
        help="First day of the first month that is claimed.",
    )
    period_to = fields.Date(
        string="To Month",
        required=True,
        compute="_compute_period_to",
        store=True,
        readonly=False,
        precompute=True,
        help="First day of the last month that is claimed.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Town's Review"),
            ("checking", "District's Check"),
            ("publicity", "Public Notice"),
            ("under_approval", "Under Approval"),
            ("approved", "Approved"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    compliance = fields.Selection(
        [
            ("sound", "Nothing against It"),
            ("rectifying", "Put Right within a Limit"),
            ("watched", "Under Close Watch"),
        ],
        readonly=True,
        copy=False,
        tracking=True,
        help="How the institution kept to the rules in the period; it decides about "
        "the coefficient. Computing takes it from the institution's record.",
    )
    line_ids = fields.One2many("civil.institution.claim.line", "claim_id")
    spot_ids = fields.One2many("civil.institution.spot", "claim_id")
    total = fields.Monetary(string="Claimed", readonly=True, copy=False)
    corrected = fields.Monetary(
        string="Of It Corrections",
        readonly=True,
        copy=False,
        help="What earlier months, paid before, come to more or less now.",
    )
    person_count = fields.Integer(
        string="Bed-Months Paid",
        readonly=True,
        copy=False,
        help="Lines that are paid: persons and months.",
    )
    occupied_days = fields.Integer(readonly=True, copy=False)
    bed_days = fields.Integer(
        string="Bed-Days Paid",
        readonly=True,
        copy=False,
        help="Counted days of who is paid, corrections included.",
    )
    held_count = fields.Integer(string="Held", readonly=True, copy=False)
    blocked_count = fields.Integer(string="Blocked", readonly=True, copy=False)
    computed_date = fields.Datetime("Computed On", readonly=True, copy=False)
    is_queued = fields.Boolean(
        string="Being Computed",
        readonly=True,
        copy=False,
        help="It waits for its turn to be computed in the background.",
    )
    approved_before = fields.Integer(
        readonly=True,
        copy=False,
        help="Claims of the institution and program that were approved when this one "
        "was computed; corrections follow from them.",
    )
    submitted_uid = fields.Many2one("res.users", readonly=True, copy=False)
    submitted_date = fields.Datetime("Submitted On", readonly=True, copy=False)
    town_uid = fields.Many2one(
        "res.users", "Town's Review By", readonly=True, copy=False
    )
    town_date = fields.Datetime("Town's Review On", readonly=True, copy=False)
    checked_uid = fields.Many2one("res.users", "Checked By", readonly=True, copy=False)
    checked_date = fields.Datetime("Checked On", readonly=True, copy=False)
    public_from = fields.Date(string="Public from", readonly=True, copy=False)
    public_until = fields.Date(string="Public through", readonly=True, copy=False)
    approved_uid = fields.Many2one(
        "res.users", "Approved By", readonly=True, copy=False
    )
    approved_date = fields.Datetime("Approved On", readonly=True, copy=False)
    batch_id = fields.Many2one(
        "civil.subsidy.batch",
        string="Paid By",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    performance = fields.Selection(
        [("good", "Good"), ("fair", "Fair"), ("poor", "Poor")],
        readonly=True,
        copy=False,
        tracking=True,
    )
    performance_note = fields.Text(readonly=True, copy=False)
    recovered_on = fields.Date(
        readonly=True,
        copy=False,
        help="When the institution paid back what a claim below zero asks for.",
    )
    recovered_reference = fields.Char(string="Receipt", readonly=True, copy=False)
    note = fields.Text()

    _name_uniq = models.UniqueIndex(
        "(name) WHERE name IS NOT NULL", "This claim number has already been given."
    )
    _one_claim_a_month = models.Constraint(
        """EXCLUDE USING gist (institution_id WITH =, program_id WITH =,
            daterange(period, period_to, '[]') WITH &&)
            WHERE (kind = 'operating')""",
        "The institution has a claim for some of these months already.",
    )
    _one_at_a_time = models.UniqueIndex(
        "(institution_id, program_id) WHERE kind = 'operating' AND state IN"
        " ('submitted', 'checking', 'publicity', 'under_approval')",
        "Another claim of the institution isn't decided yet.",
    )
    _period_check = models.Constraint(
        "CHECK (extract(day FROM period) = 1 AND extract(day FROM period_to) = 1"
        " AND period_to >= period)",
        "The months of a claim are given as first days, the earlier one first.",
    )

    def _default_period(self):
        first = fields.Date.context_today(self).replace(day=1)
        return fields.Date.subtract(first, months=1)

    def _default_program_id(self):
        # The institution's people need not see programs; the first one is theirs.
        programs = self.env["civil.subsidy.program"].sudo()
        return programs.search(
            [("source", "=", "institution"), ("claim_kind", "=", "operating")], limit=1
        ).id

    def _default_institution_id(self):
        homes = self.env["civil.institution"].search(
            [("user_ids", "in", self.env.uid)], limit=2
        )
        return homes if len(homes) == 1 else False

    @api.depends("period")
    def _compute_period_to(self):
        for claim in self:
            if not claim.period_to or claim.period_to < claim.period:
                claim.period_to = claim.period

    @api.depends("name", "institution_id.name", "period", "period_to")
    def _compute_display_name(self):
        for claim in self:
            months = claim._months_in_words()
            parts = (claim.institution_id.name, months, claim.name)
            claim.display_name = " ".join(filter(None, parts))

    def _months_in_words(self):
        if not self.period:
            return ""
        first, last = f"{self.period:%Y-%m}", f"{self.period_to:%Y-%m}"
        return first if first == last else f"{first}/{last}"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            for name in ("period", "period_to"):
                if vals.get(name):
                    vals[name] = fields.Date.to_date(vals[name]).replace(day=1)
        claims = super().create(vals_list)
        for claim in claims:
            number = self.env["civil.numbering"]._next(
                "institution.claim",
                division=claim.division_id.code[:6],
                period=f"{claim.period:%Y%m}",
            )
            claim._write_guarded({"name": number})
        return claims

    def write(self, vals):
        """Keep what was handed in; only the home and the section fill a draft in.

        :raises UserError: naming the claim and the remedy
        """
        free = ("message_", "activity_", "note")
        content = {name for name in vals if not name.startswith(free)}
        if content and not self._has_pass(vals):
            self._refuse_edit()
            for name in ("period", "period_to"):
                if vals.get(name):
                    vals = {
                        **vals,
                        name: fields.Date.to_date(vals[name]).replace(day=1),
                    }
            if content & {"institution_id", "program_id", "period", "period_to"}:
                # They belong to another claim; what belongs here is computed anew.
                self.sudo().line_ids.unlink()
        return super().write(vals)

    def _refuse_edit(self):
        user = self.env.user
        may = self.env.su or any(map(user.has_group, (CLERK, HOME)))
        for claim in self:
            if claim.state != "draft" or not may:
                raise UserError(
                    self.env._(
                        "%(claim)s was handed in; have it sent back to change it.",
                        claim=claim.display_name,
                    )
                    if claim.state != "draft"
                    else self.env._("Your role doesn't fill claims in.")
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if self.filtered(lambda claim: claim.state != "draft"):
            raise UserError(self.env._("Only a draft of a claim can be deleted."))

    def _in_flight(self):
        """Other operating claims of the same homes and programs, not decided yet."""
        return self.sudo().search(
            Domain("institution_id", "in", self.institution_id.ids)
            & Domain("program_id", "in", self.program_id.ids)
            & Domain("state", "in", IN_FLIGHT)
            & Domain("id", "not in", self.ids)
        )

    def _approved_count(self):
        """How many claims of the single one's home and program are approved."""
        return self.sudo().search_count(
            Domain("institution_id", "=", self.institution_id.id)
            & Domain("program_id", "=", self.program_id.id)
            & Domain("state", "=", "approved")
        )

    def action_view_lines(self):
        """Show what is claimed, person by person."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_institution_subsidy.civil_institution_claim_line_action"
        )
        return {**action, "domain": [("claim_id", "=", self.id)], "context": {}}

    def action_view_spots(self):
        """Show who was drawn to be checked, and what was found."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_institution_subsidy.civil_institution_spot_action"
        )
        return {**action, "domain": [("claim_id", "=", self.id)], "context": {}}
