def uninstall_hook(env):
    """Let the table of nodes go."""
    env["civil.funeral.node"]._remove_guard()
