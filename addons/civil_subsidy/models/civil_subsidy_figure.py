from odoo import fields, models


class CivilSubsidyFigure(models.Model):
    """What the payments of a batch add up to, by town, class and outcome (汇总).

    Written anew by every step that changes payments, in the same transaction, so that
    pages and reports never add up millions of lines. Submitting compares it with the
    lines once more.
    """

    _name = "civil.subsidy.figure"
    _description = "Subsidy Figure"
    _inherit = ["civil.division.mixin"]
    _order = "period desc, program_id, division_id, id"

    batch_id = fields.Many2one(
        "civil.subsidy.batch", required=True, ondelete="cascade", index=True
    )
    program_id = fields.Many2one("civil.subsidy.program", required=True, index=True)
    period = fields.Date(string="Month", required=True, index=True)
    class_id = fields.Many2one("civil.subsidy.class")
    kind = fields.Selection(
        selection=lambda self: (
            self.env["civil.subsidy.payment"]
            ._fields["kind"]
            ._description_selection(self.env)
        ),
        string="Kind of Payment",
        required=True,
    )
    outcome = fields.Selection(
        selection=lambda self: (
            self.env["civil.subsidy.payment"]
            ._fields["outcome"]
            ._description_selection(self.env)
        ),
        required=True,
    )
    bank_state = fields.Selection(
        selection=lambda self: (
            self.env["civil.subsidy.payment"]
            ._fields["bank_state"]
            ._description_selection(self.env)
        ),
    )
    followed_up = fields.Boolean(
        help="Not paid, and being sent again or not released for it."
    )
    claim_count = fields.Integer("Claims")
    person_count = fields.Integer("Persons")
    currency_id = fields.Many2one("res.currency", required=True)
    amount = fields.Monetary()
