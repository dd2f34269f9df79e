from .institutions import HOMES

#: How many draw each program: in March, and who comes in April.
AGE, AGE_NEW = 2500, 40
SERVICE = 300
#: Class of the old-age allowance: name, youngest and oldest, share of the people.
AGES = (
    ("80至89周岁", 80.1, 89.7, 0.80),
    ("90至99周岁", 90.1, 99.7, 0.19),
    ("100周岁及以上", 100.1, 104, 0.01),
)
FRAILTY = ("轻度失能", "中度失能", "重度失能")


class Elderly:
    """Who draws the old-age allowance and the elder-care service subsidy."""

    def __init__(self, people, programs):
        self.people = people
        self.dice = people.dice
        self.programs = programs

    def grant(self):
        """Grant both programs by the file, as the towns report them."""
        people = self.people
        self.share_accounts(aged := [self.aged() for _each in range(AGE)])
        people.grant(self.programs["age"], "高龄津贴名册", aged)
        people.grant(
            self.programs["service"],
            "养老服务补贴名册",
            [self.frail() for _each in range(SERVICE)],
        )

    def grant_new(self):
        """Grant the allowance to those who turned eighty."""
        lines = [self.aged("2024-04") for _each in range(AGE_NEW)]
        self.people.grant(self.programs["age"], "高龄津贴2024年二季度新增", lines)

    def aged(self, first_month=None):
        """Return the line of somebody of eighty or more."""
        shares = [share for *_ages, share in AGES]
        name, youngest, oldest, _share = self.dice.choices(AGES, shares)[0]
        if first_month:
            name, youngest, oldest, _share = (AGES[0][0], 80.0, 80.2, 1)
        person = self.people.person(youngest, oldest)
        return {
            **person,
            **self.people.account(person["姓名"]),
            "类别": name,
            "享受起始月": first_month or self.people.first_month(years=1),
            "下次复核日期": self.people.review(),
        }

    def share_accounts(self, lines):
        """Let a few couples use one passbook, as old people do."""
        for one, other in zip(lines[0:40:4], lines[1:40:4], strict=True):
            for heading in ("镇街", "村（社区）", "开户银行", "银行账号", "户名"):
                other[heading] = one[heading]
            other["代领人"] = one["姓名"]

    def frail(self):
        """Return the line of somebody who needs care at home."""
        person = self.people.person(70, 95)
        return {
            **person,
            **self.people.account(person["姓名"]),
            "类别": self.dice.choices(FRAILTY, (5, 3, 2))[0],
            "享受起始月": self.people.first_month(years=2),
            "下次复核日期": self.people.review(),
        }


class Destitute:
    """Basic living and care of the people on the list of the destitute."""

    CLASSES = {"full": "全自理", "partial": "半护理", "none": "全护理"}
    #: For how many a carer cares at most.
    CARED_FOR = 3

    def __init__(self, people, programs, homes):
        self.people = people
        self.programs = programs
        self.homes = homes
        self.carer, self.left = {}, 0

    def grant(self):
        """Grant both programs; who lives in a home has the home paid for the care."""
        found = self.listed()
        lines = [self.line(each) for each in found]
        self.people.grant(self.programs["destitute"], "特困人员基本生活费名册", lines)
        job = self.people.grant(
            self.programs["nursing"],
            "特困人员照料护理费名册",
            [self.nursing(each) for each in found],
        )
        self.pay_homes(job)

    def listed(self):
        """Return how the destitute of March are supported, one record a person."""
        desk = self.people.desk
        return desk.env["civil.resident.category"].search(
            [
                ("kind_id.code", "=", "destitute"),
                ("date_from", "=", "2024-03-01"),
                ("resident_id.identity_state", "=", "ok"),
                ("resident_id.death_date", "=", False),
            ],
            order="id",
        )

    def line(self, category):
        """Return the line of the basic living allowance."""
        person = category.resident_id
        account = {}
        if not person.account_ids and self.people.dice.random() < 0.99:
            account = self.people.account(person.name)
        urban = self.people.urban(person.town_id.name or "")
        return {
            **self.cells(person),
            **account,
            "类别": "城市特困" if urban else "农村特困",
            "享受起始月": self.people.first_month(),
            "下次复核日期": self.people.review(),
        }

    def cells(self, person):
        """Return who is meant, in cells."""
        return {
            "姓名": person.name,
            "身份证号": person.sudo().identity_number,
            "镇街": person.town_id.name or "",
        }

    def nursing(self, category):
        """Return the line of the care, at home with the carer as the agent."""
        at_home = category.care_mode == "home"
        if at_home and not self.left:
            self.carer = self.people.agent(30, 64)
            self.left = self.people.dice.randint(1, self.CARED_FOR)
        self.left -= at_home
        return {
            **self.cells(category.resident_id),
            **(self.carer if at_home else {}),
            "类别": self.CLASSES[category.self_care],
            "享受起始月": self.people.first_month().replace("2024-02", "2024-01"),
            "下次复核日期": self.people.review(),
            "备注": "委托照料服务协议" if at_home else "集中供养",
        }

    def pay_homes(self, job):
        """Have the care of those who live in a home paid to the home."""
        living = self.people.desk.act(
            "clerk", self.people.desk.env["civil.subsidy.entitlement"]
        ).search(
            [
                ("version_ids.import_id", "=", job.id),
                ("version_id.payee_kind", "=", False),
            ],
            order="id",
        )
        for at, home in enumerate(self.homes):
            living[at :: len(HOMES)].action_change(
                effective_month="2024-02",
                values={"payee_kind": "institution", "partner_id": home.id},
                reason="集中供养照料护理费直接拨付供养机构",
                document="曾民函〔2024〕3号（演示）",
            )
