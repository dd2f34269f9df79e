"""Selections that several models share, and what follows from them."""

#: When payments are booked (发放入账方式).
FOLLOW = [
    ("gross", "When the Treasury Pays"),
    ("success", "When the Bank Has Paid"),
]
#: Who is paid, by which the liability is chosen.
PAYEE_KINDS = [
    ("person", "A Person"),
    ("private", "A Private Institution or Organization"),
    ("town", "A Town's Petty Fund"),
    ("budget_unit", "A Budget Unit"),
]
#: Where the money of a part comes from.
MEANS = [
    ("indicator", "Indicator of the Year"),
    ("restored", "Quota Restored of Prior Years"),
    ("account", "The Unit's Bank Account"),
]
#: Analytic account of the shipped fund natures, by key of an indicator.
FUND_ANALYTIC = {
    "general": "account_parallel_entry.fund_general",
    "government_fund": "account_parallel_entry.fund_government",
    "state_capital": "account_parallel_entry.fund_capital",
    "special_account": "account_parallel_entry.fund_special",
}
#: Sub-account of 4001 by the same keys (C.4: by kind of appropriation).
INCOME_CODES = {
    "general": "400101",
    "government_fund": "400102",
    "state_capital": "400103",
}
#: Events of the rule table for what happens to a payee's money.
EVENTS = {
    "person": {
        "accrue": "subsidy_accrued",
        "pay": "subsidy_paid",
        "return": "subsidy_returned",
        "return_prior": "subsidy_returned_prior_year",
        "cancel": "subsidy_cancelled",
        "cancel_prior": "subsidy_cancelled_prior_year",
        "hand_in": "treasury_due_handed_in",
    },
    "private": {
        "accrue": "home_subsidy_decided",
        "pay": "home_subsidy_paid",
        "return": "subsidy_returned",
        "return_prior": "subsidy_returned_prior_year",
        "cancel": "subsidy_cancelled",
        "cancel_prior": "subsidy_cancelled_prior_year",
        "hand_in": "treasury_due_handed_in",
    },
    "town": {
        "pay": "relief_fund_advanced",
        "return": "relief_fund_returned",
    },
}
