def pre_init_hook(env):
    """Provide what the name search and the periods' constraint stand on."""
    env.cr.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    env.cr.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")


def uninstall_hook(env):
    """Take the access log's guard away before the table that it guards."""
    env["civil.access.log"]._remove_guard()
