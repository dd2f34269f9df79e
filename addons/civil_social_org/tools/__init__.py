from . import door, names, roles
