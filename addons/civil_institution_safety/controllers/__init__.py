from . import portal_check
from . import portal_hazard
from . import portal_incident
from . import portal_drill
