from . import test_indicators
from . import test_occupancy
from . import test_screen
