from . import civil_import_upload
from . import civil_reason_wizard
from . import civil_handover_reason
