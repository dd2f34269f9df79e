from . import (
    test_access,
    test_course,
    test_paper,
    test_reconciliation,
    test_register,
    test_rules,
    test_register,
    test_rules,
    test_walk,
)
