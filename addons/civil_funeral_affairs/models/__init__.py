from . import civil_funeral_duty
from . import civil_funeral_duty_site
from . import civil_funeral_duty_shift
from . import civil_funeral_duty_report
from . import civil_funeral_publicity_round
from . import civil_funeral_publicity
from . import civil_funeral_complaint
