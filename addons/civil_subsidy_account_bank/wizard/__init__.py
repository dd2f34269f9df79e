from . import civil_subsidy_reason
