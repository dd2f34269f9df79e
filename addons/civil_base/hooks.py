def pre_init_hook(env):
    """Provide what the exclusion constraint over parameters' dates needs."""
    env.cr.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")


def post_init_hook(env):
    """Set what a bureau in China expects of a fresh database."""
    env["res.company"]._civil_set_defaults()
