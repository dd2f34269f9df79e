from . import civil_indicator
from . import civil_indicator_board
from . import civil_project
