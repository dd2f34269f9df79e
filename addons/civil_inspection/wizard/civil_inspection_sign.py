from odoo import api, fields, models


class CivilInspectionSign(models.TransientModel):
    """Takes a signature: one's own, or on the screen from who has no user."""

    _name = "civil.inspection.sign"
    _description = "Signing of an Inspection"

    inspection_id = fields.Many2one(
        "civil.inspection", required=True, readonly=True, ondelete="cascade"
    )
    allowed_ids = fields.Many2many(
        "civil.inspection.inspector", compute="_compute_allowed_ids"
    )
    inspector_id = fields.Many2one(
        "civil.inspection.inspector",
        ondelete="cascade",
        domain="[('id', 'in', allowed_ids)]",
        compute="_compute_inspector_id",
        store=True,
        readonly=False,
    )
    image = fields.Image(string="Signature")

    @api.depends("inspection_id")
    @api.depends_context("uid")
    def _compute_allowed_ids(self):
        for wizard in self:
            record = wizard.inspection_id
            left = record.inspector_ids - record.signature_ids.inspector_id
            own = left.filtered(lambda person: person.user_id == self.env.user)
            wizard.allowed_ids = own | left.filtered(lambda person: not person.user_id)

    @api.depends("inspection_id")
    def _compute_inspector_id(self):
        for wizard in self:
            wizard.inspector_id = wizard.allowed_ids[:1]

    def action_confirm(self):
        """Sign."""
        self.ensure_one()
        self.inspection_id.action_sign(self.inspector_id.id, self.image)
        return {"type": "ir.actions.act_window_close"}
