from . import civil_funeral_monthly_xlsx
