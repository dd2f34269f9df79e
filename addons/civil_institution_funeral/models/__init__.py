from . import civil_funeral_case
from . import civil_institution_stay
