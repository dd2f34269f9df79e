from . import civil_inspection_reason
from . import civil_inspection_freeze
from . import civil_inspection_sign
