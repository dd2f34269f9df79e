from . import civil_organization_account
from . import civil_organization_log
from . import civil_organization_notice
from . import civil_organization
from . import civil_organization_portal_mixin
from . import ir_http
from . import res_users
