from . import civil_form_propose
from . import civil_form_propose_line
