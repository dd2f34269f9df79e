from . import civil_institution_claim_month
