from .households import DAY
from .people import YEAR

ORPHANS, UNATTENDED = 40, 30
#: Of the unattended children: who lives in a household with the living allowance.
IN_HOUSEHOLDS = 12


class Children:
    """Orphans and children in fact without support, paid through their guardians."""

    def __init__(self, people, programs):
        self.people = people
        self.desk = people.desk
        self.programs = programs

    def settle(self, households):
        """Let some of the unattended children live with their grandparents."""
        old = households.filtered(
            lambda home: (DAY - home.head_id.birth_date).days > 60 * YEAR
        )[:IN_HOUSEHOLDS]
        residents = self.desk.act("clerk", self.desk.env["civil.resident"])
        self.with_grandparents = residents.create(
            [self.grandchild(household) for household in old]
        )

    def grandchild(self, household):
        """Return the values of a grandchild in the household."""
        head = household.head_id
        person = self.people.person(2, 17, head.name[0])
        return {
            "name": person["姓名"],
            "identity_number": person["身份证号"],
            "division_id": head.division_id.id,
            "household_id": household.id,
            "household_relation": "grandchild",
        }

    def grant(self):
        """Grant both programs and note the category."""
        orphans = [
            self.line(
                self.people.person(0.5, 17),
                "社会散居孤儿" if at % 4 else "机构养育孤儿",
            )
            for at in range(ORPHANS)
        ]
        lonely = [
            {
                "姓名": child.name,
                "身份证号": child.sudo().identity_number,
                "镇街": child.town_id.name,
            }
            for child in self.with_grandparents
        ]
        lonely += [
            self.people.person(0.5, 17)
            for _each in range(UNATTENDED - len(self.with_grandparents))
        ]
        for code, kind, title, lines in (
            ("orphan", "orphan", "孤儿名册", orphans),
            (
                "unattended",
                "unattended_child",
                "事实无人抚养儿童名册",
                [self.line(each, "事实无人抚养儿童") for each in lonely],
            ),
        ):
            job = self.people.grant(self.programs[code], title, lines)
            self.note(job, kind)

    def line(self, person, klass):
        """Return the line of a child, whose guardian receives the money."""
        return {
            **person,
            **self.people.agent(25, 70),
            "类别": klass,
            "享受起始月": self.people.first_month(years=2),
            "下次复核日期": self.people.review(),
        }

    def note(self, job, kind):
        """Note the category of the children of an import."""
        versions = self.desk.env["civil.subsidy.entitlement.version"].search(
            [("import_id", "=", job.id)]
        )
        kind = self.desk.env.ref(f"civil_resident.kind_{kind}")
        self.desk.act("clerk", self.desk.env["civil.resident.category"]).create(
            [
                {
                    "resident_id": version.entitlement_id.resident_id.id,
                    "kind_id": kind.id,
                    "date_from": version.effective_month,
                }
                for version in versions
            ]
        )
