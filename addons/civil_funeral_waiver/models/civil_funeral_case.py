from odoo import api, fields, models


class CivilFuneralCase(models.Model):
    """What was charged and waived for a deceased."""

    _inherit = "civil.funeral.case"

    charge_ids = fields.One2many("civil.funeral.charge", "case_id", string="Charges")
    charge_count = fields.Integer(
        string="Number of Charge Sheets", compute="_compute_charge_count"
    )

    @api.depends("charge_ids.state")
    def _compute_charge_count(self):
        for case in self:
            case.charge_count = len(
                case.charge_ids.filtered(lambda sheet: sheet.state != "voided")
            )

    def action_view_charges(self):
        """Show the charge sheets of the deceased, or open the first one."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_funeral_waiver.civil_funeral_charge_action"
        )
        action["domain"] = [("case_id", "=", self.id)]
        action["context"] = {"default_case_id": self.id, "default_claims_waiver": True}
        if not self.charge_ids:
            action["views"] = [(False, "form")]
        return action
