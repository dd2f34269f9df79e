from datetime import date

from .people import YEAR

#: Households that draw the minimum living allowance, and how many come in April.
HOUSEHOLDS, NEW = 900, 16
#: Of the households: how many persons beside the head.
OTHERS = (0, 0, 0, 0, 1, 1, 1, 2, 2, 3)
#: Who else lives there, and how much older than the head.
RELATIONS = (
    ("spouse", -4, 4),
    ("child", -38, -20),
    ("child", -38, -20),
    ("parent", 20, 32),
    ("sibling", -12, 12),
)
DAY = date(2024, 3, 31)


class Households:
    """Households of the minimum living allowance around people of the rosters."""

    def __init__(self, desk, people, program):
        self.desk = desk
        self.people = people
        self.dice = people.dice
        self.program = program
        self.heads = []

    def gather(self):
        """Put the households on file, with everybody who lives there."""
        heads = self.candidates()
        residents = self.desk.act("clerk", self.desk.env["civil.resident"])
        households = self.desk.act("clerk", self.desk.env["civil.household"])
        self.households = households.create(
            [self.household(at, head) for at, head in enumerate(heads, 1)]
        )
        relatives = []
        for household in self.households:
            head = household.head_id
            for relation, older, oldest in self.dice.sample(
                RELATIONS, self.dice.choice(OTHERS)
            ):
                age = (DAY - head.birth_date).days / YEAR
                if age + older > 0 and age + oldest < 96:
                    relatives.append(
                        self.relative(household, relation, age + older, age + oldest)
                    )
        residents.create(relatives)
        self.households.invalidate_recordset()
        self.note_category()

    def candidates(self):
        """Return grown-up people of the March roster, spread over the district."""
        payments = self.desk.env["civil.subsidy.payment"].search(
            [
                ("program_id.code", "=", "life"),
                ("outcome", "=", "payable"),
                ("kind", "=", "regular"),
            ]
        )
        grown = payments.resident_id.filtered(
            lambda person: person.birth_date and person.birth_date < date(2003, 1, 1)
        ).sorted("id")
        return grown[:: len(grown) // (HOUSEHOLDS + NEW)][: HOUSEHOLDS + NEW]

    def household(self, number, head):
        """Return the values of a household."""
        return {
            "number": f"DB{number:05d}",
            "head_id": head.id,
            "division_id": head.division_id.id,
            "address": f"{head.division_id.name}{number % 90 + 1}号",
        }

    def relative(self, household, relation, youngest, oldest):
        """Return the values of somebody who lives with the head."""
        head = household.head_id
        surname = "" if relation == "spouse" else head.name[0]
        person = self.people.person(max(youngest, 0.1), oldest, surname)
        return {
            "name": person["姓名"],
            "identity_number": person["身份证号"],
            "division_id": head.division_id.id,
            "household_id": household.id,
            "household_relation": relation,
        }

    def note_category(self):
        """Note of everybody there that the household lives on the allowance."""
        kind = self.desk.env.ref("civil_resident.kind_minimum_living")
        self.desk.act("clerk", self.desk.env["civil.resident.category"]).create(
            [
                {
                    "resident_id": member.id,
                    "kind_id": kind.id,
                    "date_from": "2023-01-01",
                }
                for member in self.households.member_ids
            ]
        )

    def lines(self, households, first_month=None):
        """Return the lines that grant the allowance to households."""
        return [self.line(household, first_month) for household in households]

    def line(self, household, first_month):
        """Return the line of one household, its income fit for its size and place."""
        head, count = household.head_id, household.member_count
        place = "城市" if self.people.urban(head.town_id.name) else "农村"
        most = count * (720 if place == "城市" else 560)
        letter = self.dice.choices("ABC", (2, 5, 3))[0]
        share = {"A": (0, 0.1), "B": (0.2, 0.6), "C": (0.5, 0.9)}[letter]
        income = round(most * self.dice.uniform(*share), 2) if letter != "A" else 0
        return {
            "姓名": head.name,
            "身份证号": head.sudo().identity_number,
            "镇街": head.town_id.name,
            "村（社区）": head.division_id.name,
            "户主身份证号": head.sudo().identity_number,
            "人数": str(count),
            "家庭月收入": f"{income:.2f}",
            "类别": f"{place}{letter}类",
            "分类施保增发": "90.00" if self.dice.random() < 0.08 else "",
            "享受起始月": first_month or self.people.first_month(),
            "下次复核日期": self.people.review(),
            "文号": f"曾民低保〔2023〕{household.number[2:]}号",
        }
