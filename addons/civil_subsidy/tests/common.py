import io
from datetime import date
from decimal import Decimal

import xlsxwriter
from stdnum.cn import ric

from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user
from odoo.tools import SQL

MARCH = date(2024, 3, 1)
HEADERS = (
    "序号",
    "村（社区）",
    "姓名",
    "性别",
    "身份证号",
    "残疾人证号",
    "残疾类别",
    "残疾等级",
    "是否低保",
    "补贴类型",
    "享受起始月",
    "开户银行",
    "银行账号",
    "户名",
    "代领人",
    "联系电话",
    "备注",
)


def identity(serial, birth="19700101"):
    """A valid, invented number of the district; odd serials are men."""
    stem = f"421303{birth}{serial:03d}"
    return stem + ric.calc_check_digit(stem + "0")


class SubsidyCase(TransactionCase):
    """A district with two towns, its people, and one user a role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True))
        division = cls.env["civil.division"]
        cls.district = division.search([("code", "=", "421303")]) or division.create(
            {"code": "421303", "name": "曾都区", "level": "district"}
        )
        cls.west, cls.east = (
            division.search([("code", "=", code)])
            or division.create(
                {
                    "code": code,
                    "name": name,
                    "level": "town",
                    "parent_id": cls.district.id,
                }
            )
            for code, name in (("421303001", "西城街道"), ("421303002", "东城街道"))
        )
        cls.village = division.search(
            [("code", "=", "421303001003")]
        ) or division.create(
            {
                "code": "421303001003",
                "name": "草店子居委会（社区）",
                "level": "village",
                "parent_id": cls.west.id,
            }
        )
        cls.life = cls.env.ref("civil_subsidy.program_life")
        cls.care = cls.env.ref("civil_subsidy.program_care")
        cls.bank = cls.env["civil.bank.agent"].create(
            {
                "name": "曾都农商行",
                "code": "T-DF",
                "agreement_number": "ZD2024001",
                "division_id": cls.district.id,
                "statement_required": False,
                "format_request_id": cls.env.ref("civil_subsidy.bank_format_df").id,
                "format_result_id": cls.env.ref("civil_subsidy.bank_format_dr").id,
            }
        )
        (cls.life | cls.care).bank_agent_id = cls.bank
        cls._make_users()
        cls._make_standards()

    @classmethod
    def _make_users(cls):
        def user(login, *groups, divisions=None):
            return new_test_user(
                cls.env,
                login,
                groups=",".join(groups),
                division_ids=[Command.set((divisions or cls.district).ids)],
            )

        cls.clerk = user("t-clerk", "civil_subsidy.group_clerk")
        cls.clerk2 = user("t-clerk2", "civil_subsidy.group_clerk")
        cls.head = user("t-head", "civil_subsidy.group_head")
        cls.deputy = user("t-deputy", "civil_subsidy.group_deputy")
        cls.finance = user("t-finance", "civil_base.group_finance")
        cls.cashier = user("t-cashier", "civil_base.group_finance")
        cls.auditor = user("t-auditor", "civil_base.group_auditor")
        cls.staff = user("t-staff", "civil_base.group_staff")
        cls.east_clerk = user(
            "t-east-clerk", "civil_subsidy.group_clerk", divisions=cls.east
        )
        cls.jack = user(
            "t-jack",
            "civil_subsidy.group_head",
            "civil_subsidy.group_deputy",
            "civil_base.group_finance",
        )

    @classmethod
    def _make_standards(cls):
        cls.env["civil.subsidy.standard"].create(
            [
                {"class_id": cls.env.ref(f"civil_subsidy.{ref}").id, **dates}
                for ref, dates in (
                    (
                        "class_life_all",
                        {
                            "amount": 80,
                            "date_from": "2021-01-01",
                            "date_to": "2023-12-31",
                        },
                    ),
                    ("class_life_all", {"amount": 100, "date_from": "2024-01-01"}),
                    ("class_care_1", {"amount": 130.5, "date_from": "2024-01-01"}),
                    ("class_care_2", {"amount": 110, "date_from": "2024-01-01"}),
                    ("class_care_3", {"amount": 60, "date_from": "2024-01-01"}),
                )
            ]
        )

    @classmethod
    def line_values(cls, serial, **changes):
        """A faultless line: grade 1 physical, minimum living, both programs."""
        number = changes.pop("identity_number", identity(serial))
        kind = changes.get("disability_kind", "4")
        grade = changes.get("disability_grade", "1")
        return {
            "period": MARCH,
            "division_id": cls.village.id,
            "row": serial,
            "name": f"张{'甲乙丙丁戊己庚辛壬癸'[serial % 10]}{serial}",
            "identity_number": number,
            "certificate_number": f"{number}{kind}{grade}",
            "disability_kind": kind,
            "disability_grade": grade,
            "minimum_living": "yes",
            "program_ids": [Command.set((cls.life | cls.care).ids)],
            "first_month": date(2022, 1, 1),
            "account_number": f"6217002868975{serial:06d}",
            "account_holder": f"张{'甲乙丙丁戊己庚辛壬癸'[serial % 10]}{serial}",
            **changes,
        }

    @classmethod
    def make_lines(cls, *values):
        return cls.env["civil.subsidy.roster.line"].create(list(values))

    @classmethod
    def make_batch(cls, program=None, period=MARCH, user=None):
        batch = cls.env["civil.subsidy.batch"].with_user(user or cls.clerk)
        return batch.create(
            {
                "program_id": (program or cls.life).id,
                "period": period,
                "division_id": cls.district.id,
            }
        )

    @staticmethod
    def exact(amount):
        """An amount as the database keeps it, to the cent."""
        return Decimal(str(amount)).quantize(Decimal("0.01"))

    sql = staticmethod(SQL)
    command = Command

    def entitle(self, resident, program, **values):
        """An entitlement without a version, past the doors that people use."""
        return self.insert(
            "civil.subsidy.entitlement",
            resident_id=resident.id,
            program_id=program.id,
            division_id=resident.division_id.id,
            town_id=resident.town_id.id or None,
            currency_id=self.env.company.currency_id.id,
            active=True,
            **values,
        )

    def record_version(self, entitlement, withdrawn=False, **values):
        """A version of an entitlement, past the doors that people use."""
        kinds = {"active": "granted", "suspended": "suspended", "ended": "ended"}
        now = self.env.cr.now()
        return self.insert(
            "civil.subsidy.entitlement.version",
            entitlement_id=entitlement.id,
            kind=kinds[values["state"]],
            reason="x",
            recorded_at=now,
            recorded_uid=self.env.uid,
            withdrawn_at=now if withdrawn else None,
            **values,
        )

    def insert(self, model, **values):
        """A record written to the table itself."""
        records = self.env[model]
        self.env.flush_all()
        [[record_id]] = self.env.execute_query(
            SQL(
                "INSERT INTO %s (%s) VALUES %s RETURNING id",
                SQL.identifier(records._table),
                SQL(", ").join(map(SQL.identifier, values)),
                tuple(values.values()),
            )
        )
        records.invalidate_model()
        return records.browse(record_id)

    def answer_warnings(self, batch):
        """Give the clerk's reason for what the checks have found."""
        found = self.env["civil.subsidy.finding"].with_user(self.clerk)
        found = found.search([("batch_id", "=", batch.id), ("is_open", "=", True)])
        if found:
            found.action_give_reason("已核实")

    def approve(self, batch):
        """Take a computed batch to approved, by three people."""
        batch.with_user(self.clerk).action_publish()
        batch.with_user(self.clerk).action_submit()
        batch.with_user(self.head).action_review()
        batch.with_user(self.deputy).action_approve()
        return batch

    def outcome(self, batch, line):
        """(outcome, amount, reason codes) of one line in a batch."""
        payment = batch.sudo().payment_ids.filtered(lambda p: p.line_id == line)
        self.assertEqual(len(payment), 1)
        return (
            payment.outcome,
            f"{payment.amount:.2f}",
            set(
                payment.finding_ids.filtered(
                    lambda found: found.outcome != "warned"
                ).check_id.mapped("code")
            ),
        )


