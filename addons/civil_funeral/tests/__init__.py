from . import (
    test_access,
    test_check,
    test_course,
    test_paper,
    test_reconciliation,
    test_reconciliation_oracle,
    test_register,
    test_rules,
    test_walk,
)
