def uninstall_hook(env):
    """Take the ledger's guard away before the table that it guards."""
    env["civil.institution.prepayment.entry"]._remove_guard()
