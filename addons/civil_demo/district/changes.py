from datetime import date

from odoo.fields import Command

from .desk import APRIL

APRIL_MONTH = f"{APRIL:%Y-%m}"


class Changes:
    """What happens to people between March and April."""

    def __init__(self, people, programs):
        self.people = people
        self.desk = people.desk
        self.env = people.desk.env
        self.programs = programs

    def drawing(self, code):
        """Return who draws a program, as the clerk sees them."""
        return self.desk.act("clerk", self.env["civil.subsidy.entitlement"]).search(
            [("program_id", "=", self.programs[code].id), ("state", "=", "active")],
            order="id",
        )

    def before_march(self):
        """Suspend a few households whose means are being looked at again."""
        self.suspended = self.drawing("low")[5:600:90]
        self.suspended.action_suspend(
            effective_month="2024-03",
            reason="家庭经济状况核对预警，暂停待查",
            document="曾民低保停〔2024〕2号",
        )

    def after_march(self):
        """Record what April brings, and what was known too late for March."""
        self.change_households()
        self.correct_late()
        self.end_some()
        self.grow_older()
        self.change_accounts()
        self.report_deaths()

    def change_households(self):
        """Suspend, resume and change the income of some households."""
        self.suspended[:4].action_resume(
            effective_month=APRIL_MONTH, reason="核对无异，恢复发放"
        )
        homes = self.drawing("low")
        homes[50:450:50].action_suspend(
            effective_month=APRIL_MONTH,
            reason="未按期配合复核，暂停发放",
            document="曾民低保停〔2024〕5号",
        )
        for home in homes[20:800:60]:
            home.action_change(
                effective_month=APRIL_MONTH,
                values={"income": round(home.version_id.income * 0.8 + 60, 2)},
                reason="动态管理：家庭收入变化",
                document="曾民低保调〔2024〕4号",
            )

    def correct_late(self):
        """Record a change that goes back to February, when March is paid already."""
        for home in self.drawing("low")[30:400:120]:
            home.action_change(
                effective_month="2024-02",
                values={"income": 0},
                reason="失业证明补交，自2月起重新核定收入",
                document="曾民低保调〔2024〕6号",
            )

    def end_some(self):
        """End some entitlements, with the document that says so."""
        for code, some, reason in (
            ("low", slice(11, 700, 60), "家庭收入超过低保标准"),
            ("age", slice(100, 1500, 300), "户籍迁出"),
            ("service", slice(40, 200, 60), "入住机构，不再享受居家服务补贴"),
            ("nursing", slice(9, 300, 100), "转为家庭成员照料"),
        ):
            self.drawing(code)[some].action_end(
                effective_month=APRIL_MONTH,
                reason=reason,
                document="曾民停〔2024〕7号（演示）",
            )

    def grow_older(self):
        """Put who turned ninety into the next class."""
        klass = self.programs["age"].class_ids.sorted("sequence")[1]
        oldest = self.drawing("age").filtered(lambda each: each.class_id != klass)
        oldest.sorted("id")[200:1400:150].action_change(
            effective_month=APRIL_MONTH,
            values={"class_id": klass.id},
            reason="年满90周岁，提高标准",
        )

    def change_accounts(self):
        """Let a few old people have a new account."""
        for each in self.drawing("age")[70:400:60].resident_id:
            cells = self.people.account(each.name)
            each.account_ids = [
                Command.create(
                    {
                        "bank_name": cells["开户银行"],
                        "number_input": cells["银行账号"],
                        "holder": each.name,
                        "sequence": 1,
                    }
                )
            ]

    def report_deaths(self):
        """Have the towns report deaths of people who draw something."""
        deaths = self.desk.act("clerk", self.env["civil.death"])
        dead = [
            *self.drawing("age")[33:1500:170].resident_id,
            *self.drawing("low")[90:500:200].resident_id,
            *self.drawing("destitute")[60:400:150].resident_id,
        ]
        deaths.create(
            [
                {
                    "name": person.name,
                    "resident_id": person.id,
                    "division_id": person.division_id.id,
                    "death_date": date(2024, 3, 5 + at),
                    "source": "town",
                }
                for at, person in enumerate(dead)
            ]
        )
