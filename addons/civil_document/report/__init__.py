from . import civil_document_receipt
