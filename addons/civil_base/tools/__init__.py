from . import bulk
from . import glue
from . import money
from . import sheets
from . import tabular
from . import text
