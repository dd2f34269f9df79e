def uninstall_hook(env):
    """Take apart matches, which Odoo alone can't read, and restore a list."""
    lines = env["account.bank.statement.line"].search(
        [("move_id.line_ids.parallel_bank_match", "=", True)]
    )
    lines._unmatch()
    action = env.ref(
        "account_parallel_entry.account_move_action_without_voucher",
        raise_if_not_found=False,
    )
    if action:
        action.domain = (
            "[('parallel_voucher_id', '=', False), ('state', '=', 'posted'), "
            "('company_id.parallel_bookkeeping', '=', True)]"
        )
