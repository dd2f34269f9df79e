from . import test_death
