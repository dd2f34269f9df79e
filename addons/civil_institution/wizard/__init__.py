from . import civil_institution_generate
from . import civil_institution_reason
