from . import civil_organization_kind
from . import civil_organization
from . import civil_organization_search
from . import civil_party_mixin
