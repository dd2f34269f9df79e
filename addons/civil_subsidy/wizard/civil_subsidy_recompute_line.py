from odoo import fields, models


class CivilSubsidyRecomputeLine(models.TransientModel):
    """One entitlement's past month: paid, as known then, as known now."""

    _name = "civil.subsidy.recompute.line"
    _description = "Past Month Compared"
    _order = "month, town_id, entitlement_id"

    recompute_id = fields.Many2one(
        "civil.subsidy.recompute", required=True, ondelete="cascade", index=True
    )
    entitlement_id = fields.Many2one("civil.subsidy.entitlement", ondelete="cascade")
    program_id = fields.Many2one("civil.subsidy.program")
    resident_id = fields.Many2one("civil.resident", string="Person")
    town_id = fields.Many2one("civil.division")
    month = fields.Date()
    outcome = fields.Selection(
        selection=lambda self: (
            self.env["civil.subsidy.payment"]
            ._fields["outcome"]
            ._description_selection(self.env)
        ),
        string="Outcome Then",
        help="Of the month's own batch; empty when the person wasn't in it.",
    )
    currency_id = fields.Many2one("res.currency")
    paid = fields.Monetary()
    before = fields.Monetary("As Known Then")
    after = fields.Monetary("As Known Now")
    difference = fields.Monetary(help="What has become known since.")
    unpaid = fields.Monetary(
        "Still to Settle",
        help="As known now, less what was paid: arrears where positive, overpaid "
        "where negative. Nothing where the month's batch blocked the claim.",
    )
