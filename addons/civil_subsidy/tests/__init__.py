from . import test_access
from . import test_compute
from . import test_import
from . import test_month
from . import test_workflow
