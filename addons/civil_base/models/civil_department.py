from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..tools import glue
from ..tools.posts import Posts

#: Levels of posts in a department, as in the names of the addons' groups.
LEVELS = ("clerk", "head", "deputy")


class CivilDepartment(models.Model):
    """A section of the bureau (股室): its addons and the roles of its people.

    An administrator enables it: the addons that serve it are installed, and
    its roles give the rights of these addons, level by level.
    """

    _name = "civil.department"
    _description = "Department"
    _order = "sequence, code"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    division_id = fields.Many2one("civil.division", index=True, ondelete="restrict")
    duties = fields.Text(translate=True)
    addon_ids = fields.One2many(
        "civil.department.addon", "department_id", string="Modules"
    )
    role_ids = fields.One2many(
        "res.users.role",
        "department_id",
        string="Roles",
        readonly=True,
        groups="civil_base.group_admin",
    )
    role_line_ids = fields.Many2many(
        "res.users.role.line",
        string="Posts",
        compute="_compute_role_line_ids",
        groups="civil_base.group_admin",
    )
    # How many work where is no secret; who may read posts is an administrator.
    staff_count = fields.Integer(
        string="People", compute="_compute_staff_count", compute_sudo=True
    )
    state = fields.Selection(
        [("disabled", "Not Enabled"), ("enabled", "Enabled")],
        default="disabled",
        required=True,
        readonly=True,
        copy=False,
    )
    lacks_modules = fields.Boolean(compute="_compute_lacks_modules")
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code)", "There is already a department with this code."
    )

    @api.depends("role_ids.line_ids")
    def _compute_role_line_ids(self):
        for department in self:
            department.role_line_ids = department.role_ids.line_ids

    @api.depends("role_ids.line_ids.user_id")
    def _compute_staff_count(self):
        for department in self:
            department.staff_count = len(department.role_ids.line_ids.user_id)

    @api.depends("addon_ids.module")
    def _compute_lacks_modules(self):
        for department in self:
            states = department.addon_ids.mapped("state")
            department.lacks_modules = "uninstalled" in states

    # -- enabling --------------------------------------------------------------

    def action_enable(self):
        """Install what serves the departments and grant their roles' rights.

        :raises AccessError: the user isn't an administrator of the bureau
        """
        self._check_administrator()
        # Modules and roles belong to the technical administrator; who manages
        # the bureau may have them installed from the department only.
        departments = self.sudo()
        missing = departments.addon_ids._to_install()
        departments.state = "enabled"
        if not missing:
            departments._sync_roles()
            return True
        missing._check_installable()
        glue.install(self.env, missing.mapped("module"))
        return {"type": "ir.actions.client", "tag": "reload"}

    def action_disable(self):
        """Take the rights of the addons from the departments' roles again.

        The addons stay installed: other departments may use them, and their
        records are kept.
        """
        self._check_administrator()
        # The same as for enabling.
        departments = self.sudo()
        departments.state = "disabled"
        departments._sync_roles()
        return True

    def _check_administrator(self):
        if not (
            self.env.user._is_superuser()
            or self.env.user.has_group("civil_base.group_admin")
        ):
            raise AccessError(
                self.env._("Only an administrator of the bureau enables departments.")
            )

    def _role(self, level):
        """Return the role of the single enabled department at ``level``.

        :param str level: ``clerk``, ``head`` or ``deputy``
        :raises UserError: the department isn't enabled
        """
        # Which role a post has is no secret.
        role = self.sudo().role_ids.filtered(lambda role: role.level == level)
        if not role:
            raise UserError(
                self.env._("%(name)s isn't enabled yet.", name=self.display_name)
            )
        return role

    @api.model
    def _todo_posts(self):
        """Who works where, and where which group has work, for what waits."""
        roles = (
            self.env["res.users.role"]
            .sudo()
            .search(
                [
                    ("department_id.active", "=", True),
                    ("department_id.state", "=", "enabled"),
                ]
            )
        )
        users, groups = defaultdict(self.browse), defaultdict(self.browse)
        for role in roles:
            for user in role.line_ids.filtered("is_enabled").user_id:
                users[user.id] |= role.department_id
            for group in role.group_id.all_implied_ids:
                groups[group.id] |= role.department_id
        return Posts(dict(users), dict(groups), self.browse())

    def _sync_roles(self):
        """Give the roles the name and the rights that follow from the addons.

        Writes only what differs, so that it can run whenever modules change.
        """
        for department in self:
            for number, level in enumerate(LEVELS):
                role = department.role_ids.filtered(lambda r, lv=level: r.level == lv)
                if not role and department.state == "enabled":
                    role = self.env["res.users.role"].create(
                        {
                            "name": f"{department.name}: {level}",
                            "department_id": department.id,
                            "level": level,
                            "sequence": department.sequence + number,
                        }
                    )
                if role:
                    department._sync_groups(role)
            department._sync_names()

    def _sync_groups(self, role):
        """Make the role imply the groups of its level in the enabled addons."""
        wanted = self.env.ref("civil_base.group_staff")
        if self.state == "enabled" and self.active:
            for addon in self.addon_ids:
                name = f"{addon.module}.group_{role.level}"
                wanted |= self.env.ref(name, raise_if_not_found=False) or wanted
        if role.implied_ids != wanted:
            role.implied_ids = [Command.set(wanted.ids)]

    def _sync_names(self):
        """Name the roles after department and level, in every language."""
        for code, _name in self.env["res.lang"].get_installed():
            for role in self.with_context(lang=code).role_ids:
                level = dict(role._fields["level"]._description_selection(role.env))
                name = role.env._(
                    "%(department)s: %(level)s",
                    department=role.department_id.name,
                    level=level[role.level],
                )
                if role.name != name:
                    role.name = name

    def write(self, vals):
        """Let the roles follow the department's name and modules."""
        result = super().write(vals)
        if not vals.keys().isdisjoint({"name", "active", "addon_ids"}):
            # Roles belong to the technical administrator, see above.
            self.sudo()._sync_roles()
        return result

    def _register_hook(self):
        """Let roles follow the addons that were installed or removed meanwhile."""
        result = super()._register_hook()
        self.sudo().search([("state", "=", "enabled")])._sync_roles()
        return result
