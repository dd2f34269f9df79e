from odoo import fields, models

from odoo.addons.civil_funeral_waiver.models.civil_funeral_price_list import CLERK


class CivilFuneralCharge(models.Model):
    """In which claim of the home a sheet stands."""

    _inherit = "civil.funeral.charge"

    settlement_line_ids = fields.One2many(
        "civil.funeral.settlement.line", "charge_id", string="Claimed In"
    )

    def _guard_void(self):
        """What was claimed of public money is voided by the bureau only."""
        # The home's people see the claim; whoever asks may lack the lines' rules.
        settlement = self.sudo().settlement_line_ids.settlement_id[:1]
        if settlement and not self.env.user.has_group(CLERK):
            return self.env._(
                "it stands in the claim %(claim)s: the section's clerk voids it, and "
                "the next claim is less by its amount",
                claim=settlement.name,
            )
        return super()._guard_void()
