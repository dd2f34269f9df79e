from . import test_gross
from . import test_split
