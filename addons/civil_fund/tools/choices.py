"""Selections that several models share."""

#: Whose money it is.
SOURCES = [
    ("central", "Central Transfer"),
    ("province", "Provincial Transfer"),
    ("city", "City Transfer"),
    ("district", "District Budget"),
    ("lottery", "Welfare Lottery Fund"),
]
#: The four budgets (资金性质).
NATURES = [
    ("general", "General Public Budget"),
    ("government_fund", "Government Fund Budget"),
    ("state_capital", "State Capital Budget"),
    ("special_account", "Special Fiscal Account"),
]
#: Who gave the money (指标来源).
LEVELS = [("own", "Own Level"), ("upper", "Upper Level")]
#: How the money came into the year.
ARRANGEMENTS = [
    ("opening", "Opening Budget"),
    ("added", "Added"),
    ("carried", "Carried Over"),
]
#: What welfare lottery money may be used for.
PURPOSES = [
    ("elderly", "Support of the Elderly"),
    ("disabled", "Help for the Disabled"),
    ("orphans", "Relief of Orphans"),
    ("poor", "Relief of the Poor"),
]
#: How near a date is on which something has to be done.
WATCH = [("on_time", "On Time"), ("near", "Nearly Late"), ("late", "Late")]
#: The mark that everything carries for which lottery money paid.
LOTTERY_MARK = "彩票公益金资助—中国福利彩票"
