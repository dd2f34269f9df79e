from . import (
    test_access,
    test_awards,
    test_batch,
    test_checks,
    test_claim,
    test_construction,
    test_course,
    test_occupancy,
    test_year,
)
