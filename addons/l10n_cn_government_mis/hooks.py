def uninstall_hook(env):
    """Delete what was made from the statements: it would keep them from going."""
    statements = env["mis.report.instance"].with_context(active_test=False)
    statements.search([("report_id.l10n_cn_form", "!=", False)]).unlink()
