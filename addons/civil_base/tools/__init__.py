from . import bulk
from . import money
from . import tabular
from . import text
