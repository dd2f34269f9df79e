from . import civil_fund_carry
from . import civil_fund_carry_line
from . import civil_fund_execution
from . import civil_fund_reason
