from . import test_case_founding
from . import test_case_change
from . import test_case_term
from . import test_case_deregister
