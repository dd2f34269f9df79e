from . import civil_case_reason
