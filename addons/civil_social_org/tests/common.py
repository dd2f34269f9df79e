import contextlib
import datetime
import io
import itertools

import openpyxl
from stdnum.cn import ric, uscc

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.civil_base.tests.common import CivilBaseCase

AS_OF = datetime.date(2024, 6, 1)
SECTION = "civil_social_org"
HEADER = (
    "名称",
    "统一社会信用代码",
    "类型",
    "成立登记日期",
    "业务主管单位",
    "法定代表人",
    "法定代表人身份证号",
    "本届起",
    "本届止",
    "评估等级",
    "评估有效期止",
    "2022年度年检结论",
    "2023年度年检结论",
    "最近一次活动日期",
    "党组织",
    "注册（开办）资金",
    "2023年末净资产",
)
#: An association in which nothing is wrong; neither it nor the person exists.
GOOD = {
    "名称": "测试区好人协会",
    "类型": "社会团体",
    "成立登记日期": datetime.date(2015, 3, 1),
    "业务主管单位": "区教育局",
    "法定代表人": "周云",
    "本届起": datetime.date(2022, 1, 1),
    "本届止": datetime.date(2026, 12, 31),
    "评估等级": "",
    "评估有效期止": "",
    "2022年度年检结论": "合格",
    "2023年度年检结论": "合格",
    "最近一次活动日期": datetime.date(2024, 1, 10),
    "党组织": "无",
    "注册（开办）资金": 50000,
    "2023年末净资产": 80000,
}
_NUMBERS = itertools.count(1)


def credit_code(prefix="51", number=None):
    """Return a right credit code that nobody has."""
    body = f"{prefix}990101MJ{number or next(_NUMBERS):06d}X"
    return body + uscc.calc_check_digit(body)


def identity(born="19700101", number=None):
    """Return a right identity number that nobody has."""
    body = f"990101{born}{number or next(_NUMBERS) % 1000:03d}"
    return body + ric.calc_check_digit(f"{body}0")


def register(*rows, header=HEADER):
    """Return a register as a workbook, as an office would keep it.

    What a row doesn't say is good, with a code and a person of its own.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["社会组织登记表"])
    sheet.append(header)
    for number, row in enumerate(rows, 1):
        kind = row.get("类型", GOOD["类型"])
        prefix = "51" if kind == "社会团体" else "52"
        values = {
            **GOOD,
            "统一社会信用代码": credit_code(prefix),
            "法定代表人身份证号": identity(),
            "名称": f"测试区好人{number}协会",
            **row,
        }
        sheet.append([values.get(name) for name in header])
    sheet.append(["合计", None, len(rows)])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


class SocialCase(CivilBaseCase):
    """A district with two towns, and a user a role of the section."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.clerk, cls.head, cls.deputy = (
            cls.make_user(f"social_{level}", f"{SECTION}.group_{level}")
            for level in ("clerk", "head", "deputy")
        )
        cls.east_clerk = new_test_user(
            cls.env,
            "social_east",
            f"{SECTION}.group_clerk",
            division_ids=[Command.set(cls.east.ids)],
        )
        cls.orgs = cls.env["civil.social.org"].with_user(cls.clerk)

    @classmethod
    def kind_of(cls, code):
        return cls.env.ref(f"{SECTION}.kind_{code}")

    @classmethod
    def make_org(cls, name="测试区好人协会", kind="association", **values):
        """Put an organization on record, as the clerk."""
        prefix = {"association": "51", "private_unit": "52", "foundation": "53"}[kind]
        return cls.orgs.create(
            {
                "name": name,
                "kind_id": cls.kind_of(kind).id,
                "division_id": cls.district.id,
                "credit_code": credit_code(prefix),
                "registration_date": "2015-03-01",
                "registered_fund": 50000,
                "purpose": "服务社会",
                "term_start": "2022-01-01",
                "term_end": "2026-12-31",
                "last_activity_date": "2024-01-10",
                **values,
            }
        )

    @classmethod
    def make_officer(cls, org, user=None, **values):
        """Put an officer on record, as the clerk."""
        officers = cls.env["civil.social.officer"].with_user(user or cls.clerk)
        return officers.create(
            {
                "org_id": org.id,
                "name": "周云",
                "post": "president",
                "identity_input": identity(),
                "elected_on": "2022-01-01",
                "date_from": "2022-01-01",
                "date_to": "2026-12-31",
                **values,
            }
        )

    @contextlib.contextmanager
    def refusal(self, words):
        """Expect a refusal that says ``words``, and take back what was half done."""
        with self.assertRaisesRegex(UserError, words) as caught:
            with self.env.cr.savepoint():
                yield caught

    def upload(self, *rows, as_of=AS_OF, user=None, take=None, header=HEADER):
        """Upload a register, as the clerk by default."""
        imports = self.env["civil.import"].with_user(user or self.clerk)
        return imports._load(
            "organizations",
            "register.xlsx",
            register(*rows, header=header),
            as_of=as_of,
            take=take,
        )

    def found(self, *rows, **options):
        """``{code: names or number}`` of a register."""
        return self.upload(*rows, **options)._findings_by_code()
