from odoo import fields, models


class CivilEnforcementInstalment(models.Model):
    """A part of a fine that may be paid later (暂缓、分期缴纳).

    Proposed as the party asked for it, granted by the head: Administrative Penalty
    Law, article 66.
    """

    _name = "civil.enforcement.instalment"
    _description = "Instalment of a Fine"
    _inherit = ["civil.enforcement.part"]
    _order = "case_id, due_on, id"
    _rec_name = "due_on"

    _open_states = ("served",)

    currency_id = fields.Many2one(related="case_id.currency_id")
    due_on = fields.Date(string="To Be Paid by", required=True)
    amount = fields.Monetary(required=True)

    _amount_check = models.Constraint(
        "CHECK (amount > 0)", "An instalment is more than zero."
    )

    def _check_open(self):
        """Refuse to change what was granted."""
        result = super()._check_open()
        self.sudo().case_id._refuse_granted()
        return result
