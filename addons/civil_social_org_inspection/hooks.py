from odoo.addons.civil_base.tools.append_only import unguard


def uninstall_hook(env):
    """Take along what stands in the registers of others because of inspections.

    What was issued and put on record stays; limits of rectifications go.
    """
    clocks = env["civil.clock"].search(
        [("res_model", "=", "civil.social.rectification")]
    )
    clocks.unlink()
    kind = env.ref(
        "civil_social_org_inspection.document_kind_announcement",
        raise_if_not_found=False,
    )
    if kind:
        kind.write({"template_key": False, "active": False})
    unguard(env.cr, "civil_social_report_version")
