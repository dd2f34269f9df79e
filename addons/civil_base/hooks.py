from .tools import append_only


def pre_init_hook(env):
    """Provide what the exclusion constraint over parameters' dates needs."""
    env.cr.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")


def post_init_hook(env):
    """Set what a bureau in China expects of a fresh database."""
    env["res.company"]._civil_set_defaults()


def uninstall_hook(env):
    """Leave neither roles, imported files nor the guard of tables behind."""
    append_only.forget(env.cr)
    roles = env["res.users.role"].search([("department_id", "!=", False)])
    for name in ("role_finance", "role_auditor", "role_personal_data", "role_admin"):
        roles |= env.ref(f"civil_base.{name}")
    groups, users = roles.group_id, roles.role_user_ids
    roles.unlink()
    groups.unlink()
    # Whoever had no other role stays a user without rights of the bureau.
    internal = env.ref("base.group_user")
    users.filtered(lambda user: not user.role_line_ids).group_ids = internal
    env["civil.import"].search([]).unlink()
