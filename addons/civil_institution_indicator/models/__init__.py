from . import civil_hazard
from . import civil_institution
from . import civil_institution_occupancy
from . import civil_safety_check
