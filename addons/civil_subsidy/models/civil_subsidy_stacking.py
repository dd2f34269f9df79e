from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CivilSubsidyStacking(models.Model):
    """What becomes of a program when the person also draws something else (叠加规则).

    Read from the program that gives way: *exclusive* means that it isn't paid beside
    the other one; *higher of* that the lower of the two isn't paid; *difference
    only* that it pays what the other one leaves to its own amount. The other one is a
    program of the bureau, or a category of residents under which somebody else pays.

    Source: 国发〔2015〕52号 and the rules named on each record.
    """

    _name = "civil.subsidy.stacking"
    _description = "Stacking Rule"
    _inherit = ["mail.thread"]
    _order = "program_id, other_program_id, kind_id, date_from desc"

    program_id = fields.Many2one(
        "civil.subsidy.program",
        required=True,
        ondelete="cascade",
        index=True,
        tracking=True,
        help="The program that gives way.",
    )
    other_program_id = fields.Many2one(
        "civil.subsidy.program",
        string="Beside the Program",
        ondelete="cascade",
        index="btree_not_null",
        tracking=True,
    )
    kind_id = fields.Many2one(
        "civil.resident.category.kind",
        string="Beside the Category",
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
    )
    rule = fields.Selection(
        [
            ("exclusive", "Not Paid Beside It"),
            ("higher", "The Higher of the Two"),
            ("difference", "Difference Only"),
            ("compatible", "Paid Beside It"),
        ],
        string="Effect",
        required=True,
        default="exclusive",
        tracking=True,
    )
    date_from = fields.Date(required=True, default="2000-01-01", tracking=True)
    date_to = fields.Date(tracking=True, help="Last day; empty while it holds.")
    check_id = fields.Many2one(
        "civil.subsidy.check",
        string="Reason Shown",
        help="The reason that a claim shows; that of the rule where it is empty.",
    )
    legal_basis = fields.Char(translate=True, tracking=True)
    note = fields.Char(translate=True)
    active = fields.Boolean(default=True)

    _one_other = models.Constraint(
        "CHECK (num_nonnulls(other_program_id, kind_id) = 1)",
        "A stacking rule names either another program or a category.",
    )
    _not_itself = models.Constraint(
        "CHECK (other_program_id <> program_id)",
        "A program can't give way to itself.",
    )
    _dates_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "A rule can't end before it begins.",
    )
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (program_id WITH =, coalesce(other_program_id, 0) WITH =, "
        "coalesce(kind_id, 0) WITH =, daterange(date_from, date_to, '[]') WITH &&)"
        " WHERE (active)",
        "There is already a rule for this pair at some time of this period.",
    )

    @api.constrains("kind_id", "rule")
    def _check_category(self):
        for rule in self:
            if rule.kind_id and rule.rule in ("higher", "difference"):
                raise ValidationError(
                    self.env._(
                        "What is paid under the category %(kind)s isn't known here: "
                        "such a rule can only exclude or allow.",
                        kind=rule.kind_id.name,
                    )
                )

    @api.depends("program_id", "other_program_id", "kind_id", "rule")
    def _compute_display_name(self):
        rules = dict(self._fields["rule"]._description_selection(self.env))
        for record in self:
            other = record.other_program_id.name or record.kind_id.name or ""
            record.display_name = (
                f"{record.program_id.name} × {other}: {rules.get(record.rule, '')}"
            )
