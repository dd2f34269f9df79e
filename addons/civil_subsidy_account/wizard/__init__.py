from . import civil_subsidy_reason
from . import civil_subsidy_reason_treasury
from . import civil_subsidy_treasury_pay
from . import civil_treasury_export
from . import civil_treasury_import
