ROLES = ("role_accountant", "role_reviewer", "role_finance_head", "role_cashier")


def uninstall_hook(env):
    """Leave no roles behind whose rights are gone."""
    roles = env["res.users.role"]
    for name in ROLES:
        roles |= env.ref(f"civil_subsidy_account.{name}")
    groups = roles.group_id
    roles.unlink()
    groups.unlink()
