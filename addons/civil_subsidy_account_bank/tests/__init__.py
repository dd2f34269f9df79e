from . import test_movement
