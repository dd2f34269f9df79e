from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilInstitutionClaimLine(models.Model):
    """What an institution claims for one person and month, or one thing (补贴明细).

    Written by the computation only. A correction holds what a month paid before
    comes to more or less; its days are the difference, too, so that the lines of a
    month add up to the days that are on record now.
    """

    _name = "civil.institution.claim.line"
    _description = "Line of an Institution's Claim"
    _inherit = ["civil.approval.line.mixin"]
    _order = "claim_id desc, month, id"
    _approval_parent = "claim_id"

    claim_id = fields.Many2one(
        "civil.institution.claim", required=True, index=True, ondelete="cascade"
    )
    institution_id = fields.Many2one("civil.institution", readonly=True)
    division_id = fields.Many2one("civil.division", readonly=True, index=True)
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    program_id = fields.Many2one("civil.subsidy.program", readonly=True, index=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    month = fields.Date(readonly=True)
    kind = fields.Selection(
        [
            ("bed", "Bed"),
            ("correction", "Correction"),
            ("construction", "Construction"),
            ("award", "Award"),
        ],
        string="For",
        required=True,
        readonly=True,
    )
    resident_id = fields.Many2one("civil.resident", readonly=True, ondelete="restrict")
    name = fields.Char(string="Person or Thing", readonly=True)
    occupied = fields.Integer(string="Days in Bed", readonly=True)
    leave_days = fields.Integer(string="On Leave", readonly=True)
    hospital_days = fields.Integer(string="In Hospital", readonly=True)
    bed_days = fields.Integer(string="Days Counted", readonly=True)
    paid_days = fields.Integer(string="Days Paid", readonly=True)
    units = fields.Integer(
        string="Paid",
        readonly=True,
        help="1 where it is paid; of a correction, 1 more or less.",
    )
    level = fields.Selection(
        [
            ("0", "0 Intact"),
            ("1", "1 Mild"),
            ("2", "2 Moderate"),
            ("3", "3 Severe"),
            ("4", "4 Total"),
        ],
        string="Ability",
        readonly=True,
    )
    assessment_id = fields.Many2one("civil.assessment", readonly=True)
    rating = fields.Selection(
        [(str(number), f"Level {number}") for number in range(1, 6)], readonly=True
    )
    standard_id = fields.Many2one("civil.subsidy.standard", readonly=True, index=True)
    base = fields.Monetary(readonly=True, aggregator=None)
    ability_factor = fields.Float(digits=(8, 4), readonly=True, aggregator=None)
    rating_factor = fields.Float(digits=(8, 4), readonly=True, aggregator=None)
    compliance_factor = fields.Float(digits=(8, 4), readonly=True, aggregator=None)
    gross = fields.Monetary(string="By the Rules", readonly=True, aggregator=None)
    amount = fields.Monetary(readonly=True)
    outcome = fields.Selection(
        [
            ("payable", "Payable"),
            ("held", "Held"),
            ("blocked", "Blocked"),
            ("not_due", "Stay Too Short"),
        ],
        required=True,
        readonly=True,
    )
    check_ids = fields.Many2many(
        "civil.subsidy.check",
        "civil_institution_claim_line_check_rel",
        "line_id",
        "check_id",
        string="Reasons",
        readonly=True,
    )
    remedies = fields.Text(string="What to Do", compute="_compute_remedies")
    explanation = fields.Char(string="How It Comes", compute="_compute_explanation")
    is_claimed = fields.Boolean(
        readonly=True, help="The person's month is this home's, and no other's."
    )
    instalment_id = fields.Many2one(
        "civil.institution.instalment", readonly=True, index="btree_not_null"
    )
    award_key = fields.Char(
        readonly=True, help="Names the thing for which an award is paid once."
    )

    _person_idx = models.Index("(resident_id, month)")
    _home_idx = models.Index("(institution_id, month)")
    _one_home = models.UniqueIndex(
        "(program_id, resident_id, month) WHERE is_claimed",
        "Another institution has claimed this person's month.",
    )
    _instalment_once = models.UniqueIndex(
        "(instalment_id) WHERE instalment_id IS NOT NULL",
        "This instalment stands in another claim already.",
    )
    _award_once = models.UniqueIndex(
        "(award_key) WHERE award_key IS NOT NULL",
        "This award stands in another claim already.",
    )

    @api.depends("check_ids")
    @api.depends_context("lang")
    def _compute_remedies(self):
        for line in self:
            # The reasons are for whoever may see the line.
            texts = line.sudo().check_ids.mapped("remedy")
            line.remedies = "\n".join(filter(None, texts)) or False

    @api.depends("amount", "bed_days", "outcome")
    @api.depends_context("lang")
    def _compute_explanation(self):
        for line in self:
            line.explanation = line._explain()

    def _explain(self):
        """How the amount of the single line comes, in one sentence."""
        if self.kind == "correction":
            return self.env._(
                "%(days)s days and %(amount)s yuan beside what was approved",
                days=f"{self.bed_days:+d}",
                amount=f"{self.amount:+.2f}",
            )
        if self.kind != "bed":
            return False
        labels = dict(self._fields["level"]._description_selection(self.env))
        days = self.env._(
            "%(days)s of %(occupied)s days", days=self.bed_days, occupied=self.occupied
        )
        if not (self.base and self.level and self.rating_factor):
            # What is missing stands among the reasons.
            return days
        factors = self.env._(
            "%(base)s yuan × %(ability)s (%(level)s) × %(rating)s (rating %(grade)s)"
            " × %(compliance)s",
            base=f"{self.base:.2f}",
            ability=f"{self.ability_factor:g}",
            level=labels[self.level],
            rating=f"{self.rating_factor:g}",
            grade=self.rating or "–",
            compliance=f"{self.compliance_factor:g}",
        )
        by_day = self.sudo().program_id.amount_method == "bed_day"
        if by_day:
            factors += self.env._(" × %(days)s days", days=self.bed_days)
        return f"{days}; {factors} = {self.gross:.2f}"

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        """Refuse: claims are computed.

        :raises UserError: always
        """
        self._refuse_typing()

    def write(self, vals):  # pylint: disable=method-required-super
        """Refuse: claims are computed.

        :raises UserError: always
        """
        self._refuse_typing()

    def _refuse_typing(self):
        raise UserError(
            self.env._("Claims are computed from who had a bed, not typed.")
        )
