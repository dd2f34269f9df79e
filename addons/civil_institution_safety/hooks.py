def uninstall_hook(env):
    """Take along what stands in the registers of others because of this addon.

    What was checked, found and reported stays; institutions aren't asked anymore.
    """
    clerk = env.ref("civil_institution.group_clerk", raise_if_not_found=False)
    for level in ("clerk", "head", "deputy"):
        group = env.ref(f"civil_institution.group_{level}", raise_if_not_found=False)
        lower = env.ref(f"civil_emergency.group_{level}", raise_if_not_found=False)
        if group and lower:
            group.write({"implied_ids": [(3, lower.id)]})
    kind = env.ref(
        "civil_institution.inspection_kind_institution", raise_if_not_found=False
    )
    if clerk and kind:
        kind.self_check = False
        sheets = kind.checklist_ids.filtered(lambda sheet: sheet.use == "self_check")
        sheets.active = False
    kinds = env["civil.document.kind"].search(
        [("code", "in", ("hazard_order", "hazard_listing", "hazard_letter"))]
    )
    documents = env["civil.document"].search([("kind_id", "in", kinds.ids)])
    documents.filtered(lambda document: document.state == "draft").unlink()
    kinds.active = False
    env["civil.todo"].sudo().search(
        [
            (
                "res_model",
                "in",
                ("civil.institution.check.round", "civil.institution.safety.ledger"),
            )
        ]
    ).unlink()
