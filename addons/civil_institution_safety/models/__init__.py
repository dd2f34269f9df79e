from . import civil_institution_month
from . import civil_institution_month_xlsx
