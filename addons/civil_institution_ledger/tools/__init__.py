from . import exact
