from . import test_adjustment
from . import test_allocation
from . import test_at_once
from . import test_carry
from . import test_entry
from . import test_indicator
from . import test_project
