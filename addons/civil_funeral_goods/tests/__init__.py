from . import test_access
from . import test_import_shop
from . import test_inspection
from . import test_license
from . import test_people
from . import test_shop
from . import test_training_contract
from . import test_walk
