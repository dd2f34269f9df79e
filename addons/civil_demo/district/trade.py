import base64
import csv
import io
from datetime import timedelta

SHOPS = 56
PEOPLE = 64
COUNCILS = 40
#: Kind of shop, how many of a hundred, and scopes as they are registered.
KINDS = {
    "棺材店": (22, ("棺材", "花圈、香烛", "骨灰盒", "木材加工")),
    "殡葬用品店": (
        30,
        ("骨灰盒、寿衣", "花圈、香烛", "纸人纸马", "丧葬用品零售（不含棺材）"),
    ),
    "花圈店": (20, ("花圈、挽联", "花圈、香烛", "花圈、鲜花")),
    "墓碑店": (16, ("墓碑加工", "石材、墓碑加工")),
    "殡葬服务": (12, ("殡葬服务、花篮", "治丧服务")),
}
HEADER = (
    "店名",
    "镇街",
    "经营者",
    "身份证号",
    "类别",
    "经营范围",
    "登记/备案日期",
    "有效期止",
    "最近检查日期",
    "违规记录",
)
TRADES = (
    "digger",
    "taoist",
    "geomancer",
    "band",
    "troupe",
    "driver",
    "handler",
    "agent",
)
TEAMS = ("东风乐队", "红星乐队", "楚韵戏班", "汉东花鼓戏班")
#: What the councils stand for; and occasions that they looked after: guests and cost.
CHARTER = "丧事简办，控制席面和礼金；不搭灵棚、不请戏班；骨灰进公墓。"
OCCASIONS = ((60, 6800), (75, 8200), (88, 9600), (110, 15800), (52, 5400))
SITES = (
    "{village}李家湾木工房",
    "{village}村口空地",
    "{village}集贸市场东侧",
    "{village}旧粮库",
)


