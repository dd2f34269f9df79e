from .district import build


def post_init_hook(env):
    """Fill the database with the demonstration district."""
    build(env)
