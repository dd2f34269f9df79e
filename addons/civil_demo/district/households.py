from odoo.fields import Command

from .office import TOWN

#: Households of the first town that draw the minimum living guarantee.
HOUSEHOLDS = 60
#: From how many years of difference somebody may be the other's child.
GENERATION = 18


class Households:
    """Households of one town, so that people's pages show whom they live with."""

    def __init__(self, env, office):
        self.env = env
        self.office = office

    def run(self):
        """Gather neighbors who draw the living subsidy in households."""
        people = self.people()
        household = self.env["civil.household"].with_user(self.office.user("clerk"))
        values = []
        for at in range(HOUSEHOLDS):
            head, *others = people[at * 3 : at * 3 + 1 + at % 3]
            values.append(self.household(at + 1, head, others))
        for each in household.create(values):
            each.member_ids.category_ids = [self.minimum_living()]

    def people(self):
        """Return payable people of the town, neighbors beside each other."""
        payments = self.env["civil.subsidy.payment"].search(
            [
                ("program_id", "=", self.env.ref("civil_subsidy.program_life").id),
                ("outcome", "=", "payable"),
                ("town_id", "=", self.office.division(TOWN).id),
            ]
        )
        return payments.resident_id.sorted("division_id")

    def household(self, number, head, others):
        """Return the values of a household."""
        return {
            "number": f"D{TOWN}{number:04d}",
            "head_id": head.id,
            "division_id": head.division_id.id,
            "address": f"{head.division_id.name}{number}号",
            "member_ids": [self.member(head, other) for other in others],
        }

    def member(self, head, other):
        """Return the command that takes another person in."""
        older = head.birth_date.year - other.birth_date.year
        relation = "parent" if older >= GENERATION else "sibling"
        if older <= -GENERATION:
            relation = "child"
        other.household_relation = relation
        return Command.link(other.id)

    def minimum_living(self):
        """Return the command that adds the category of the minimum living."""
        kind = self.env.ref("civil_resident.kind_minimum_living")
        return Command.create({"kind_id": kind.id, "date_from": "2023-01-01"})
