from odoo import fields, models


class CivilSubsidyCheck(models.Model):
    """A reason for which a claim is blocked or held (核验规则).

    What the rule looks at is written in ``civil.subsidy.compute`` under the same
    code; whether it is on, for which programs, and what staff read about it is
    data.
    """

    _name = "civil.subsidy.check"
    _description = "Subsidy Check"
    _order = "outcome, sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, readonly=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(
        string="On", default=True, help="Switched off, the check is not judged."
    )
    outcome = fields.Selection(
        [("blocked", "Blocked"), ("held", "Held")],
        required=True,
        help="Blocked: not due to the person. Held: due, but can't be paid yet.",
    )
    program_ids = fields.Many2many(
        "civil.subsidy.program", help="Empty: the check applies to every program."
    )
    remedy = fields.Text(translate=True, help="What staff do about it.")
    legal_basis = fields.Char(translate=True)
    color = fields.Integer()

    _code_uniq = models.UniqueIndex("(code)", "This check code is already in use.")
