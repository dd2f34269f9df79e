"""The twelve programs of the demonstration district, each drawn by a few people."""

from datetime import date

from dateutil.relativedelta import relativedelta

from odoo.fields import Command
from odoo.tests import freeze_time

from odoo.addons.civil_demo.district.funds import BUDGET_UNIT, Funds
from odoo.addons.civil_demo.district.programs import Programs
from odoo.addons.civil_subsidy.tests.common import identity
from odoo.addons.civil_subsidy.tests.program_case import ProgramCase
from odoo.addons.civil_subsidy_account.tests.common import YEAR
from odoo.addons.civil_subsidy_account.tests.test_return import ReturnCase

#: The programs in the order in which a month pays them.
PROGRAMS = ("life", "care", "low", "destitute", "nursing", "orphan", "unattended")
PROGRAMS += ("age", "service", "beds", "relief", "funeral")
#: People with a fixed amount: how many of each class.
FIXED = {
    "destitute": {"城市特困": 1, "农村特困": 2},
    "nursing": {"全自理": 1, "半护理": 1, "全护理": 1},
    "age": {"80至89周岁": 2, "90至99周岁": 1},
    "service": {"轻度失能": 1, "重度失能": 2},
}
#: Households of the living allowance: class, persons, monthly income.
HOUSEHOLDS = (
    ("城市低保", 2, 655),
    ("城市A类", 1, 0),
    ("农村低保", 3, 1210),
    ("农村B类", 2, 37),
)
CHILD, ELDER = "20150601", "19400601"
PRIVATE_HOME = "何店镇夕阳红养老服务中心"
GRANTED = date(2023, 6, 1)


class _Desk:
    """The demonstration's desk, at which the users of the tests sit."""

    def __init__(self, case):
        self.env = case.env
        self.office = self.banks = self
        self._case = case
        self.rural, self.construction = case.bank, case.other_bank

    def act(self, name, records):
        """Return the records as a user sees and changes them."""
        return records.with_user(self.user(name))

    def user(self, name):
        """Return the user who has a place in the demonstration."""
        return getattr(self._case, {"chief": "fund_head"}.get(name, name))

    def division(self):
        """Return the district."""
        return self._case.district


class DistrictCase(ReturnCase, ProgramCase):
    """The district in January: programs, money and people; nothing is paid yet."""

    @classmethod
    def setUpClass(cls):
        with freeze_time(f"{YEAR}-01-02 02:00:00"):
            super().setUpClass()
            layout = cls.bank.format_request_id.copy(
                {"file_name": "{agent}_DF_{batch}.txt"}
            )
            cls.other_bank = cls.bank.copy(
                {
                    "code": "T-CC",
                    "bank_terms": "建设银行",
                    "format_request_id": layout.id,
                }
            )
            for name in ("head", "deputy"):
                group = cls.env.ref(f"civil_fund.group_{name}")
                getattr(cls, name).group_ids = [Command.link(group.id)]

    @freeze_time(f"{YEAR}-01-02 02:00:00")
    def setUp(self):
        super().setUp()
        # The month of the tests about one batch isn't wanted here.
        self.batch.with_user(self.clerk).action_void("不用")
        self.lines.unlink()
        self.serial = 100
        desk = _Desk(self)
        self.care.share_ids.unlink()
        programs = Programs(desk)
        programs.record()
        self.programs = programs.by_code
        self.funds = Funds(desk, self.programs)
        self.funds.open()
        self.draw_all()

    # -- who draws what ------------------------------------------------------------

    def person(self, birth=ELDER, bank="", **values):
        """A resident with an account."""
        self.serial += 1
        number = identity(self.serial, birth)
        person = self.make_person(self.serial, identity_number=number, **values)
        person.account_ids.bank_name = bank
        return person

    def class_of(self, code, name):
        """The id of a program's class."""
        classes = self.programs[code].class_ids
        return classes.filtered(lambda klass: klass.name == name).id

    def draw(self, code, klass, person=None, month=GRANTED, **values):
        """Grant a program to somebody."""
        if klass:
            values["class_id"] = self.class_of(code, klass)
        person = person or self.person()
        return self.grant(person, self.programs[code], month, **values)

    def draw_all(self):
        """Grant all programs but those that are paid once."""
        for code, classes in FIXED.items():
            for klass, count in classes.items():
                for number in range(count):
                    bank = "建设银行" if number else ""
                    self.draw(code, klass, self.person(bank=bank))
        for klass, persons, income in HOUSEHOLDS:
            self.draw("low", klass, person_count=persons, income=income)
        for code, klass in (
            ("orphan", "社会散居孤儿"),
            ("orphan", "机构养育孤儿"),
            ("unattended", "事实无人抚养儿童"),
        ):
            guardian = self.person("19800101")
            self.draw(code, klass, self.person(CHILD), payee_id=guardian.id)
        self.private = self.home(PRIVATE_HOME, "private", "0015")
        self.public = self.home(BUDGET_UNIT, "budget_unit", "0011")
        self.town_fund = self.home("西城街道办事处", "town", "0031")
        self.funeral_home = self.home("曾都区殡仪馆", "private", "0021")
        for home, klass in (
            (self.private, "自理老人"),
            (self.private, "失能老人"),
            (self.public, "半失能老人"),
        ):
            self.occupy(home, klass)

    def home(self, name, kind, digits):
        """An institution of a kind, with its account."""
        partner = self.env["res.partner"].create(
            {"name": name, "is_company": True, "subsidy_payee_kind": kind}
        )
        self.env["res.partner.bank"].create(
            {"partner_id": partner.id, "acc_number": f"82010000000123{digits}"}
        )
        return partner

    def occupy(self, home, klass):
        """Let somebody live in a home."""
        person = self.person()
        self.draw("beds", klass, person, partner_id=home.id)
        self.env["civil.subsidy.stay"].create(
            {
                "resident_id": person.id,
                "partner_id": home.id,
                "division_id": self.village.id,
                "date_in": GRANTED,
            }
        )

    # -- what a month brings -------------------------------------------------------

    def prepare(self, month):
        """The rosters of the month, and who is helped once."""
        lines = [
            self.line_values(number, period=month, row=number)
            for number in range(20, 24)
        ]
        self.make_lines(*lines)
        self.draw(
            "relief",
            None,
            month=month,
            occasion=f"LS{month:%m}",
            decided_amount=800 + 13 * month.month,
            class_id=None,
        )
        self.draw(
            "funeral",
            None,
            month=month,
            occasion=f"BZ{month:%m}",
            decided_amount=1160 - 20 * month.month,
            partner_id=self.funeral_home.id,
            class_id=None,
        )

    def due(self, month):
        """The programs that are paid in a month."""
        quarter = month.month % 3 == 1
        return [code for code in PROGRAMS if code != "age" or quarter]

    def raise_standard(self, name, amount, month):
        """Let the section head raise a standard of the living allowance."""
        klass = self.env["civil.subsidy.class"].browse(self.class_of("low", name))
        klass.standard_ids.with_user(self.head).action_end_and_replace(
            amount=amount,
            date_from=f"{month:%Y-%m-%d}",
            legal_basis="曾民发〔2024〕8号",
        )

    def end(self, entitlement, month):
        """End an entitlement from a month on."""
        version = entitlement.version_ids[:1]
        self.record_version(
            entitlement,
            effective_month=month,
            state="ended",
            class_id=version.class_id.id,
            person_count=version.person_count,
        )


def last_day(month):
    """The last day of a month."""
    return month + relativedelta(months=1, days=-1)
