def uninstall_hook(env):
    """Take along what stands in the registers of others because of shops.

    What was inspected and applied for stays, and shows nothing to open.
    """
    everything = {"active_test": False}
    objects = env["civil.inspection.object"].with_context(**everything)
    objects = objects.search([("res_model", "=", "civil.funeral.shop")])
    inspected = objects.filtered("inspection_ids")
    (objects - inspected).unlink()
    inspected.write({"res_model": False, "res_id": False, "active": False})
    kind = env.ref("civil_funeral_goods.license_kind_shop", raise_if_not_found=False)
    if kind:
        matters = kind.with_context(**everything).case_kind_ids
        applied = env["civil.case"].search([("kind_id", "in", matters.ids)]).kind_id
        (matters - applied).unlink()
        applied.active = False
    env["civil.import"].search([("kind_id.code", "=", "shops")]).unlink()
