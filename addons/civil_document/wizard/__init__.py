from . import civil_document_reason
