from . import civil_project_kind
from . import civil_project_kind_stage
from . import civil_project_kind_paper
from . import civil_project
from . import civil_project_stage
from . import civil_project_paper
from . import civil_project_entry
