from . import bulk
from . import glue
from . import money
from . import posts
from . import sheets
from . import tabular
from . import text
from . import todo
