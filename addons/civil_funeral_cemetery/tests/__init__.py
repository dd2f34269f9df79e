from . import test_placement
