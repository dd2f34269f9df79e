from . import civil_import_upload
from . import civil_reason_wizard
