from . import payroll_xlsx
from . import publicity_xlsx
from . import publicity_pdf
from . import whatif_xlsx
