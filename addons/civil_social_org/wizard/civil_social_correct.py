from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilSocialCorrect(models.TransientModel):
    """Asks which registration item is corrected, to what, and why."""

    _name = "civil.social.correct"
    _description = "Correct the Register"

    org_id = fields.Many2one("civil.social.org", required=True, readonly=True)
    currency_id = fields.Many2one(related="org_id.currency_id")
    allowed_item_ids = fields.Many2many(related="org_id.kind_id.item_ids")
    item_id = fields.Many2one(
        "civil.social.registration.item",
        required=True,
        domain="[('id', 'in', allowed_item_ids)]",
    )
    field_name = fields.Char(related="item_id.field_name")
    before = fields.Text(compute="_compute_before")
    new_text = fields.Text(string="Right Is")
    new_fund = fields.Monetary(string="Right Amount")
    new_supervisor_id = fields.Many2one("civil.organization", string="Right Supervisor")
    new_category_id = fields.Many2one("civil.social.category", string="Right Category")
    reason = fields.Text(required=True)

    @api.depends("org_id", "item_id")
    def _compute_before(self):
        for wizard in self:
            name = wizard.item_id.field_name
            wizard.before = name and wizard.org_id._said(name)

    def action_confirm(self):
        """Correct the register with the reason given."""
        self.ensure_one()
        values = {
            "registered_fund": self.new_fund,
            "supervisor_id": self.new_supervisor_id.id,
            "category_id": self.new_category_id.id,
        }
        value = values.get(self.field_name, (self.new_text or "").strip())
        if not value:
            raise UserError(self.env._("Enter what is right."))
        self.org_id.action_correct(self.item_id.code, value, self.reason)
        return {"type": "ir.actions.act_window_close"}
