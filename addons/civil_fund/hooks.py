def uninstall_hook(env):
    """Take the ledger's guard away with the table that it guards."""
    env.cr.execute("DROP FUNCTION IF EXISTS civil_fund_entry_refuse() CASCADE")
