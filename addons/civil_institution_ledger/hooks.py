def uninstall_hook(env):
    """Let the ledgers go with the addon; what was issued stays."""
    env["civil.institution.ledger.entry"]._remove_guard()
    env["civil.institution.ledger.move"]._remove_guard()
    documents = env["civil.document"].search(
        [("res_model", "=", "civil.institution.ledger.month")]
    )
    documents.filtered(lambda document: document.state == "draft").unlink()
    documents.exists().kind_id.write({"active": False})
