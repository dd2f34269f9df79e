import datetime
import io

import openpyxl

from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.civil_base.tests.common import CivilBaseCase

AS_OF = datetime.date(2024, 6, 1)
HEADER = (
    "名称",
    "镇街",
    "性质",
    "法人登记类型",
    "统一社会信用代码",
    "核定床位",
    "护理型床位",
    "在住老人",
    "等级",
    "等级有效期止",
    "备案日期",
    "最近自查月份",
    "最近区级检查日期",
)
#: An institution with which nothing is wrong; none of this world.
GOOD = {
    "名称": "东镇福寿养老院",
    "镇街": "East Town",
    "性质": "公办",
    "法人登记类型": "事业单位",
    "统一社会信用代码": "",
    "核定床位": 80,
    "护理型床位": 24,
    "在住老人": 40,
    "等级": "二级",
    "等级有效期止": datetime.date(2026, 5, 28),
    "备案日期": datetime.date(2021, 6, 19),
    "最近自查月份": "2024-05",
    "最近区级检查日期": datetime.date(2024, 2, 10),
}
COMPLETE = {
    "legal_representative": "周云",
    "address": "迎宾大道1号",
    "phone": "0722-1234567",
    "premises_title": "own",
    "service_area": "全区",
    "applied_on": "2024-06-03",
    "has_commitment": True,
    "credit_code": "53640000MJX173680A",
}


def register(*rows):
    """Return a register of institutions as a workbook."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "养老机构"
    sheet.append(HEADER)
    for row in rows:
        values = {**GOOD, **row}
        sheet.append([values[name] for name in HEADER])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


class InstitutionCase(CivilBaseCase):
    """A district with two towns, a user a role, and two homes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.people = {
            level: cls.make_user(f"inst_{level}", f"civil_institution.group_{level}")
            for level in ("clerk", "head", "deputy", "home")
        }
        cls.clerk, cls.head, cls.deputy, cls.keeper = cls.people.values()
        cls.east_clerk = new_test_user(
            cls.env,
            "inst_east",
            "civil_institution.group_clerk",
            division_ids=[Command.set(cls.east.ids)],
        )
        cls.home = cls.make_home(user_ids=[Command.set(cls.keeper.ids)])
        cls.other = cls.make_home(name="西镇福利院", division_id=cls.west.id)

    @classmethod
    def make_home(cls, **vals):
        """Put an institution on record, as the clerk."""
        homes = cls.env["civil.institution"].with_user(cls.clerk)
        home = homes.create(
            {
                "name": "东镇康寿养老院",
                "division_id": cls.east.id,
                "kind_id": cls.env.ref("civil_institution.kind_home").id,
                "legal_form": "private_unit",
                "ownership": "private",
                "beds_approved": 40,
                **vals,
            }
        )
        return home.with_user(cls.env.user)

    @classmethod
    def make_beds(cls, home, rooms=2, beds=2):
        """Give the institution a building with beds, as the clerk."""
        building = (
            cls.env["civil.institution.building"]
            .with_user(cls.clerk)
            .create({"institution_id": home.id, "name": "1号楼", "floors": 2})
        )
        wizards = cls.env["civil.institution.generate"].with_user(cls.clerk)
        wizards.create(
            {"building_id": building.id, "rooms": rooms, "beds": beds}
        ).action_generate()
        return home.bed_ids

    def upload(self, *rows, as_of=AS_OF, user=None, take=None):
        """Upload a register of institutions, as the clerk by default."""
        imports = self.env["civil.import"].with_user(user or self.clerk)
        return imports._load(
            "institutions", "homes.xlsx", register(*rows), as_of=as_of, take=take
        )


def rate(home, level, until):
    """Put a rating on record that the institution is known to have.

    :param home: the institution, as a user who may
    :param str level: "1" to "5"
    :param until: its last day
    """
    day = datetime.date.fromisoformat(str(until))
    home._note_known_ratings({home: (level, day)})
    return home.rating_ids.sorted("valid_until")[-1:]
