def uninstall_hook(env):
    """Take along the files of charges that were looked through."""
    env["civil.import"].search([("kind_id.code", "=", "funeral_charges")]).unlink()
