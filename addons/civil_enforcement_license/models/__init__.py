from . import civil_enforcement_case
from . import civil_enforcement_penalty
