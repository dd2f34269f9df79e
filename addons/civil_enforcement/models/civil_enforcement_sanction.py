from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: The sanctions of article 9, and what the bureau orders beside them.
KINDS = [
    ("warning", "Warning"),
    ("criticism", "Public Criticism"),
    ("fine", "Fine"),
    ("confiscation", "Confiscation"),
    ("suspension", "Suspension"),
    ("closure", "Order to Stop Business"),
    ("restriction", "Bar from the Trade"),
    ("revocation", "Revocation"),
    ("ban", "Ban"),
    ("order", "Order to Correct"),
]
#: What gives a right to a hearing whatever the amount: article 63.
HEARING_KINDS = ("suspension", "closure", "restriction", "revocation")
#: Measures that are no penalty: they need neither notice nor hearing for themselves.
MEASURES = ("order", "ban")
#: What the law counts from the mildest to the heaviest.
WEIGHT = {kind: number for number, (kind, _name) in enumerate(KINDS)}
MULTIPLE_BASES = [
    ("illegal_income", "Illegal Income"),
    ("turnover", "Illegal Turnover"),
    ("goods", "Value of the Goods"),
]


class CivilEnforcementSanction(models.Model):
    """What the law provides for an offence (处罚种类和幅度): kind, and how much.

    Amounts are in yuan; multiples are times the illegal income, the turnover or the
    value of the goods. Zero is no bound.
    """

    _name = "civil.enforcement.sanction"
    _description = "Sanction of an Offence"
    _order = "offence_id, sequence, id"

    offence_id = fields.Many2one(
        "civil.enforcement.offence", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    kind = fields.Selection(KINDS, required=True)
    grade = fields.Char(
        string="Circumstances", help="Such as ordinary, serious or repeated."
    )
    party_type = fields.Selection(
        [("person", "Person"), ("organization", "Organization")],
        string="For",
        help="Whom the sanction is for; both if empty.",
    )
    currency_id = fields.Many2one(
        "res.currency", default=lambda self: self.env.company.currency_id
    )
    min_amount = fields.Monetary(string="At Least")
    max_amount = fields.Monetary(string="At Most")
    min_multiple = fields.Float(string="Times, at Least", digits=(6, 2))
    max_multiple = fields.Float(string="Times, at Most", digits=(6, 2))
    multiple_base = fields.Selection(MULTIPLE_BASES, string="Times What")
    text = fields.Char(string="Words of the Law")

    _amounts_check = models.Constraint(
        "CHECK (min_amount >= 0 AND (max_amount = 0 OR max_amount >= min_amount))",
        "The highest amount lies below the lowest.",
    )
    _multiples_check = models.Constraint(
        "CHECK (min_multiple >= 0"
        " AND (max_multiple = 0 OR max_multiple >= min_multiple))",
        "The highest multiple lies below the lowest.",
    )

    @api.constrains("max_multiple", "min_multiple", "multiple_base")
    def _check_multiple_base(self):
        for sanction in self:
            multiple = sanction.max_multiple or sanction.min_multiple
            if bool(multiple) != bool(sanction.multiple_base):
                raise ValidationError(
                    self.env._(
                        "%(name)s: a multiple needs what it is a multiple of, and the "
                        "other way round.",
                        name=sanction.display_name,
                    )
                )

    @api.depends("kind", "grade", "min_amount", "max_amount", "multiple_base")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for sanction in self:
            parts = [kinds.get(sanction.kind, ""), sanction.grade, sanction._range()]
            sanction.display_name = " ".join(filter(None, parts))

    def _range(self):
        """How much the law provides for, in short words, or False."""
        if self.multiple_base:
            bases = dict(self._fields["multiple_base"]._description_selection(self.env))
            return self.env._(
                "%(low)g–%(high)g × %(base)s",
                low=self.min_multiple,
                high=self.max_multiple,
                base=bases[self.multiple_base],
            )
        if self.max_amount:
            return f"{self.min_amount:,.0f}–{self.max_amount:,.0f}"
        return False

    def _bounds(self, base):
        """The lowest and the highest fine in yuan; None where nothing bounds it.

        :param Decimal base: the illegal income, turnover or value that multiples
            are of
        """
        self.ensure_one()
        if self.multiple_base:
            low = Decimal(f"{self.min_multiple:.2f}") * base
            high = Decimal(f"{self.max_multiple:.2f}") * base
        else:
            low = Decimal(f"{self.min_amount:.2f}")
            high = Decimal(f"{self.max_amount:.2f}")
        return low, high or None
