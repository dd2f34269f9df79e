"""The ways in which money moves on an account of a home."""

WAYS = [
    ("opening", "Opening Balance"),
    ("receipt", "Income"),
    ("payment", "Expense"),
    ("banking", "Cash Banked"),
    ("withdrawal", "Cash Drawn"),
]
