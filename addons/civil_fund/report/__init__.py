from . import civil_fund_workbook
from . import execution_xlsx
from . import lottery_xlsx
