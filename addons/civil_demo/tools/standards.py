"""The standards of the demonstration district, sound or with one of their faults."""

from datetime import date, timedelta

LIFE_NAME = "困难残疾人生活补贴"
CARE_NAME = "重度残疾人护理补贴"
AMOUNTS = (
    (LIFE_NAME, "全部", "80.00", "100.00"),
    (CARE_NAME, "一级", "110.00", "130.00"),
    (CARE_NAME, "二级", "90.00", "110.00"),
    (CARE_NAME, "三级智力/精神", None, "60.00"),
)
VARIANTS = (
    "sound",
    "missing",
    "twice",
    "overlap_of_a_day",
    "ended_on_the_eve",
    "from_the_second_day",
    "changed_on_the_first_day",
    "ends_on_the_first_day",
)


def standard_rows(dice, first_day, faults, variant=None):
    """Return the rows of ``standards.csv``.

    :param variant: one of ``VARIANTS``: what is wrong (or only looks so) with the
        standard of one class on the first day of the period; by the dice if ``None``,
        and always sound without faults
    """
    year = date(first_day.year, 1, 1)
    rows = []
    for program, category, former, current in AMOUNTS:
        if former:
            end = year - timedelta(days=1)
            rows.append([program, category, former, "2021-01-01", f"{end}"])
        rows.append([program, category, current, f"{year}", ""])
    if variant is None:
        calm = not faults or dice.random() < 0.5
        variant = "sound" if calm else dice.choice(VARIANTS)
    if variant != "sound":
        current = [row for row in rows if not row[4]]
        spoil(rows, dice.choice(current), first_day, variant)
    return rows


def spoil(rows, row, first_day, variant):
    """Change the current standard of one class, ``row``, in place."""
    eve, second = first_day - timedelta(days=1), first_day + timedelta(days=1)
    program, category = row[:2]
    if variant == "missing":
        rows.remove(row)
    elif variant == "twice":
        rows.append([program, category, "105.00", row[3], ""])
    elif variant == "overlap_of_a_day":
        row[3:] = ["2023-06-01", f"{first_day}"]
        rows.append([program, category, "105.50", f"{first_day}", ""])
    elif variant == "ended_on_the_eve":
        row[3:] = ["2023-06-01", f"{eve}"]
    elif variant == "from_the_second_day":
        row[3] = f"{second}"
    elif variant == "changed_on_the_first_day":
        row[3:] = ["2023-06-01", f"{eve}"]
        rows.append([program, category, "1205.50", f"{first_day}", ""])
    elif variant == "ends_on_the_first_day":
        row[3:] = ["2023-06-01", f"{first_day}"]
