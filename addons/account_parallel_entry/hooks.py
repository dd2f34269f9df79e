def pre_init_hook(env):
    """Provide what the exclusion constraint over the dates of rules needs."""
    env.cr.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
