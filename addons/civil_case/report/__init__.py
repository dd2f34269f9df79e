from . import civil_case_statistic
