from datetime import datetime, time, timedelta

from odoo.fields import Command

#: Villages that the publicity round reached, of all: one in so many isn't yet.
NOT_REACHED = 5
WAYS = ("visit", "meeting", "broadcast", "banner", "show", "network", "vehicle")
#: Site, where it lies (a town by its place in the list), visitors a day.
SITES = (
    ("区公益性公墓", 0, 4200),
    ("神农福寿园", 1, 2600),
    ("府河镇公益性墓地", 2, 900),
    ("北郊骨灰堂", 3, 700),
)
#: Subject, topic, nature, source, how many days ago, how far it is.
COMPLAINTS = (
    ("反映殡仪馆接运重复收费", "charges", "complaint", "hotline", 41, "closed"),
    ("咨询惠民殡葬减免范围", "policy", "question", "hotline", 33, "closed"),
    ("反映骨灰盒强制搭售", "forced", "complaint", "hotline", 27, "clue"),
    ("举报村民私自土葬", "burial", "report", "phone", 24, "clue"),
    ("反映小区内搭灵棚噪声扰民", "mourning", "complaint", "hotline", 19, "transferred"),
    ("反映公墓管理人员态度差", "attitude", "complaint", "visit", 16, "answered"),
    ("咨询墓位续费标准", "grave", "question", "phone", 12, "answered"),
    ("反映墓碑店加工扰民", "goods", "complaint", "hotline", 9, "handling"),
    ("反映告别厅临时加价", "charges", "complaint", "hotline", 8, "handling"),
    ("建议增设代祭扫预约", "policy", "proposal", "network", 5, "handling"),
    ("反映公墓道路积水", "grave", "complaint", "hotline", 3, "handling"),
    ("举报违规销售纸扎用品", "goods", "report", "hotline", 2, "received"),
    ("咨询外地骨灰迁入手续", "grave", "question", "hotline", 1, "received"),
    ("反映殡仪服务合同不清", "charges", "complaint", "letter", 1, "received"),
)


