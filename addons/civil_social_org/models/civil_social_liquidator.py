from odoo import fields, models
from odoo.exceptions import UserError


class CivilSocialLiquidator(models.Model):
    """A member of a liquidation group (清算组成员)."""

    _name = "civil.social.liquidator"
    _description = "Member of a Liquidation Group"
    _order = "liquidation_id, is_head desc, id"

    liquidation_id = fields.Many2one(
        "civil.social.liquidation", required=True, index=True, ondelete="cascade"
    )
    division_id = fields.Many2one(related="liquidation_id.division_id", store=True)
    name = fields.Char(required=True)
    is_head = fields.Boolean(string="Head of the Group")
    unit = fields.Char(string="Employer and Post There")
    phone = fields.Char()

    _head_uniq = models.UniqueIndex(
        "(liquidation_id) WHERE is_head", "The group has one head."
    )

    def write(self, vals):
        """Keep the group once the liquidation has been finished."""
        self._refuse_finished()
        return super().write(vals)

    def unlink(self):
        """Keep the group once the liquidation has been finished."""
        self._refuse_finished()
        return super().unlink()

    def _refuse_finished(self):
        if self.liquidation_id.filtered(
            lambda one: one.state in ("finished", "closed")
        ):
            raise UserError(self.env._("The liquidation is over; its group stays."))
