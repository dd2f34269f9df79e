from . import civil_import_upload
