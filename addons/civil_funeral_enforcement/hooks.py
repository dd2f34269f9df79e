def uninstall_hook(env):
    """Leave the clues that came from marks, with nothing to open."""
    clues = env["civil.enforcement.clue"].search(
        [("origin_model", "=", "civil.funeral.mark")]
    )
    clues.write({"origin_model": False, "origin_id": False})
