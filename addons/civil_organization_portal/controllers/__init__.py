from . import common
from . import home
