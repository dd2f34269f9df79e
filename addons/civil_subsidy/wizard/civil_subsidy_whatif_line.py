from odoo import fields, models


class CivilSubsidyWhatifLine(models.TransientModel):
    """The new amount of one class, in a try-out."""

    _name = "civil.subsidy.whatif.line"
    _description = "New Amount Tried Out"
    _order = "standard_id, id"

    whatif_id = fields.Many2one(
        "civil.subsidy.whatif", required=True, ondelete="cascade", index=True
    )
    standard_id = fields.Many2one(
        "civil.subsidy.standard", required=True, readonly=True, ondelete="cascade"
    )
    class_id = fields.Many2one(related="standard_id.class_id")
    currency_id = fields.Many2one(related="standard_id.currency_id")
    amount_before = fields.Monetary(
        related="standard_id.amount", string="Present Amount"
    )
    amount = fields.Monetary(string="New Amount", required=True)
    minimum = fields.Monetary()

    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "A standard must be more than zero yuan."
    )
