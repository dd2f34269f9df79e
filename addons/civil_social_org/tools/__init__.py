from . import cells, door, names, roles
