from . import civil_subsidy_change
from . import civil_subsidy_late
from . import civil_subsidy_reason
from . import civil_subsidy_result
