from . import test_access
from . import test_balance
from . import test_close
from . import test_event
from . import test_import
from . import test_match
from . import test_paper
from . import test_tools
