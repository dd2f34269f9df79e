from . import civil_funeral_mark
