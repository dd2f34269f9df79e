from . import test_self_check
from . import test_hazard
from . import test_incident
from . import test_institution
from . import test_ledger
from . import test_pages
from . import test_portal_everything
from . import test_access
