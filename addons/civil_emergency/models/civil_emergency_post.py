from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilEmergencyPost(models.Model):
    """A post of a plan's command (指挥机构与联络人)."""

    _name = "civil.emergency.post"
    _description = "Post of an Emergency Plan"
    _order = "plan_id, sequence, id"

    plan_id = fields.Many2one(
        "civil.emergency.plan", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(
        string="Post", required=True, help="Such as commander, leader on site."
    )
    team = fields.Char(help="Such as on site, medical, press.")
    is_command = fields.Boolean(string="Commands")
    person = fields.Char(required=True)
    user_id = fields.Many2one("res.users")
    phone = fields.Char(string="Duty Phone", required=True)
    duties = fields.Char()

    @api.onchange("user_id")
    def _onchange_user_id(self):
        if self.user_id:
            self.person = self.person or self.user_id.name

    @api.model_create_multi
    def create(self, vals_list):
        """Add posts, to drafts of plans only."""
        posts = super().create(vals_list)
        posts._refuse_unless_draft()
        return posts

    def write(self, vals):
        """Change posts of drafts only."""
        self._refuse_unless_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_of_drafts(self):
        self._refuse_unless_draft()

    def _refuse_unless_draft(self):
        if self.plan_id.filtered(lambda plan: plan.state != "draft"):
            raise UserError(
                self.env._("A plan that was submitted stays as it is: revise it.")
            )
