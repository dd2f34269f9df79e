def uninstall_hook(env):
    """Take along what stands in the registers of others because of institutions.

    What was inspected, applied for and issued stays, and shows nothing to open.
    """
    objects = env["civil.inspection.object"].with_context(active_test=False)
    objects = objects.search([("res_model", "=", "civil.institution")])
    inspected = objects.filtered("inspection_ids")
    (objects - inspected).unlink()
    inspected.write({"res_model": False, "res_id": False, "active": False})
    kinds = env["civil.case.kind"].with_context(active_test=False)
    kinds = kinds.search([("handler", "=", "civil.institution.case")])
    applied = env["civil.case"].search([("kind_id", "in", kinds.ids)]).kind_id
    (kinds - applied).unlink()
    applied.write({"handler": "civil.case.handler", "active": False})
    about = ("civil.institution", "civil.institution.rating")
    documents = env["civil.document"].search([("res_model", "in", about)])
    documents.filtered(lambda document: document.state == "draft").unlink()
    documents.exists().kind_id.write({"active": False})
    env["civil.import"].search([("kind_id.code", "=", "institutions")]).unlink()
