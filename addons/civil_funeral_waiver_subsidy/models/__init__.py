from . import (
    civil_funeral_charge,
    civil_funeral_settlement_compute,
    civil_funeral_settlement_step,
    civil_funeral_settlement,
    civil_funeral_settlement_hold,
    civil_funeral_settlement_line,
    civil_subsidy_payment,
    civil_subsidy_program,
)
