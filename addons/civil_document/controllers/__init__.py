from . import civil_document
