def uninstall_hook(env):
    """Take along what stands in the registers of others because of institutions.

    What was inspected stays, and shows nothing to open.
    """
    objects = env["civil.inspection.object"].with_context(active_test=False)
    objects = objects.search([("res_model", "=", "civil.institution")])
    inspected = objects.filtered("inspection_ids")
    (objects - inspected).unlink()
    inspected.write({"res_model": False, "res_id": False, "active": False})
    env["civil.import"].search([("kind_id.code", "=", "institutions")]).unlink()
