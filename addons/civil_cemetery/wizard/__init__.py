from . import (
    civil_cemetery_renew,
    civil_cemetery_move,
    civil_cemetery_holder_change,
    civil_cemetery_generate,
    civil_cemetery_annual_note,
    civil_cemetery_reason,
)
