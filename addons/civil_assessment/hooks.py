#: What waits on the desks for records of the addon.
MODELS = ("civil.assessment", "civil.assessment.risk")


def uninstall_hook(env):
    """Take the addon's entries off the desks; issued reports stay as documents."""
    env["civil.todo"].search([("res_model", "in", MODELS)]).unlink()
