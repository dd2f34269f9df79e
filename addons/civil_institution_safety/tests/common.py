import base64
import datetime
import io
from unittest.mock import patch

from freezegun import freeze_time
from PIL import Image

from odoo.addons.civil_case.tests.common import blank_paper
from odoo.addons.civil_institution.tests.common import InstitutionCase

PASSWORD = "own-pass-2024"
TODAY = datetime.date(2024, 6, 5)
FIVE = {
    "responsible": "刘主任",
    "measures": "清理通道",
    "funds": 200.0,
    "deadline": datetime.date(2024, 6, 20),
    "protection": "专人看守通道",
}


def picture(kind="JPEG", size=(40, 30)):
    """Return the bytes of a small picture."""
    stream = io.BytesIO()
    Image.new("RGB", size, "#c04020").save(stream, kind)
    return stream.getvalue()


class SafetyCase(InstitutionCase):
    """Two filed homes with accounts; the section has two clerks. No paper is drawn."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        paper, blank = cls.env.registry["civil.paper"], blank_paper()
        cls.startClassPatcher(
            patch.object(paper, "_pdf", lambda self, html, count_pages=False: blank)
        )
        cls.clerk2 = cls.make_user("safety_clerk2", "civil_institution.group_clerk")
        for home in (cls.home, cls.other):
            home.with_user(cls.clerk).action_note_filed("2020-01-01")
        cls.home.user_id = cls.clerk
        cls.person = cls.open_account(cls.home, "王芳", "13800138000")
        cls.other_person = cls.open_account(cls.other, "赵强", "13800138001")
        cls.checks = cls.env["civil.safety.check"]
        cls.hazards = cls.env["civil.hazard"]

    @classmethod
    def open_account(cls, home, holder_name, login):
        """Return the user of a new account whose first password was changed."""
        home.with_user(cls.clerk).action_open_account(login, holder_name)
        user = home.sudo().organization_id.portal_account_ids.user_id
        user.write({"password": PASSWORD, "organization_password_pending": False})
        return user

    @classmethod
    def open_month(cls, day=TODAY):
        """Ask for the self-checks of a month; return that of the first home."""
        cls.checks._open_month(day)
        return cls.check_of(cls.home, day)

    @classmethod
    def check_of(cls, home, day=TODAY):
        return cls.checks.search(
            [("institution_id", "=", home.id), ("month", "=", day.replace(day=1))]
        )

    def as_home(self, record, person=None):
        """Return a record as the pages have it: the system's rights for the person."""
        return record.with_user(person or self.person).sudo()

    def answer(self, check, problem=None):
        """Answer every item as the institution; one may be a problem."""
        lines = check.line_ids
        answers = {line.id: {"result": "yes"} for line in lines}
        if problem:
            answers[problem.id] = {"result": "no", "note": "二楼通道堆放纸箱"}
        self.as_home(check)._page_save(answers)

    def filed(self, check, problem=None):
        self.answer(check, problem)
        self.as_home(check)._page_file("王芳", check.month)
        return check

    def exits(self, check):
        """The item about exits, a major hazard where it isn't met."""
        return check.line_ids.filtered(lambda line: line.criterion_id.code == "F2")[:1]

    def make_hazard(self, **values):
        """Return a hazard that the clerk found at the first home."""
        return self.hazards.with_user(self.clerk).create(
            {
                "name": "二楼通道堆放纸箱",
                "object_id": self.home.object_id.id,
                "kind_id": self.env.ref(
                    "civil_institution.inspection_kind_institution"
                ).id,
                "found_date": TODAY,
                **values,
            }
        )

    def plan(self, hazard, **values):
        five = {**FIVE, **values}
        self.as_home(hazard)._page_plan(*five.values())

    def corrected(self, hazard):
        """Have the institution put a hazard right and ask for the re-check."""
        mine = self.as_home(hazard)
        mine._take_photo("evidence_photo", "后.jpg", picture())
        mine._page_report("已清理")

    def assigned(self, **values):
        hazard = self.make_hazard(**values)
        self.plan(hazard)
        hazard.action_assign()
        return hazard

    def todos(self, record, key):
        return self.env["civil.todo"].search(
            [
                ("res_model", "=", record._name),
                ("res_id", "=", record.id),
                ("key", "=", key),
            ]
        )

    def notices(self, home):
        return home.sudo().organization_id.portal_notice_ids


def frozen(moment="2024-06-05 04:00:00"):
    """Return what holds the clock of a test class."""
    return freeze_time(moment)


def encoded(content):
    return base64.b64encode(content)
