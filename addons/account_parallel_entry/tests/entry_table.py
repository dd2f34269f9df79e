"""The entries that the accounting manual writes down, for the tests of rules."""

#: (event, variant, mode, route): (financial, budget); debits positive.
PAID = ([("2303", 100), ("400101", -100)], [("710101", 100), ("600102", -100)])
QUOTA = ([("2303", 100), ("1011", -100)], [("710101", 100), ("800101", -100)])
HANDED = ([("100201", 100), ("210301", -100)], [])
EXACT = {
    ("subsidy_accrued", "", "new", "treasury_channel"): (
        [("500103", 100), ("2303", -100)],
        [],
    ),
    ("subsidy_paid", "", "new", "treasury_channel"): PAID,
    ("subsidy_paid", "", "old_direct", "treasury_channel"): PAID,
    ("subsidy_paid", "", "old_authorized", "treasury_channel"): QUOTA,
    ("subsidy_paid", "bank", "new", "treasury_channel"): (
        [("2303", 100), ("100201", -100)],
        [("710101", 100), ("800102", -100)],
    ),
    ("subsidy_returned", "", "new", "treasury_channel"): (
        [("400101", 100), ("2303", -100)],
        [("600102", 100), ("710101", -100)],
    ),
    ("subsidy_returned", "", "old_authorized", "treasury_channel"): (
        [("1011", 100), ("2303", -100)],
        [("800101", 100), ("710101", -100)],
    ),
    ("subsidy_returned", "", "new", "unit_account"): (
        [("100201", 100), ("2303", -100)],
        [("800102", 100), ("710101", -100)],
    ),
    ("subsidy_returned", "", "new", "hand_in"): HANDED,
    ("subsidy_returned_prior_year", "", "new", "treasury_channel"): (
        [("1201", 100), ("2303", -100)],
        [("800103", 100), ("810101", -100)],
    ),
    ("subsidy_returned_prior_year", "", "new", "unit_account"): (
        [("100201", 100), ("2303", -100)],
        [("800102", 100), ("810101", -100)],
    ),
    ("overpayment_found", "", "new", "treasury_channel"): (
        [("1218", 100), ("500103", -100)],
        [],
    ),
    ("overpayment_refunded", "", "new", "treasury_channel"): (
        [("400101", 100), ("1218", -100)],
        [("600102", 100), ("710101", -100)],
    ),
    ("overpayment_found_prior_year", "", "new", "hand_in"): (
        [("1218", 100), ("210301", -100)],
        [],
    ),
    ("overpayment_refunded_prior_year", "", "new", "hand_in"): (
        [("100201", 100), ("1218", -100)],
        [],
    ),
    ("treasury_due_handed_in", "", "new", "hand_in"): (
        [("210301", 100), ("100201", -100)],
        [],
    ),
    ("overpayment_refunded_prior_year", "", "new", "unit_account"): (
        [("100201", 100), ("3501", -100), ("3501", 100), ("3001", -100)],
        [("800102", 100), ("810101", -100)],
    ),
    ("home_subsidy_decided", "", "new", "treasury_channel"): (
        [("500199", 100), ("2307", -100)],
        [],
    ),
    ("home_subsidy_paid", "", "new", "treasury_channel"): (
        [("2307", 100), ("400101", -100)],
        [("710101", 100), ("600102", -100)],
    ),
    ("relief_fund_advanced", "", "new", "treasury_channel"): (
        [("1218", 100), ("400101", -100)],
        [("710199", 100), ("600102", -100)],
    ),
    ("relief_fund_advanced", "", "old_authorized", "treasury_channel"): (
        [("1218", 100), ("1011", -100)],
        [("710199", 100), ("800101", -100)],
    ),
    ("relief_fund_reported", "", "new", "treasury_channel"): (
        [("500103", 100), ("1218", -100)],
        [("710101", 100), ("710199", -100)],
    ),
}
#: Accounts for placeholders that only the event can fill.
OPEN = {
    "month_closed": {"income": "400101", "expense": "500103"},
    "budget_year_closed": {"income": "600102", "expenditure": "710101"},
}