def roster_row(number, **changes):
    """Cells of a faultless roster line by heading."""
    serial = changes.pop("serial", number)
    person = identity(serial)
    row = {
        "序号": number,
        "村（社区）": "草店子居委会（社区）",
        "姓名": f"李{'甲乙丙丁戊己庚辛壬癸'[serial % 10]}",
        "性别": "男" if serial % 2 else "女",
        "身份证号": person,
        "残疾人证号": f"{person}41",
        "残疾类别": "肢体",
        "残疾等级": "一级",
        "是否低保": "是",
        "补贴类型": "两项",
        "享受起始月": "2022-01",
        "开户银行": "建设银行随州分行",
        "银行账号": f"6217002868975{serial:06d}",
        "户名": f"李{'甲乙丙丁戊己庚辛壬癸'[serial % 10]}",
        "代领人": "",
        "联系电话": "13800000000",
        "备注": "",
    }
    return {**row, **changes}


def roster_workbook(sheets, headers=HEADERS):
    """Bytes of a roster workbook.

    :param sheets: ``{sheet name: (month as written, [row dicts])}``
    """
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    dates = workbook.add_format({"num_format": "yyyy-mm-dd"})
    for name, (month, rows) in sheets.items():
        sheet = workbook.add_worksheet(name)
        sheet.write(0, 0, f"{name}残疾人两项补贴发放花名册")
        sheet.write(1, 0, f"填报单位：{name}人民政府（办事处）")
        sheet.write(1, 10, f"所属月份：{month}")
        sheet.write_row(2, 0, headers)
        for index, row in enumerate(rows, 3):
            for column, header in enumerate(headers):
                value = row.get(header)
                if isinstance(value, date):
                    sheet.write_datetime(index, column, value, dates)
                elif isinstance(value, str):
                    sheet.write_string(index, column, value)
                elif value is not None:
                    sheet.write_number(index, column, value)
        sheet.write(len(rows) + 3, 0, "合计")
        sheet.write(len(rows) + 3, 1, f"{len(rows)}人")
        sheet.write(len(rows) + 4, 0, "填表人：")
        sheet.write(len(rows) + 4, 3, "审核人：")
    workbook.close()
    return stream.getvalue()
