from . import test_access
from . import test_incident
from . import test_plan
