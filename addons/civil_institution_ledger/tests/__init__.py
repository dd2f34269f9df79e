from . import test_access
from . import test_exact
from . import test_findings
from . import test_month
from . import test_purchase
from . import test_voucher
from . import test_walk
