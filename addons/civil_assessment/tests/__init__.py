from . import (
    test_access,
    test_course,
    test_paper,
    test_risk,
    test_score,
    test_self_care,
    test_standard,
    test_walk,
)
