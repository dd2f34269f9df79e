import random
import tempfile
from datetime import timedelta
from pathlib import Path

from odoo import fields

from ..tools import Societies

#: Registered organizations of the district.
COUNT = 170
FILE = "曾都区社会组织登记册.xlsx"
PURPOSES = {
    "association": "团结会员，服务行业，反映诉求，规范自律。",
    "private_unit": "面向居民提供公益性、专业化服务。",
    "foundation": "扶老、助残、救孤、济困。",
}
BRANCHES = ("书法专业委员会", "老年分会", "青年分会")
TIERS = (("会长单位", 5000), ("副会长单位", 3000), ("理事单位", 1000), ("会员", 200))
FEES = (("业务培训费", "每人每期300元"), ("技术咨询服务费", "每小时200元"))


class Social:
    """The social organizations of the district, as their section keeps them.

    Days are counted from the day of installation, so that the lists look as in use.
    """

    def __init__(self, desk):
        self.desk = desk
        self.env = desk.env
        self.dice = random.Random("social")
        self.today = fields.Date.context_today(desk.office.division())

    def open(self):
        """Have the section take the register and put the rest of it on record."""
        self.register()
        self.describe()
        self.elect()
        self.keep_money()
        self.file()
        self.extend()
        self.list()
        self.look_after_the_dormant()

    def act(self, model, login="social"):
        """Return a model as somebody of the section works with it."""
        return self.desk.act(login, self.env[f"civil.social.{model}"])

    def ago(self, days):
        """Return a day so many days before the installation, as text."""
        return (self.today - timedelta(days=days)).isoformat()

    def some(self, count, *domain):
        """Return a few organizations that fit, the same each time."""
        orgs = self.act("org").search([("state", "=", "normal"), *domain], order="id")
        return orgs.browse(self.dice.sample(orgs.ids, min(count, len(orgs))))

    # -- the register ------------------------------------------------------------

    def register(self):
        """Import the register of this year, as it was handed in."""
        societies = Societies(7, COUNT, self.today, share=0.25, careless=0.05)
        # The inspection of the running year isn't over.
        societies.extra_year = False
        for society in societies.made:
            if self.dice.random() > 0.2:
                society.grade, society.grade_end = 0, None
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / FILE
            societies.write_rows(path, societies.made)
            self.desk.take("social", "organizations", FILE, path.read_bytes())

    def describe(self):
        """Fill in what the register doesn't say."""
        clerks = [self.desk.office.user(name) for name in ("social", "social2")]
        for number, org in enumerate(self.act("org").search([], order="id")):
            dice, kind = self.dice, org.kind_id
            staff = dice.randrange(3, 30)
            categories = self.act("category").search([("kind_id", "=", kind.id)])
            registered = dice.randrange(900, 6000)
            values = {
                "user_id": clerks[number % 2].id,
                "category_id": dice.choice(categories.ids),
                "registration_date": org.registration_date or self.ago(registered),
                "registration_no": f"曾社证字第{number + 1:04d}号",
                "certificate_from": self.ago(dice.randrange(400, 1400)),
                "certificate_until": self.ago(-dice.randrange(20, 900)),
                "purpose": PURPOSES[kind.code],
                "scope": "政策宣传、业务培训、交流合作、咨询服务。",
                "address": f"随州市曾都区解放路{number + 1}号",
                "staff_count": staff,
                "full_time_count": staff // 2,
                "party_members": dice.choice((0, 0, 1, 2, 3, 4)),
                "term_start": org.term_start
                or org.term_end
                and fields.Date.subtract(org.term_end, years=4),
            }
            if kind.has_members:
                values["area"] = "曾都区"
                values["individual_members"] = dice.randrange(48, 160)
            org.write({key: value for key, value in values.items() if value})

    def elect(self):
        """Put a secretary-general and a chief supervisor beside some heads."""
        for org in self.some(40, ("kind_code", "=", "association")):
            for post in ("secretary_general", "chief_supervisor"):
                self.act("officer").create(
                    {
                        "org_id": org.id,
                        "name": self.dice.choice(("王海", "李梅", "赵军", "周燕")),
                        "post": post,
                        "date_from": org.term_start,
                        "date_to": org.term_end,
                        "term_count": self.dice.choice((1, 2)),
                    }
                )
        for org in self.some(2, ("kind_code", "=", "association")):
            self.act("officer").create(
                {
                    "org_id": org.id,
                    "name": "吴建设",
                    "post": "vice_president",
                    "is_retired_cadre": True,
                    "approval_no": "曾组干批〔2023〕12号",
                }
            )

    def keep_money(self):
        """Dues, fees, branches and the figures of last year."""
        year = self.today.year - 1
        for org in self.some(25, ("kind_code", "=", "association")):
            tiers = TIERS[: self.dice.randrange(2, 5)]
            self.act("dues").create(
                {
                    "org_id": org.id,
                    "passed_on": self.ago(500),
                    "date_from": self.ago(490),
                    "present": 60,
                    "in_favor": 55,
                    "tier_ids": [
                        fields.Command.create({"name": name, "amount": amount})
                        for name, amount in tiers
                    ],
                }
            )
            name = f"{org.name}{self.dice.choice(BRANCHES)}"
            self.act("branch").create({"org_id": org.id, "name": name})
        for org in self.some(20):
            name, standard = self.dice.choice(FEES)
            published = self.dice.choice((False, self.ago(300)))
            self.act("fee").create(
                {
                    "org_id": org.id,
                    "name": name,
                    "standard": standard,
                    "published_on": published,
                }
            )
        for record in self.act("org.year").search([("year", "=", year)]):
            self.tell_year(record)

    def tell_year(self, record):
        """Fill in the figures of a year so that they foot."""
        debts = self.dice.randrange(0, 40) * 1000
        income = self.dice.randrange(20, 400) * 1000
        record.write(
            {
                "assets": record.net_assets + debts,
                "liabilities": debts,
                "income_service": income,
                "income_subsidy": income // 4,
                "expense_activity": income * 3 // 4,
                "expense_management": income // 5,
                "activity_count": self.dice.randrange(1, 20),
            }
        )

    # -- what is filed and watched -----------------------------------------------

    def file(self):
        """Filings: some came in, some are due, some are late."""
        for number, org in enumerate(self.some(18)):
            event = self.dice.randrange(2, 60)
            filing = self.act("filing").create(
                {
                    "org_id": org.id,
                    "kind": ("seal", "account", "officers", "charter")[number % 4],
                    "event_on": self.ago(event),
                }
            )
            if number % 3 == 0:
                filing.action_file()
            if number < 6:
                account = f"42050166{number:04d}000012"
                self.act("account").create(
                    {
                        "org_id": org.id,
                        "bank_name": "湖北银行曾都支行",
                        "number_input": account,
                    }
                )

    def extend(self):
        """Let a term that is over go on for half a year."""
        for org in self.some(2, ("term_alert", "=", "overdue")):
            self.act("extension").create(
                {
                    "org_id": org.id,
                    "term_end": org.term_end,
                    "date_to": fields.Date.add(org.term_end, months=11),
                    "reason": "换届筹备未完成，会员大会同意延期",
                    "approved_on": org.term_end,
                    "approval_no": "曾民社批〔2024〕3号",
                }
            )

    def list(self):
        """Lists: a draft, a notice, one that is listed and one that was removed."""
        grounds = ("annual_report", "rectification", "unreachable", "no_party")
        for number, org in enumerate(self.some(4)):
            ground = self.env.ref(f"civil_social_org.listing_ground_{grounds[number]}")
            listing = self.act("listing").create(
                {
                    "org_id": org.id,
                    "ground_id": ground.id,
                    "facts": f"{ground.name}，经核查属实。",
                }
            )
            if number:
                listing.noticed_on = self.ago(40)
                listing.action_notice()
            if number > 1:
                listing.decision_no = f"曾民社异〔2024〕{number}号"
                self.desk.act("social_head", listing).action_list()
            if number > 2:
                listing.removal_reason = "已整改，现场核实。"
                self.desk.act("social_head", listing).action_remove()

    def look_after_the_dormant(self):
        """Decide what becomes of some dormant organizations."""
        outcomes = ("rectify", "deregister", "annul")
        for number, org in enumerate(self.some(6, ("is_dormant", "=", True))):
            org.dormant_outcome = outcomes[number % 3]
        [org] = self.some(1, ("kind_code", "=", "private_unit"))
        self.desk.act("social_head", org).action_correct(
            "domicile", "随州市曾都区烈山大道18号", "录入时门牌号有误，以租赁合同为准"
        )
        [org] = self.some(1, ("has_findings", "=", True))
        self.desk.act("social_head", org).action_suspend(
            "曾民罚决〔2024〕1号，限期停止活动三个月"
        )
