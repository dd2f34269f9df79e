from . import civil_subsidy_reason
from . import civil_subsidy_treasury_pay
