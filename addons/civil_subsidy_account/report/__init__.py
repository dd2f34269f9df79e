from . import civil_subsidy_recovery_xlsx
