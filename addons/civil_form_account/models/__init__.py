from . import civil_form_figure
