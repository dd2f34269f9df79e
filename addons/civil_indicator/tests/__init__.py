from . import test_indicator
