from . import test_accounts
from . import test_chart
from . import test_journal
from . import test_ledgers
from . import test_locked
from . import test_numbers
from . import test_standard
