from . import test_mark
