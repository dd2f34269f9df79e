from . import test_access
from . import test_beds
from . import test_case
from . import test_contract
from . import test_filing
from . import test_import_institution
from . import test_paper
from . import test_walk
