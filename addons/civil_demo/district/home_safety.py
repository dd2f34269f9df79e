import base64
import io
from datetime import timedelta

from dateutil.relativedelta import relativedelta
from PIL import Image, ImageDraw

from odoo import fields
from odoo.tools import SQL

from .office import PASSWORD

#: Months before the present one for which self-checks were asked.
MONTHS = 6
#: Who logs in for the first homes: login name and person.
ACCOUNTS = (
    ("inst1", "董秀兰（演示）"),
    ("inst2", "余国庆（演示）"),
    ("inst3", "汤桂珍（演示）"),
)
#: What self-checks find: number of the item on the sheet, what is written.
FINDINGS = (
    (0, "二楼东侧疏散通道堆放纸箱和轮椅。"),
    (1, "一楼走廊两具灭火器压力不足。"),
    (9, "院内车棚外有两辆电动自行车在楼道充电。"),
    (12, "一名帮厨健康证已过期。"),
    (20, "卫生间地面防滑垫缺失。"),
    (27, "夜间巡查记录缺三天。"),
)
#: Hazards that the district found, and how far each is.
HAZARDS = (
    ("厨房燃气报警器失效", "f3", "major", "listed"),
    ("三楼安全出口门锁闭", "f2", "major", "rectified"),
    ("配电箱未加锁，线路老化", "f4", "major", "open"),
    ("电梯年检标志过期", "f5", "major", "closed"),
    ("应急照明灯不亮", None, "general", "overdue"),
    ("食品留样记录不全", None, "general", "extension"),
    ("床栏松动", None, "general", "failed"),
)
FIVE = {
    "responsible": "董秀兰",
    "measures": "立即清理、更换设备，明确专人负责。",
    "funds": 1200.0,
    "protection": "整改期间专人值守，禁止使用相关设施。",
}


