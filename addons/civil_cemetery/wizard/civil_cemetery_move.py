from odoo import fields, models


class CivilCemeteryMove(models.TransientModel):
    """Asks where those in a plot are taken (迁出)."""

    _name = "civil.cemetery.move"
    _description = "Move out of a Plot"

    agreement_id = fields.Many2one("civil.cemetery.agreement", required=True)
    moved_to = fields.Char(string="Destination", required=True)
    reason = fields.Char(required=True, help="Why, and who asked for it.")

    def action_apply(self):
        """Note the move."""
        self.ensure_one()
        return self.agreement_id.action_move_out(
            moved_to=self.moved_to, reason=self.reason
        )
