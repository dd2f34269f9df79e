from . import exact
from . import ways
