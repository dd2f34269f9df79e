from . import civil_social_reason
from . import civil_social_correct
from . import civil_social_name_query
