from . import test_access
from . import test_complaint
from . import test_duty
from . import test_publicity
