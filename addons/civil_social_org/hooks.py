def uninstall_hook(env):
    """Take along what stands in the registers of others because of the organizations.

    What was inspected stays, and shows nothing to open.
    """
    objects = env["civil.inspection.object"].with_context(active_test=False)
    objects = objects.search([("res_model", "=", "civil.social.org")])
    inspected = objects.filtered("inspection_ids")
    (objects - inspected).unlink()
    inspected.write({"res_model": False, "res_id": False, "active": False})
    env["civil.import"].search([("kind_id.code", "=", "organizations")]).unlink()
    _release_matters(env)


def _release_matters(env):
    """Keep the matters that were applied for, as usual ones and switched off."""
    kinds = env["civil.case.kind"].with_context(active_test=False)
    kinds = kinds.search([("social_action", "!=", False)])
    applied = env["civil.case"].search([("kind_id", "in", kinds.ids)]).kind_id
    applied.write(
        {
            "handler": "civil.case.handler",
            "license_action": False,
            "license_kind_id": False,
            "social_action": False,
            "social_kind_id": False,
            "active": False,
        }
    )
    # What belongs to the addon goes with it; these stay with their cases.
    env["ir.model.data"].search(
        [("model", "=", "civil.case.kind"), ("res_id", "in", applied.ids)]
    ).unlink()
