from . import civil_resident_merge
from . import civil_resident_unmask
