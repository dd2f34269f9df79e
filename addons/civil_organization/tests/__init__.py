from . import test_access
from . import test_credit_code
from . import test_organization
from . import test_party
