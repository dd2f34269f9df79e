from . import test_case_founding
from . import test_case_change
from . import test_case_term
from . import test_case_deregister
from . import test_case_access
from . import test_case_paper
