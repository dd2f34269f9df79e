import tempfile
from datetime import timedelta
from pathlib import Path

from odoo import fields

from ..tools import Homes

COUNT = 26
#: Papers: kind, days from today until the end.
#: Papers: kind, how its number begins, days until it ends.
PAPERS = (
    ("food", "JY34213", 400),
    ("fire", "曾消验", 900),
    ("insurance", "PZAL4213", 20),
    ("equipment", "梯11鄂S", -5),
)
STAFF = (
    ("董秀兰", "director", 300, 200),
    ("吴桂芳", "carer", 500, 100),
    ("郑小红", "carer", 15, 150),
    ("冯春燕", "nurse", 700, -10),
    ("褚大明", "cook", None, 90),
)
#: Institutions whose beds are set up, and rooms a floor of each.
WITH_BEDS = 5


class WelfareHomes:
    """Welfare institutions as the register has them, some of them in detail."""

    def __init__(self, desk):
        self.desk = desk
        self.env = desk.env
        self.today = fields.Date.context_today(desk.office.division())

    def open(self):
        """Take the register in, then set up beds, staff, papers and a contract."""
        self.take()
        homes = self.act("").search([("state", "=", "filed")], order="id")
        self.homes = homes[:WITH_BEDS]
        for home in self.homes:
            self.furnish(home)
        self.operate()
        self.file()

    def act(self, model, login="care"):
        """Return a model as somebody works with it."""
        name = "civil.institution" + (model and f".{model}")
        return self.desk.act(login, self.env[name])

    def take(self):
        """Import the register as of today."""
        homes = Homes(7, COUNT, self.today, share=0.8, careless=0.05)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "register.xlsx"
            homes.write_file(path)
            self.desk.act("care", self.env["civil.import"])._load(
                "institutions",
                "养老机构台账.xlsx",
                path.read_bytes(),
                division=self.desk.office.division(),
                as_of=self.today,
                take="good",
            )

    def furnish(self, home):
        """Give a home a building with beds, staff and papers."""
        home.write(
            {
                "legal_representative": "董秀兰",
                "director": "董秀兰",
                "address": f"{home.division_id.name}康养路1号",
                "phone": "0722-0000021",
                "premises_title": "own",
                "building_area": 3200,
                "user_ids": [(6, 0, self.desk.office.user("home_staff").ids)]
                if home == self.homes[0]
                else [],
            }
        )
        building = self.act("building").create(
            {"institution_id": home.id, "name": "1号楼", "floors": 3}
        )
        self.act("generate").create(
            {
                "building_id": building.id,
                "floor_to": 3,
                "rooms": max(1, home.beds_approved // 6),
                "beds": 2,
                "bed_class": "nursing",
                "price": 900,
            }
        ).action_generate()
        self.act("staff").create(
            [
                {
                    "institution_id": home.id,
                    "name": name,
                    "post": post,
                    "certificate_until": days and self.day(days),
                    "health_until": self.day(health),
                    "since": self.day(-900),
                }
                for name, post, days, health in STAFF
            ]
        )
        self.act("paper").create(
            [
                {
                    "institution_id": home.id,
                    "kind_id": self.env.ref(f"civil_institution.paper_kind_{kind}").id,
                    "number": f"{start}{home.id:06d}",
                    "issued_on": self.day(days - 1095),
                    "valid_until": self.day(days),
                }
                for kind, start, days in PAPERS
            ]
        )

    def day(self, days):
        return self.today + timedelta(days=days)

    def operate(self):
        """Have an operator run the first publicly built home, a fee overdue."""
        home = self.act("").search([("ownership", "=", "public_private")], limit=1)
        others = self.act("").search(
            [("legal_form", "=", "enterprise"), ("id", "!=", home.id)], limit=1
        )
        contract = self.act("contract", "care_head").create(
            {
                "name": "曾民公建民营〔2022〕1号",
                "institution_id": home.id,
                "owner_id": home.organization_id.id,
                "operator_id": others.organization_id.id,
                "property_list": "房屋一栋、床位及配套设备",
                "exit_plan": "合同终止后由区民政局指定机构接管，平稳安置老人",
                "date_from": self.day(-600),
                "date_to": self.day(3000),
                "use_fee": 120000,
                "bond": 200000,
                "bond_paid_on": self.day(-605),
                "beds_reserved": 8,
                "reserved_price": 1200,
                "fee_ids": [
                    (
                        0,
                        0,
                        {"due_on": self.day(days), "amount": 120000, "paid_on": paid},
                    )
                    for days, paid in ((-400, self.day(-405)), (-35, False))
                ],
            }
        )
        contract.action_tender()
        contract.action_sign()
        contract.action_hand_over()
        contract.action_run()

    def file(self):
        """Put a new home on record whose filing waits to be examined."""
        home = self.act("").create(
            {
                "name": "曾都区颐和养老院（演示）",
                "division_id": self.desk.office.division().id,
                "kind_id": self.env.ref("civil_institution.kind_home").id,
                "legal_form": "private_unit",
                "ownership": "private",
                "credit_code": "52421303MJ00000166",
                "legal_representative": "蒋月华",
                "address": "北郊街道白云大道6号",
                "phone": "0722-0000022",
                "premises_title": "lease",
                "beds_approved": 48,
                "service_area": "全区",
                "first_admission_on": self.day(-6),
                "applied_on": self.day(-1),
                "has_commitment": True,
            }
        )
        home.action_apply()
