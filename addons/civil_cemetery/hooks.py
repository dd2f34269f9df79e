def uninstall_hook(env):
    """Take along the to-dos and drafts that only this addon could finish.

    What was issued stays with the documents, and shows nothing to open.
    """
    models = [model for model in env.registry if model.startswith("civil.cemetery.")]
    documents = env["civil.document"].search([("res_model", "in", models)])
    documents.filtered(lambda document: document.state == "draft").unlink()
