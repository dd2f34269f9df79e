from . import civil_institution_stay_step
