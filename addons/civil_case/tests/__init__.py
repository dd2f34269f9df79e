from . import (
    test_access,
    test_clock,
    test_course,
    test_deadline,
    test_intake,
    test_investigation,
    test_kind,
    test_paper,
    test_rest,
    test_supervision,
)
