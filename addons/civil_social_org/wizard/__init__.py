from . import civil_social_reason
from . import civil_social_correct
from . import civil_social_name_query
from . import civil_social_findings
from . import civil_social_findings_line
