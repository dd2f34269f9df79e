from . import civil_safety_figure
