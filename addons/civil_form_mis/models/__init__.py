from . import civil_form_figure
from . import civil_form_figure_statement
from . import civil_form_value
from . import mis_report
