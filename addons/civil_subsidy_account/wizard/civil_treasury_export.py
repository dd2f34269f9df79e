from odoo import api, fields, models


class CivilTreasuryExport(models.TransientModel):
    """Asks in which of several layouts applications or vouchers are written."""

    _name = "civil.treasury.export"
    _description = "File for the Finance Bureau"

    direction = fields.Selection(
        [("applications", "Payment Applications"), ("vouchers", "Vouchers")],
        required=True,
        readonly=True,
    )
    record_ids = fields.Json(required=True, readonly=True)
    record_count = fields.Integer(string="Records", readonly=True)
    layout_id = fields.Many2one(
        "civil.treasury.layout",
        required=True,
        domain="[('direction', '=', direction)]",
    )

    @api.model
    def _open(self, records):
        """The window that asks for the layout of applications or vouchers."""
        vouchers = records._name == "account.parallel.voucher"
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("File for the Finance Bureau"),
            "res_model": self._name,
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_direction": "vouchers" if vouchers else "applications",
                "default_record_ids": records.ids,
                "default_record_count": len(records),
            },
        }

    def action_export(self):
        """Write the file and show it."""
        self.ensure_one()
        if self.direction == "vouchers":
            vouchers = self.env["account.parallel.voucher"].browse(self.record_ids)
            return vouchers.action_export_treasury(self.layout_id.id)
        applications = self.env["civil.subsidy.treasury"].browse(self.record_ids)
        return applications.action_export(self.layout_id.id)
