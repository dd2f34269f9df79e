from . import arithmetic
from . import domains
from . import periods
from . import places
from . import workbook
