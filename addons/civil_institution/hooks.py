def uninstall_hook(env):
    """Take along what stands in the registers of others because of institutions.

    What was inspected stays, and shows nothing to open.
    """
    objects = env["civil.inspection.object"].with_context(active_test=False)
    objects = objects.search([("res_model", "=", "civil.institution")])
    inspected = objects.filtered("inspection_ids")
    (objects - inspected).unlink()
    inspected.write({"res_model": False, "res_id": False, "active": False})
    kinds = env["civil.case.kind"].with_context(active_test=False)
    kinds = kinds.search([("handler", "=", "civil.institution.case")])
    applied = env["civil.case"].search([("kind_id", "in", kinds.ids)]).kind_id
    # What was applied for stays on record, and is decided by nobody's rules anymore.
    applied.write({"active": False, "handler": "civil.case.handler"})
    data = env["ir.model.data"].search(
        [("model", "=", "civil.case.kind"), ("res_id", "in", applied.ids)]
    )
    data.unlink()
    env["civil.import"].search([("kind_id.code", "=", "institutions")]).unlink()
