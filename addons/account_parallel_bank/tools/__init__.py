from . import camt
from . import door
from . import matching
from . import sheet
