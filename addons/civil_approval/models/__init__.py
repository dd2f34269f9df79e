from . import ir_module_module
from . import tier_definition
from . import tier_review
from . import civil_approval_lock
from . import civil_approval_turn
from . import civil_approval_mixin
from . import civil_approval_line_mixin
