from . import test_access, test_batch, test_settlement
