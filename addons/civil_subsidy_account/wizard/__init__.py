from . import civil_subsidy_treasury_pay
