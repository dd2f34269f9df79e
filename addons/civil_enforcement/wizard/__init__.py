from . import civil_enforcement_step
