from . import ir_attachment
from . import civil_paper
from . import civil_document_kind
from . import civil_document
from . import civil_document_issue
from . import civil_document_service
from . import civil_document_mixin
