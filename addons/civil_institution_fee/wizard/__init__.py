from . import civil_institution_fee_reason
from . import civil_institution_fee_once
from . import civil_institution_receive
from . import civil_institution_prepay
from . import civil_institution_refund
