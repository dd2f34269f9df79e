from . import (
    test_access,
    test_checks,
    test_course,
    test_portal_api,
    test_portal_everything,
    test_portal_report,
    test_portal_sheet,
    test_portal_walk,
    test_publish,
    test_review_walk,
    test_rules,
    test_year,
)
