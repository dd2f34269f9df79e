from . import civil_division
from . import civil_division_mixin
from . import civil_numbering
from . import civil_numbering_counter
from . import res_company
from . import res_users
from . import workflow_mixin
