from odoo import api, fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    division_ids = fields.Many2many(
        "civil.division",
        "civil_division_res_users_rel",
        "user_id",
        "division_id",
        string="Divisions",
        help="The person sees what belongs to these divisions and to those below.",
    )

    department_ids = fields.Many2many(
        "civil.department",
        string="Works In",
        compute="_compute_department_ids",
        compute_sudo=True,
        help="Where the person has a post.",
    )
    led_department_ids = fields.Many2many(
        "civil.department",
        string="Leads",
        compute="_compute_led_department_ids",
        compute_sudo=True,
        help="The departments that the person heads or is the deputy director for.",
    )

    @api.depends("role_line_ids.is_enabled", "role_line_ids.role_id.department_id")
    def _compute_department_ids(self):
        # Who left had posts, too: their lines are archived with the person.
        for user in self.with_context(active_test=False):
            roles = user.role_line_ids.filtered("is_enabled").role_id
            user.department_ids = roles.department_id

    @api.depends("role_line_ids.is_enabled", "role_line_ids.role_id.level")
    def _compute_led_department_ids(self):
        for user in self:
            roles = user.role_line_ids.filtered("is_enabled").role_id
            leading = roles.filtered(lambda role: role.level in ("head", "deputy"))
            user.led_department_ids = leading.department_id

    def _waiting_group_ids(self):
        """The groups that are the single user's posts: those he has by themselves.

        A group that a higher one of the same privilege implies isn't: a head may do
        what a clerk does, but isn't waited for.
        """
        groups = self.env["res.groups"].sudo().browse(self._get_group_ids())
        lower = self.env["res.groups"].sudo()
        for group in groups.filtered("privilege_id"):
            lower |= (group.all_implied_ids - group).filtered(
                lambda other, group=group: other.privilege_id == group.privilege_id
            )
        return (groups - lower).ids

    @api.model
    def _get_invalidation_fields(self):
        """Judge record rules anew at once when someone's divisions change."""
        return super()._get_invalidation_fields() | {"division_ids"}

    @api.model_create_multi
    def create(self, vals_list):
        """Give new people the time zone of their company's country."""
        for vals in vals_list:
            if not vals.get("tz") and not self.env.context.get("default_tz"):
                vals["tz"] = "Asia/Shanghai"
        return super().create(vals_list)

    def _can_import_remote_urls(self):
        """Import pictures as files only: addresses lead outside."""
        return False