class Affairs:
    """The funeral section's duty, publicity, complaints, trainings.

    Days are counted from the day of installation, so that the lists look as in use.
    """

    def __init__(self, trade):
        self.desk = trade.desk
        self.env = trade.desk.env
        self.dice = trade.dice
        self.people = trade.people
        self.today = trade.today
        self.villages = trade.villages
        self.towns = self.env["civil.division"].search(
            [("level", "=", "town")], order="code"
        )
        self.district = self.desk.office.division()

    def open(self):
        """Put a year of the section's affairs on record."""
        self.contract()
        self.publish()
        self.keep_watch()
        self.answer()

    def act(self, model, login="burial"):
        return self.desk.act(login, self.env[model])

    def ago(self, days):
        return self.today - timedelta(days=days)

    def moment(self, days, hour=2):
        return datetime.combine(self.ago(days), time(hour))

    def name(self):
        return self.people.population.name()

    def phone(self):
        return f"0722-{self.dice.randrange(10**7):07d}"

    # -- trainings under contract --------------------------------------------------

    def contract(self):
        """Have a third party train the councils."""
        school = self.act("civil.organization").create(
            {"name": "随州市明德职业培训学校（演示）", "division_id": self.district.id}
        )
        contract = self.act("civil.funeral.training.contract").create(
            {
                "name": "红白理事会骨干培训服务",
                "number": "曾民培合-01",
                "contractor_id": school.id,
                "procurement": "inquiry",
                "amount": 96000,
                "signed_on": self.ago(100),
                "date_from": self.ago(95),
                "date_to": self.today + timedelta(days=150),
                "session_target": 4,
                "people_target": 120,
                "division_id": self.district.id,
            }
        )
        self.desk.act("deputy", contract).action_approve()
        for number, days in enumerate((70, 35)):
            training = self.act("civil.funeral.training").create(
                {
                    "name": f"红白理事会骨干培训（第{number + 1}期）",
                    "audience": "councils",
                    "date": self.ago(days),
                    "contract_id": contract.id,
                    "organizer": school.name,
                    "hours": 6,
                    "place": self.towns[number].name,
                    "division_id": self.towns[number].id,
                }
            )
            training.action_invite()
            training.action_all_came()

    # -- publicity -------------------------------------------------------------------

    def publish(self):
        """Go from village to village in the second round."""
        campaign = self.act("civil.funeral.publicity.round").create(
            {
                "name": "第二轮殡葬改革宣传",
                "division_id": self.district.id,
                "date_from": self.ago(80),
                "date_to": self.today + timedelta(days=60),
                "aim": "全域火葬政策、惠民殡葬减免、文明治丧和节地生态安葬家喻户晓。",
            }
        )
        campaign.action_start()
        self.act("civil.funeral.publicity").create(
            [
                self.activity(campaign, number, village)
                for number, village in enumerate(self.villages)
                if number % NOT_REACHED
            ]
        )

    def activity(self, campaign, number, village):
        homes = self.dice.randrange(30, 180)
        return {
            "round_id": campaign.id,
            "name": f"{village.name}殡葬改革宣传",
            "date": self.ago(self.dice.randrange(79)),
            "way": WAYS[number % len(WAYS)],
            "division_id": village.id,
            "household_count": homes,
            "people_count": homes * 2,
            "leaflet_count": homes + self.dice.randrange(60),
            "commitment_count": homes * 3 // 4,
        }

    # -- duty --------------------------------------------------------------------------

    def keep_watch(self):
        """Keep watch: days that are over, and days that are planned."""
        for name, occasion, begun, length in (
            ("清明节祭扫服务保障值守方案", "qingming", 60, 5),
            ("祭扫高峰日值守方案", "other", -20, 3),
        ):
            duty = self.act("civil.funeral.duty").create(
                {
                    "name": name,
                    "occasion": occasion,
                    "date_from": self.ago(begun),
                    "date_to": self.ago(begun - length + 1),
                    "partner_bodies": "公安、交警、消防、林业、属地镇街",
                    "measures": "鲜花祭扫、预约祭扫；园内禁止明火，设集中焚烧点。",
                    "division_id": self.district.id,
                    "site_ids": [
                        Command.create(self.site(row, begun, length)) for row in SITES
                    ],
                }
            )
            duty.action_submit()
            if begun > 0:
                self.desk.act("deputy", duty).action_approve()
                self.report(duty)

    def site(self, row, begun, length):
        name, town, visitors = row
        return {
            "name": name,
            "division_id": self.towns[town].id,
            "leader": self.name(),
            "phone": self.phone(),
            "expected_count": visitors,
            "fire_measures": "每个出入口设火种收集箱，配备水车一台、灭火器二十具。",
            "traffic_measures": "入口单向通行，设临时停车场，高峰期限流。",
            "emergency_measures": "设医疗点，发生拥挤立即限流疏散。",
            "shift_ids": [
                Command.create(
                    {
                        "date": self.ago(begun - day),
                        "people": "、".join((self.name(), self.name())),
                    }
                )
                for day in range(length)
            ],
        }

    def report(self, duty):
        """Enter what the sites reported, and close the plan."""
        duty.action_make_reports()
        for report in duty.report_ids:
            visitors = report.site_id.expected_count + self.dice.randrange(-300, 900)
            report.write(
                {
                    "visitor_count": visitors,
                    "vehicle_count": visitors // 4,
                    "entrusted_count": visitors // 20,
                    "staff_count": 8 + visitors // 500,
                    "note": "秩序良好",
                }
            )
        duty.report_ids[3].write({"fire_count": 1, "note": "草坡火情，十分钟内扑灭"})
        closing = self.desk.act("burial_head", duty)
        closing.summary = "祭扫秩序平稳，一起草坡火情及时扑灭，下次增加巡山人员。"
        closing.action_close()

    # -- complaints --------------------------------------------------------------------

    def answer(self):
        """Take up complaints and answer most of them."""
        for number, row in enumerate(COMPLAINTS):
            subject, topic, nature, source, days, left_at = row
            village = self.dice.choice(self.villages)
            complaint = self.act("civil.funeral.complaint").create(
                {
                    "subject": subject,
                    "topic": topic,
                    "nature": nature,
                    "source": source,
                    "source_number": source == "hotline" and f"SZ12345-{7100 + number}",
                    "received_at": self.moment(days),
                    "complainant": self.name(),
                    "phone": self.phone(),
                    "content": f"{subject}，要求核实处理并答复。",
                    "division_id": village.id,
                }
            )
            self.go_on(complaint, left_at)

    def go_on(self, complaint, left_at):
        """Handle the complaint as far as it has come."""
        if left_at == "received":
            return
        complaint.action_take()
        if left_at == "transferred":
            complaint.transferred_to = "区城市管理执法局"
            complaint.action_transfer()
        if left_at in ("transferred", "handling"):
            return
        asked = complaint.nature in ("question", "proposal")
        complaint.write(
            {
                "findings": "经核实，情况如下。",
                "verdict": "answered" if asked else "true",
                "measures": False if asked else "已责令整改并退还费用。",
                "answer": "已电话答复，说明政策依据和处理结果。",
            }
        )
        complaint.action_answer()
        if left_at == "clue":
            complaint.action_make_clue()
        if left_at != "answered":
            closing = self.desk.act("burial_head", complaint)
            closing.satisfaction = "satisfied"
            closing.action_close()
