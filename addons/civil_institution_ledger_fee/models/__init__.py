from . import civil_institution_ledger_finding
from . import civil_institution_ledger_judge
