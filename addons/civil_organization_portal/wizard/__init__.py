from . import civil_organization_opening
from . import civil_organization_sending
from . import civil_organization_slip
