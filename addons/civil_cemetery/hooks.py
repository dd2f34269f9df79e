def uninstall_hook(env):
    """Take along the drafts that only this addon could finish, close its kinds.

    What was issued stays with the documents, and shows nothing to open.
    """
    models = [model for model in env.registry if model.startswith("civil.cemetery.")]
    documents = env["civil.document"].search([("res_model", "in", models)])
    documents.filtered(lambda document: document.state == "draft").unlink()
    kinds = documents.exists().kind_id
    kinds.write({"active": False, "template_key": False})
    _leave_registers(env)


def _leave_registers(env):
    """Take along what stands in the registers of others because of facilities.

    What was inspected and applied for stays, and shows nothing to open.
    """
    everything = {"active_test": False}
    objects = env["civil.inspection.object"].with_context(**everything)
    objects = objects.search([("res_model", "=", "civil.cemetery.facility")])
    inspected = objects.filtered("inspection_ids")
    (objects - inspected).unlink()
    inspected.write({"res_model": False, "res_id": False, "active": False})
    kinds = env["civil.case.kind"].with_context(**everything)
    kinds = kinds.search([("handler", "=", "civil.cemetery.case")])
    applied = env["civil.case"].search([("kind_id", "in", kinds.ids)]).kind_id
    (kinds - applied).unlink()
    applied.write({"handler": "civil.case.handler", "active": False})
    env["civil.import"].search([("kind_id.code", "=", "cemetery")]).unlink()
