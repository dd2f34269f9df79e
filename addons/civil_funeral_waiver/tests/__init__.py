from . import (
    test_access,
    test_charge,
    test_import_charge,
    test_judge,
    test_price_list,
    test_waive,
)
