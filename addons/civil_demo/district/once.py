from ..tools.rules import identity_is_valid
from .desk import APRIL, MARCH

#: How many are helped once a month, and how many funerals are settled.
RELIEF = {MARCH: 24, APRIL: 16}
FUNERALS = {MARCH: 36, APRIL: 24}
CAUSES = ("因病住院自付费用较大", "突发交通事故", "家庭火灾", "子女就学支出较大")
#: What of a funeral is waived: way to the home, cold room, cremation, ashes; yuan.
ITEMS = (300, 240, 500, 120)


class Once:
    """What is paid once: temporary assistance, and the waiver of funeral costs."""

    def __init__(self, people, programs, funeral_home):
        self.people = people
        self.desk = people.desk
        self.programs = programs
        self.funeral_home = funeral_home
        self.cases = 0

    def grant(self, month):
        """Grant what a month brings."""
        self.relieve(month)
        self.settle_funerals(month)

    def relieve(self, month):
        """Grant temporary assistance case by case, as the clerk does."""
        dice = self.people.dice
        people = self.needy()
        entitlements = self.desk.act(
            "clerk", self.desk.env["civil.subsidy.entitlement"]
        )
        for _each in range(RELIEF[month]):
            self.cases += 1
            entitlements.action_grant(
                {
                    "resident_id": people[self.cases * 17].id,
                    "program_id": self.programs["relief"].id,
                    "effective_month": f"{month:%Y-%m}",
                    "occasion": f"LS2024{self.cases:04d}",
                    "decided_amount": dice.choice((800, 1200, 1500, 2160, 3000, 5000)),
                    "reason": dice.choice(CAUSES),
                    "document": f"曾民临救〔2024〕{self.cases}号",
                }
            )

    def needy(self):
        """Return people with an account who draw the life subsidy."""
        return (
            self.desk.env["civil.subsidy.payment"]
            .search(
                [
                    ("program_id.code", "=", "life"),
                    ("outcome", "=", "payable"),
                    ("period", "=", MARCH),
                    ("kind", "=", "regular"),
                ],
                order="id",
                limit=1000,
            )
            .resident_id
        )

    def settle_funerals(self, month):
        """Grant the waiver to who was cremated, paid to the funeral home."""
        lines = [
            {
                "姓名": death.name,
                "身份证号": death.identity_number,
                "镇街": self.people.dice.choice(self.people.population.towns),
                "核定金额": f"{self.waived()}.00",
                "享受起始月": f"{month:%Y-%m}",
                "事由": death.certificate_number,
                "机构": self.funeral_home.name,
                "备注": "殡仪馆按月汇总报送",
            }
            for death in self.cremated(month)
        ]
        title = f"惠民殡葬减免汇总表{month:%Y-%m}"
        self.people.grant(self.programs["funeral"], title, lines)

    def waived(self):
        """Return the yuan waived: all items, or all but one that wasn't used."""
        return sum(ITEMS) - self.people.dice.choice((0, 0, *ITEMS))

    def cremated(self, month):
        """Return deaths before the month that aren't settled yet, one a number."""
        deaths = self.desk.env["civil.death"].search(
            [("death_date", "<", month), ("certificate_number", "!=", False)],
            order="death_date desc, id",
        )
        known = {}
        for death in deaths:
            number = death.identity_number or ""
            if identity_is_valid(number, MARCH) and len(death.name or "") < 4:
                known.setdefault(number, death)
        settled = self.desk.env["civil.subsidy.entitlement"].search(
            [("program_id", "=", self.programs["funeral"].id)]
        )
        left = [
            death
            for number, death in known.items()
            if number not in settled.resident_id.mapped("identity_number")
        ]
        return left[: FUNERALS[month]]
