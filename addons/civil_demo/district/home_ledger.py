import base64
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.fields import Command

COUNT = 8
STAFF = (
    ("胡桂兰", "other"),
    ("余家旺", "cook"),
    ("柳长顺", "cook"),
    ("童春梅", "carer"),
)
#: Opening balances by kind of account.
OPENINGS = {"living": 8600.35, "admin": 5200, "social": 1320.5, "production": 410.8}
#: Each week's foods: kilograms or litres bought, and the price of one.
WEEK = (
    ("rice", 45, 5.2),
    ("oil", 6, 11.8),
    ("pork", 14.5, 26.5),
    ("egg", 9, 9.6),
    ("cabbage", 30, 2.3),
    ("tofu", 12, 4.5),
)
#: What is cooked of it in the same week.
COOKED = {"rice": 41, "oil": 5.5, "pork": 14.5, "egg": 8, "cabbage": 29, "tofu": 12}


class HomeLedger:
    """The books of a rural home under direct management: a month that is posted, and
    the present one, in which something is wrong."""

    def __init__(self, desk):
        self.desk = desk
        self.env = desk.env
        self.today = fields.Date.context_today(desk.office.division())
        self.first = self.today.replace(day=1)
        self.before = self.first - relativedelta(months=1)

    def open(self):
        """Open the books, keep them for two months, and look at them."""
        self.found()
        self.settle()
        self.act("standard", "care_head").create(
            {
                "date_from": self.before.replace(month=1, day=1),
                "amount": 18,
                "legal_basis": "区民政局关于农村福利院伙食标准的通知",
            }
        )
        self.home.with_user(self.user("care")).action_open_ledgers()
        self.accounts = {
            account.kind_id.code: account for account in self.home.ledger_account_ids
        }
        self.earn()
        for week in range(4):
            self.feed(self.before + timedelta(days=7 * week))
        self.eat(self.before, self.first - timedelta(days=1))
        self.post()
        self.go_wrong()
        self.home.with_user(self.user("care")).action_look()

    def user(self, name):
        return self.desk.office.user(name)

    def act(self, model, login="home_book"):
        """Return a model of the books as somebody works with it."""
        return self.desk.act(login, self.env[f"civil.institution.ledger.{model}"])

    # -- the home and who lives there -------------------------------------------------

    def found(self):
        """Put the home on record: filed long ago, managed by the district now."""
        division = self.desk.office.division()
        town = self.env["civil.division"].search(
            [("parent_id", "=", division.id), ("level", "=", "town")], limit=1
        )
        homes = self.desk.act("care", self.env["civil.institution"])
        self.home = homes.create(
            {
                "name": f"{town.name}农村福利院（演示）",
                "division_id": (town or division).id,
                "kind_id": self.env.ref("civil_institution.kind_rural").id,
                "legal_form": "public_institution",
                "ownership": "public",
                "legal_representative": "胡桂兰",
                "address": f"{town.name}敬老路2号",
                "phone": "0722-0000031",
                "premises_title": "own",
                "beds_approved": 24,
                "is_direct": True,
                "keeps_stays": True,
                "user_ids": [
                    Command.set([self.user("home_book").id, self.user("home_store").id])
                ],
            }
        )
        self.home.action_note_filed("2019-06-18")
        building = self.desk.act("care", self.env["civil.institution.building"])
        building = building.create(
            {"institution_id": self.home.id, "name": "主楼", "floors": 2}
        )
        rooms = self.desk.act("care", self.env["civil.institution.generate"])
        rooms.create(
            {"building_id": building.id, "floor_to": 2, "rooms": 6, "beds": 2}
        ).action_generate()
        self.staff = self.desk.act("care", self.env["civil.institution.staff"]).create(
            [
                {
                    "institution_id": self.home.id,
                    "name": name,
                    "post": post,
                    "since": self.before - timedelta(days=900),
                    "health_until": self.today + timedelta(days=200),
                }
                for name, post in STAFF
            ]
        )

    def settle(self):
        """Note who lives there: destitute people, and two who pay."""
        there = self.env["civil.institution.stay"].search([]).resident_id
        people = self.env["civil.resident"].search(
            [
                ("birth_date", "<", self.today - relativedelta(years=68)),
                ("death_date", "=", False),
                ("id", "not in", there.ids),
            ],
            order="id desc",
            limit=COUNT,
        )
        level = self.env.ref("civil_institution_care.care_level_self")
        stays = self.desk.act("care", self.env["civil.institution.stay"])
        for at, (person, bed) in enumerate(
            zip(people, self.home.bed_ids, strict=False)
        ):
            stay = stays.create(
                {
                    "institution_id": self.home.id,
                    "resident_id": person.id,
                    "payer": "social" if at >= COUNT - 2 else "destitute",
                }
            )
            since = self.before - timedelta(days=220 - 3 * at)
            stay.action_note_resident(bed.id, since, level.id)
            stays |= stay
        self.stays = stays
        self.home.committee_ids = [Command.set(stays[:3].ids)]

    # -- money ------------------------------------------------------------------------

    def voucher(self, account, kind, amount, day, purpose, item=None, **values):
        """Enter a voucher with its receipt."""
        paper = self.desk.act("home_book", self.env["ir.attachment"]).create(
            {"name": f"{purpose}.txt", "datas": base64.b64encode(purpose.encode())}
        )
        item = item and self.env.ref(f"civil_institution_ledger.item_{item}")
        voucher = self.act("voucher").create(
            {
                "account_id": self.accounts[account].id,
                "kind": kind,
                "amount": amount,
                "date": day,
                "purpose": purpose,
                "item_id": item and item.id,
                "voucher_no": f"{day:%Y%m%d}",
                "document_ids": [Command.set(paper.ids)],
                **values,
            }
        )
        voucher.action_enter()
        return voucher

    def earn(self):
        """Book the month's income, and what was paid beside food."""
        day = self.before
        for account, amount in OPENINGS.items():
            self.voucher(account, "opening", amount, day, "期初余额")
        destitute = self.stays.filtered(lambda stay: stay.payer == "destitute")
        for account, item, each, what in (
            ("living", "living_grant", 905, "特困人员基本生活费"),
            ("care", "care_grant", 312.5, "照料护理费"),
        ):
            heads = [
                Command.create(
                    {"stay_id": stay.id, "month": self.before, "amount": each}
                )
                for stay in destitute
            ]
            if heads:
                self.voucher(
                    account,
                    "receipt",
                    each * len(heads),
                    day + timedelta(days=4),
                    what,
                    item,
                    party="区民政局",
                    person_ids=heads,
                )
        month = day + timedelta(days=5)
        self.voucher("admin", "receipt", 15000, month, "管理经费", "admin_grant")
        cash = {"place": "cash", "party": "社会老人"}
        self.voucher("social", "receipt", 3000, month, "收费", "elder_fee", **cash)
        self.voucher("social", "banking", 3000, month + timedelta(days=1), "存现")
        self.voucher("donation", "receipt", 2000, month, "爱心捐赠", "donation")
        end = self.first - timedelta(days=3)
        self.voucher("admin", "payment", 1286.4, end, "电费", "energy", party="供电所")
        self.voucher("care", "payment", 1800, end, "护理员工资", "wages_care")

    # -- food -------------------------------------------------------------------------

    def food(self, name):
        return self.env.ref(f"civil_institution_ledger.food_{name}").id

    def feed(self, day, by="home_store"):
        """Buy a week's food, accept and pay it, and cook."""
        purchase = self.act("purchase").create(
            {
                "account_id": self.accounts["living"].id,
                "date": day,
                "supplier": "城关粮油副食店",
                "buyer_id": self.staff[0].id,
                "receiver_id": self.staff[1].id,
                "weigher_id": self.staff[2].id,
                "line_ids": [
                    Command.create(
                        {"food_id": self.food(name), "quantity": many, "price": price}
                    )
                    for name, many, price in WEEK
                ],
            }
        )
        self.desk.act(by, purchase).action_accept()
        self.voucher(
            "living",
            "payment",
            purchase.amount,
            day,
            f"支付采购款{purchase.number}",
            "food",
            party=purchase.supplier,
            purchase_id=purchase.id,
        )
        issue = self.act("issue", "home_store").create(
            {
                "institution_id": self.home.id,
                "date": day,
                "keeper": STAFF[1][0],
                "taker": STAFF[2][0],
                "line_ids": [
                    Command.create({"food_id": self.food(name), "quantity": many})
                    for name, many in COOKED.items()
                ],
            }
        )
        issue.action_issue()

    def eat(self, first, last, more=None):
        """Put the meals of days down; on the day ``more`` two too many."""
        days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
        self.act("meal", "home_store").create(
            [
                {
                    "institution_id": self.home.id,
                    "date": day,
                    "persons": len(self.stays) + 2 * (day == more),
                    "cook": STAFF[2][0],
                }
                for day in days
            ]
        )

    def post(self):
        """Close the month before, have it signed, and post it."""
        month = self.act("month").create(
            {"institution_id": self.home.id, "month": self.before}
        )
        month.action_close()
        month.signer_ids = [Command.set(self.home.committee_ids.ids)]
        month.action_post()

    def go_wrong(self):
        """In the present month somebody buys and accepts, books and keeps too much."""
        self.feed(self.first, by="home_book")
        self.voucher(
            "production",
            "receipt",
            860,
            self.first,
            "蔬菜销售款",
            "production",
            place="cash",
        )
        yesterday = self.today - timedelta(days=1)
        if yesterday >= self.first:
            self.eat(self.first, yesterday, more=yesterday)