class Trade:
    """The funeral trade of the district: shops, people, villages, clean-ups.

    Days are counted from the day of installation, so that the lists look as in use.
    """

    def __init__(self, people):
        self.people = people
        self.desk = people.desk
        self.env = people.desk.env
        self.dice = people.dice
        self.today = people.today

    def open(self):
        """Have the funeral section put its year on record."""
        self.villages = self.env["civil.division"].search(
            [("level", "=", "village")], order="code"
        )
        self.register()
        self.guide()
        self.roster()
        self.councils()
        self.train()
        self.agents()
        self.clean_up()

    def act(self, model, login="burial"):
        """Return a model as somebody of the section works with it."""
        return self.desk.act(login, self.env[f"civil.funeral.{model}"])

    def ago(self, days):
        """Return a day so many days before the installation, as text."""
        return (self.today - timedelta(days=days)).isoformat()

    def trade(self, code):
        return self.env.ref(f"civil_funeral_goods.trade_{code}")

    # -- shops -------------------------------------------------------------------

    def register(self):
        """Import the register of shops, as it was handed in."""
        shares = [share for share, _scopes in KINDS.values()]
        text = io.StringIO()
        writer = csv.DictWriter(text, HEADER)
        writer.writeheader()
        for number in range(SHOPS):
            [kind] = self.dice.choices([*KINDS], shares)
            writer.writerow(self.shop(number, kind))
        content = text.getvalue().encode("utf-8-sig")
        self.desk.take("burial", "shops", "丧葬用品店登记表.csv", content)
        self.shops = self.act("shop").search([], order="id")

    def shop(self, number, kind):
        """Return the cells of a shop: one in eight is over, one in five unchecked."""
        dice, person = self.dice, self.people.person(28, 66)
        over = dice.random() < 0.12
        unchecked = dice.random() < 0.2
        return {
            "店名": f"{person['镇街']}{person['姓名'][0]}记{kind}",
            "镇街": person["镇街"],
            "经营者": person["姓名"],
            "身份证号": person["身份证号"],
            "类别": kind,
            "经营范围": dice.choice(KINDS[kind][1]),
            "登记/备案日期": self.ago(dice.randrange(700, 1400)),
            "有效期止": self.ago(
                dice.randrange(5, 90) if over else -dice.randrange(60, 700)
            ),
            "最近检查日期": self.ago(
                dice.randrange(380, 520) if unchecked else dice.randrange(360)
            ),
            "违规记录": "销售封建迷信用品" if number % 19 == 4 else "",
        }

    def guide(self):
        """Count the coffins, and guide the shops that sell them to another trade."""
        sellers = self.shops.filtered(lambda shop: shop.shop_kind_id.code == "coffin")
        for number, shop in enumerate(sellers):
            first = self.dice.randrange(3, 15)
            left = first - number % 3 * 2 if number % 3 else 0
            for days, quantity in ((90, first), (25, max(left, 0))):
                self.act("stock").create(
                    {
                        "shop_id": shop.id,
                        "date": self.ago(days),
                        "quantity": quantity,
                    }
                )
            change = self.act("transition").create(
                {
                    "shop_id": shop.id,
                    "aim": "close" if number % 4 == 3 else "change",
                    "new_business": self.dice.choice(("日用百货", "木制家具", "农资")),
                    "agreed_on": self.ago(80),
                    "deadline": self.ago(20 if number % 5 == 1 else -40),
                }
            )
            if number % 3 != 1:
                change.action_agree()
            if not shop.coffin_stock and change.state == "agreed":
                self.desk.act("burial_head", change).action_done()

    def check(self, inspections):
        """Draw shops and inspect some of them; what they sell is found."""
        kind = self.env.ref("civil_funeral_goods.inspection_kind_shop")
        campaign = inspections.campaign("丧葬用品店专项检查", kind, 0.5)
        campaign.action_freeze(witness="派驻纪检监察组 陈正平", words="一、四、二")
        campaign.action_draw()
        banned = self.shops.filtered("sells_banned").object_id
        drawn = campaign.inspection_ids.sorted(
            # Whatever the draw brings: those in which something is found come first.
            lambda inspection: (inspection.object_id not in banned, inspection.id)
        )
        for inspection in drawn[:6]:
            shop = self.shops.filtered(
                lambda shop, thing=inspection.object_id: shop.object_id == thing
            )
            self.inspect(inspections, inspections.begin(inspection), shop)

    def inspect(self, inspections, inspection, shop):
        """Answer the checklist by what the shop sells, and have it sign."""
        lines = {line.item_id: line for line in inspection.line_ids}
        if shop.sells_banned:
            item = self.env.ref("civil_funeral_goods.check_item_no_superstition")
            lines[item].write(
                {"result": "no", "note": "货架陈列冥币、纸人，已责令下架"}
            )
        inspections.sign(inspection, "problems" if shop.sells_banned else "ok")
        if shop.sells_banned:
            inspection.action_order_rectification()
            inspection.rectification_ids.action_issue()

    # -- people ------------------------------------------------------------------

    def roster(self):
        """Put practitioners on the roster, most with a commitment."""
        people = self.act("practitioner").create(
            [self.practitioner(number) for number in range(PEOPLE)]
        )
        self.act("commitment").create(
            [
                {
                    "practitioner_id": person.id,
                    "signed_on": self.ago(self.dice.randrange(10, 420)),
                }
                for person in people[::4] | people[1::4] | people[2::4]
            ]
        )
        self.act("violation").create(
            [
                {
                    "practitioner_id": person.id,
                    "division_id": person.division_id.id,
                    "date": self.ago(self.dice.randrange(5, 200)),
                    "description": "在城区道路搭建灵棚、吹打扰民",
                    "handling": handling,
                }
                for person, handling in zip(
                    people[5::11], ("open", "warned", "rectified") * 2, strict=False
                )
            ]
        )
        for person in people[7::13]:
            person.new_trade = "家政服务"
            person.action_change()

    def practitioner(self, number):
        person, code = self.people.person(30, 70), TRADES[number % len(TRADES)]
        village = self.villages.filtered(lambda v: v.name == person["村（社区）"])[:1]
        return {
            "name": person["姓名"],
            "trade_id": self.trade(code).id,
            "team": self.dice.choice(TEAMS) if code in ("band", "troupe") else False,
            "phone": f"139{self.dice.randrange(10**8):08d}",
            "since": self.ago(self.dice.randrange(900, 6000)),
            "division_id": village.id,
        }

    def councils(self):
        """Found councils in villages, with members, charters and occasions."""
        for village in self.villages[: COUNCILS * 4 : 4]:
            council = self.act("council").create(
                {
                    "division_id": village.id,
                    "founded_on": self.ago(self.dice.randrange(300, 1500)),
                    "charter_on": self.ago(self.dice.randrange(100, 300)),
                    "guest_limit": 100,
                    "cost_limit": 12000,
                    "charter": CHARTER,
                    "member_ids": [
                        (0, 0, {"name": self.people.population.name(), "role": role})
                        for role in ("1_chair", "2_vice", "3_member", "3_member")
                    ],
                }
            )
            for guests, cost in self.dice.sample(OCCASIONS, 2):
                self.act("council.event").create(
                    {
                        "council_id": council.id,
                        "date": self.ago(self.dice.randrange(200)),
                        "family": f"{self.people.population.name()[0]}家",
                        "guests": guests,
                        "cost": cost,
                    }
                )

    def train(self):
        """Hold trainings, of practitioners by the section, of councils by a third."""
        district = self.desk.office.division()
        for name, audience, days, organizer in (
            ("殡葬改革政策与文明治丧", "practitioners", 120, "区民政局殡葬管理股"),
            ("红白理事会能力提升班", "councils", 60, "随州市社会组织培训中心（演示）"),
            ("清明文明祭扫与森林防火", "practitioners", -20, "区民政局殡葬管理股"),
        ):
            training = self.act("training").create(
                {
                    "name": name,
                    "audience": audience,
                    "date": self.ago(days),
                    "hours": 4,
                    "place": "区民政局三楼会议室",
                    "organizer": organizer,
                    "division_id": district.id,
                }
            )
            training.action_invite()
            if days > 0:
                training.attendance_ids[::5].unlink()
                training.action_all_came()

    def agents(self):
        """File agents of the funeral trade."""
        services = self.env["civil.funeral.agent.service"].search([])
        shops = self.shops.filtered(lambda shop: shop.shop_kind_id.code == "service")
        for number, shop in enumerate(shops):
            agent = self.act("agent").create(
                {
                    "party_type": "organization",
                    "organization_id": shop.organization_id.id,
                    "division_id": shop.division_id.id,
                    "service_ids": [(6, 0, services[number % 4 :].ids)],
                    "since": shop.registered_on,
                    "phone": f"138{self.dice.randrange(10**8):08d}",
                    "commitment": base64.b64encode("承诺书（演示）".encode()),
                    "commitment_name": "承诺书.txt",
                }
            )
            if number % 4 != 3:
                agent.action_file()

    # -- clean-ups -----------------------------------------------------------------

    def clean_up(self):
        """Clean up: a campaign that is over, and one that is running."""
        for name, aim, begun, ended in (
            ("违规制作棺材集中清理（第一轮）", "coffins", 150, 90),
            ("违法治丧点集中清理", "mourning", 30, -30),
        ):
            campaign = self.act("cleanup").create(
                {
                    "name": name,
                    "aim": aim,
                    "date_from": self.ago(begun),
                    "date_to": self.ago(ended),
                    "partner_bodies": "市场监管、公安、城管、镇街",
                    "division_id": self.desk.office.division().id,
                }
            )
            self.desk.act("burial_head", campaign).action_start()
            for number in range(18):
                self.site(campaign, begun, number, over=ended > 0)
            if ended > 0:
                self.desk.act("burial_head", campaign).action_close()

    def site(self, campaign, begun, number, over):
        village = self.dice.choice(self.villages)
        found = begun - self.dice.randrange(25)
        site = self.act("cleanup.site").create(
            {
                "cleanup_id": campaign.id,
                "place": self.dice.choice(SITES).format(village=village.name),
                "division_id": village.id,
                "found_on": self.ago(found),
                "due_on": self.ago(found - 15),
                "quantity": self.dice.randrange(1, 7),
            }
        )
        site.action_order()
        if over or number % 3:
            site.write(
                {"cleared_on": self.ago(found - 10), "disposal": "集中清运、销毁"}
            )
            site.action_clear()
