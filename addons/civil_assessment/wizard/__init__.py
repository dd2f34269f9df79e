from . import civil_assessment_reason
