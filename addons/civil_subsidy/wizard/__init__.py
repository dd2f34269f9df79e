from . import civil_subsidy_change
from . import civil_subsidy_late
from . import civil_subsidy_reason
from . import civil_subsidy_reason_kinds
from . import civil_subsidy_result
from . import civil_subsidy_entitlement_step
from . import civil_subsidy_standard_replace