class HomeSafety:
    """Self-checks, hazards, incidents and drills of the welfare institutions."""

    def __init__(self, desk):
        self.desk = desk
        self.env = desk.env
        self.today = fields.Date.context_today(desk.env.user)
        self.photo = picture()

    def open(self):
        """Give accounts, then let the months pass."""
        homes = self.act("care", self.env["civil.institution"])
        self.homes = homes.search([("state", "=", "filed")], order="id")
        self.homes.user_id = self.desk.office.user("care")
        self.people = [
            self.account(home, *account)
            for home, account in zip(self.homes, ACCOUNTS, strict=False)
        ]
        self.check_themselves()
        self.find()
        self.correct()
        self.suffer()
        self.drill()
        self.cover()
        self.report()

    def act(self, login, records):
        return self.desk.act(login, records)

    def ago(self, days):
        return self.today - timedelta(days=days)

    def account(self, home, login, name):
        """Open an account whose person has chosen the password of the others."""
        home.action_open_account(login=login, holder_name=name)
        user = self.env["res.users"].search([("login", "=", login)])
        user.write(
            {
                "password": PASSWORD,
                "organization_password_pending": False,
                "lang": "zh_CN",
            }
        )
        return user

    def mine(self, record, number=0):
        """Return a record as the pages of an institution have it."""
        return record.with_user(self.people[number]).sudo()

    # -- self-checks -------------------------------------------------------------------

    def check_themselves(self):
        """Ask for the months; most file in time, some late, a few not at all."""
        checks = self.env["civil.safety.check"]
        first = self.today.replace(day=1)
        months = [first - relativedelta(months=back) for back in range(MONTHS, -1, -1)]
        for number, month in enumerate(months):
            checks._open_month(month)
            asked = checks.search(
                [("month", "=", month), ("institution_id", "in", self.homes.ids)]
            ).sorted(lambda check: check.institution_id.id)
            self.file(self.act("care", asked), month, number)
        checks._cron_urge()

    def file(self, asked, month, number):
        """File what is filed of a month: the present one is under way."""
        present = month == self.today.replace(day=1)
        filed = asked.browse()
        for place, check in enumerate(asked):
            skipped = (place + number) % 9 == 4 if not present else place % 2 == 0
            if skipped:
                continue
            check.line_ids.write({"result": "yes"})
            if (place + number) % 7 == 2:
                item, text = FINDINGS[(place + number) % len(FINDINGS)]
                line = check.line_ids.sorted("sequence")[item]
                line.write({"result": "no", "note": text, "photo": self.photo})
            filed |= check
        day = min(month + timedelta(days=19), self.today)
        filed.write({"checker": "安全员", "checked_date": day})
        filed.action_file()
        self.env.flush_all()
        for place, check in enumerate(filed):
            late = not present and (place + number) % 8 == 5
            moment = day if not late else check.due_date + timedelta(days=3)
            self.env.cr.execute(
                SQL(
                    "UPDATE civil_safety_check SET filed_date = %s, is_filed_late = %s"
                    " WHERE id = %s",
                    f"{moment} 02:30:00",
                    late,
                    check.id,
                )
            )
        self.env.invalidate_all()

    # -- hazards -----------------------------------------------------------------------

    def find(self):
        """Have the district find hazards at the homes that have accounts."""
        kind = self.env.ref("civil_institution.inspection_kind_institution")
        hazards = self.act("care", self.env["civil.hazard"])
        self.found = hazards.create(
            [
                {
                    "name": name,
                    "object_id": self.homes[0 if number < 4 else 1].object_id.id,
                    "kind_id": kind.id,
                    "level": level,
                    "criterion_id": criterion
                    and self.env.ref(f"civil_inspection.criterion_{criterion}").id,
                    "found_date": self.ago(24),
                    "photo": self.photo,
                }
                for number, (name, criterion, level, _state) in enumerate(HAZARDS)
            ]
        )

    def correct(self):
        """Bring each hazard as far as it is."""
        for number, (hazard, row) in enumerate(zip(self.found, HAZARDS, strict=True)):
            if row[3] != "open":
                self.plan(hazard, row[3], 0 if number < 4 else 1)
        self.env["civil.hazard"]._cron_escalate()
        own = self.env["civil.hazard"].search(
            [("institution_id", "in", self.homes.ids), ("found_by", "=", "self")]
        )
        for number, hazard in enumerate(self.act("care", own)):
            if number % 4 != 3:
                self.settle(hazard, number % 4)

    def plan(self, hazard, state, person):
        """Have an institution plan and correct what the district found."""
        mine = self.mine(hazard, person)
        mine._page_plan(*self.five(-3 if state == "overdue" else 12))
        hazard.action_assign()
        if state == "listed":
            self.list(hazard)
        elif state == "extension":
            until = self.ago(-30)
            mine._page_ask_extension("所需设备尚未到货，请求延期。", until)
        elif state != "overdue":
            mine.write({"evidence_photo": self.photo})
            mine._page_report("已按方案整改到位，并开展全面排查。")
        if state == "failed":
            hazard.action_fail("部分床栏仍然松动，请逐床检查。")
        elif state == "closed":
            self.close(hazard)

    def settle(self, hazard, step):
        """Have the clerk write down how what an institution found was put right."""
        names = ("responsible", "measures", "funds", "deadline", "protection")
        hazard.write(dict(zip(names, self.five(20), strict=True)))
        hazard.action_assign()
        if step:
            hazard.write({"rectified_note": "已整改", "evidence_photo": self.photo})
            hazard.action_rectified()
        if step == 1 and hazard.level == "general":
            head = self.act("care_head", hazard)
            head.action_verify()
            head.action_close()

    def five(self, days):
        """Return the five in the order in which the page hands them in."""
        return (
            FIVE["responsible"],
            FIVE["measures"],
            FIVE["funds"],
            self.ago(-days),
            FIVE["protection"],
        )

    def list(self, hazard):
        head = self.act("care_head", hazard)
        head.action_list()
        head.action_stop_admission("燃气报警装置失效，整改合格前暂停新收住老人。")

    def close(self, hazard):
        head = self.act("care_head", hazard)
        head.action_list()
        hazard.action_verify()
        head.action_close()

    # -- incidents, drills -------------------------------------------------------------

    def suffer(self):
        """Report incidents: one new, one under control, one closed."""
        for kind, days, state in (
            ("fall", 40, "closed"),
            ("food_poisoning", 12, "controlled"),
            ("missing", 0, "reported"),
        ):
            incident = self.incident(kind, days)
            if state != "reported":
                self.handle(incident, state)

    def incident(self, kind, days):
        now = fields.Datetime.now().replace(second=0)
        moment = now - timedelta(days=days, minutes=25)
        incidents = self.mine(self.env["civil.emergency.incident"])
        return incidents._page_new(
            self.homes[0].sudo(),
            self.env.ref(f"civil_institution_safety.emergency_kind_{kind}"),
            {
                "occurred_at": moment,
                "oral_at": moment + timedelta(minutes=10),
                "oral_to": "养老服务股 唐雅琴",
                "place": "二楼203室",
                "description": "护理员巡查时发现情况，立即上报并处置。",
                "first_aid": "现场检查生命体征，联系120。",
                "hospital": "区人民医院" if days else "",
                "person_count": "1",
                "injured_count": "1" if kind == "fall" else "0",
                "missing_count": "1" if kind == "missing" else "0",
                "person_names": "刘某某（演示）",
            },
            f"demo-{kind}",
        )

    def handle(self, incident, state):
        mine = self.mine(incident)
        mine.env["civil.emergency.report"].create(
            {
                "incident_id": incident.id,
                "kind": "written",
                "at": incident.known_at + timedelta(hours=3),
                "addressee": "区民政局",
                "text": "老人已送医检查，情况稳定，家属已到场。",
            }
        )
        mine._page_family(
            {
                "family_notified_at": incident.occurred_at + timedelta(minutes=15),
                "family_notified_way": "电话",
                "family_notified_by": "董秀兰",
            }
        )
        clerk = self.act("care", incident)
        clerk.action_respond()
        if incident.level_id.is_reported_up:
            moment = incident.known_at + timedelta(minutes=30)
            self.entry(incident, "up", "已电话报告区政府值班室。", at=moment)
        clerk.action_control()
        if state != "closed":
            return
        self.entry(incident, "final", "处置情况总结已报送。")
        head = self.act("care_head", incident)
        head.write(
            {
                "cause": "卫生间地面湿滑，防滑垫缺失。",
                "correction": "全部卫生间加装防滑垫和扶手。",
                "review": "增加晨间巡查频次，列入每月自查重点。",
            }
        )
        head.action_close()

    def entry(self, incident, kind, text, **values):
        self.act("care", self.env["civil.emergency.report"]).create(
            {
                "incident_id": incident.id,
                "kind": kind,
                "addressee": "区政府值班室",
                "text": text,
                **values,
            }
        )

    def drill(self):
        """Have most homes hold drills this year."""
        drills = self.act("care", self.env["civil.institution.drill"])
        first = self.today.replace(month=1, day=1)
        for number, home in enumerate(self.homes):
            if number % 4 == 3:
                continue
            drills.create(
                {
                    "name": "夜间火灾人员疏散演练",
                    "institution_id": home.id,
                    "date": min(first + timedelta(days=60 + number), self.today),
                    "people_count": 20 + number,
                    "course": "模拟二楼起火，值班人员报警并组织老人疏散，用时六分钟。",
                    "improvements": "疏散路线标识需补充，夜班人员分工再明确。",
                }
            )

    # -- the district ------------------------------------------------------------------

    def cover(self):
        """Open the round of the present quarter, and plan half of what is missing."""
        rounds = self.act("care", self.env["civil.institution.check.round"])
        self.round = rounds.create(
            {
                "division_id": self.desk.office.division().id,
                "note": "重点检查燃气、消防通道、夜间值守和电动自行车。",
            }
        )
        kind = self.env.ref("civil_institution.inspection_kind_institution")
        missing = self.round._homes()["missing"]
        self.act("care", self.env["civil.inspection"]).create(
            [
                {
                    "object_id": home.object_id.id,
                    "kind_id": kind.id,
                    "source": "special",
                    "source_reason": self.round.name,
                    "planned_date": min(self.ago(-5), self.round.date_to),
                }
                for home in missing[: len(missing) // 2]
            ]
        )

    def report(self):
        """File last month's report, and begin this month's."""
        ledgers = self.act("care", self.env["civil.institution.safety.ledger"])
        last, _present = ledgers.create(
            [
                {
                    "month": month,
                    "division_id": self.desk.office.division().id,
                    "note": "本月各机构自查总体平稳，重大隐患已挂牌督办。",
                }
                for month in (
                    self.today.replace(day=1) - relativedelta(months=1),
                    self.today,
                )
            ]
        )
        last.action_file()


def picture():
    """Return a drawn picture, as a field holds it."""
    image = Image.new("RGB", (320, 240), "#d8dde3")
    drawing = ImageDraw.Draw(image)
    drawing.rectangle((40, 90, 130, 210), fill="#a9743a")
    drawing.rectangle((150, 120, 240, 210), fill="#c08a4d")
    drawing.rectangle((255, 40, 300, 210), fill="#2f7d4f")
    stream = io.BytesIO()
    image.save(stream, "JPEG")
    return base64.b64encode(stream.getvalue())
