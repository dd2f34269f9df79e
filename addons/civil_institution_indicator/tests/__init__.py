from . import test_indicators
from . import test_occupancy
