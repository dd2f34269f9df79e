from odoo.fields import Command


def uninstall_hook(env):
    """Leave nobody behind who could log in, nor the guard of the log."""
    env["civil.organization.log"]._remove_guard()
    group = env.ref("civil_organization_portal.group_organization_user")
    users = env["res.users"].with_context(active_test=False)
    users = users.search([("group_ids", "in", group.ids)])
    portal = env.ref("base.group_portal")
    users.write({"active": False, "group_ids": [Command.set(portal.ids)]})
