from . import civil_institution_stay_step
from . import civil_resident_merge
