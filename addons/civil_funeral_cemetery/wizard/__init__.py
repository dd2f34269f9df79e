from . import civil_funeral_step
