def uninstall_hook(env):
    """Take along the drafts that only this addon could finish, close its kinds.

    What was issued stays with the documents, and shows nothing to open.
    """
    models = [model for model in env.registry if model.startswith("civil.cemetery.")]
    documents = env["civil.document"].search([("res_model", "in", models)])
    documents.filtered(lambda document: document.state == "draft").unlink()
    kinds = documents.exists().kind_id
    kinds.write({"active": False, "template_key": False})
