def uninstall_hook(env):
    """Take the guards of draws away with the tables that they guard."""
    env.cr.execute(
        "DROP FUNCTION IF EXISTS civil_inspection_draw_refuse() CASCADE;"
        "DROP FUNCTION IF EXISTS civil_inspection_draw_line_refuse() CASCADE"
    )
