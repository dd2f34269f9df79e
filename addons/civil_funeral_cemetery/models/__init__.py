from . import civil_cemetery_interment, civil_funeral_case, civil_funeral_placement
