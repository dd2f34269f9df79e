from . import civil_import_errors
