from odoo import api, fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    form_department_ids = fields.Many2many(
        "civil.department",
        string="Departments",
        compute="_compute_form_department_ids",
        compute_sudo=True,
        help="The departments in which the person has a post.",
    )

    @api.depends("group_ids")
    def _compute_form_department_ids(self):
        roles = self.env["res.users.role"].search([("department_id", "!=", False)])
        for user in self:
            posts = roles.filtered(
                lambda role, held=user.all_group_ids: role.group_id in held
            )
            user.form_department_ids = posts.department_id
