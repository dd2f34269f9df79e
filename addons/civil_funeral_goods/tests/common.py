import datetime
import io

import openpyxl

from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.civil_base.tests.common import CivilBaseCase

AS_OF = datetime.date(2024, 6, 1)
HEADER = (
    "店名",
    "镇街",
    "经营者",
    "身份证号",
    "统一社会信用代码",
    "类别",
    "经营范围",
    "登记/备案日期",
    "有效期止",
    "最近检查日期",
    "违规记录",
)
#: A shop in which nothing is wrong; no person and no shop of this world.
GOOD = {
    "店名": "East Town 安记花圈店01",
    "镇街": "East Town",
    "经营者": "周云",
    "身份证号": "421303195001010014",
    "统一社会信用代码": "",
    "类别": "花圈店",
    "经营范围": "花圈",
    "登记/备案日期": datetime.date(2022, 1, 1),
    "有效期止": datetime.date(2026, 6, 30),
    "最近检查日期": datetime.date(2024, 1, 10),
    "违规记录": "",
}


def register(*rows):
    """Return a register of shops as a workbook, as an office would keep it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "丧葬用品店"
    sheet.append(["丧葬用品店登记表"])
    sheet.append(["单位：民政局"])
    sheet.append(HEADER)
    for row in rows:
        values = {**GOOD, **row}
        sheet.append([values[name] for name in HEADER])
    sheet.append(["合计", None, len(rows)])
    sheet.append(["制表人：", None, "审核人："])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


class GoodsCase(CivilBaseCase):
    """A district with two towns, and a user a role of the funeral section."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.people = {
            level: cls.make_user(f"goods_{level}", f"civil_funeral_goods.group_{level}")
            for level in ("clerk", "head", "deputy")
        }
        cls.clerk, cls.head, cls.deputy = cls.people.values()
        cls.east_clerk = new_test_user(
            cls.env,
            "goods_east",
            "civil_funeral_goods.group_clerk",
            division_ids=[Command.set(cls.east.ids)],
        )

    def upload(self, *rows, as_of=AS_OF, user=None, take=None):
        """Upload a register of shops, as the clerk by default."""
        imports = self.env["civil.import"].with_user(user or self.clerk)
        return imports._load(
            "shops", "shops.xlsx", register(*rows), as_of=as_of, take=take
        )

    def make_shop(self, **vals):
        """Put a shop on record, as the clerk."""
        return (
            self.env["civil.funeral.shop"]
            .with_user(self.clerk)
            .create(
                {
                    "name": "安记花圈店",
                    "division_id": self.east.id,
                    "shop_kind_id": self.env.ref(
                        "civil_funeral_goods.shop_kind_wreath"
                    ).id,
                    "scope": "花圈",
                    "registered_on": "2022-01-01",
                    "valid_until": "2026-06-30",
                    "last_checked_on": "2024-01-10",
                    **vals,
                }
            )
        )
