import contextlib

import xlsxwriter

from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user

#: A small tree: one district, two towns, one village each.
DIVISIONS = (
    ("province", "990000", "Test Province", None),
    ("city", "990100", "Test City", "990000"),
    ("district", "990101", "Test District", "990100"),
    ("town", "990101001", "East Town", "990101"),
    ("town", "990101002", "West Town", "990101"),
    ("village", "990101001001", "East Village", "990101001"),
    ("village", "990101002001", "West Village", "990101002"),
)

HEADER = "code,name,level,parent_code"


#: Runs a check in the browser as soon as a screen stands there.
_WHEN_OPEN = """
const timer = setInterval(() => {
    if (document.querySelector(".o_action_manager > *")) {
        clearInterval(timer);
        %s
    }
}, 100);
"""


def when_open(check="console.log('test successful');"):
    """Return browser code that runs ``check`` once the screen stands there."""
    return _WHEN_OPEN % check


def division_file(*lines):
    """Return a list of divisions as a text file."""
    return "\n".join([HEADER, *lines]).encode()


class CivilBaseCase(TransactionCase):
    """A division tree and one user for each role across departments."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls.divisions = {}
        for level, code, name, parent in DIVISIONS:
            cls.divisions[code] = cls.env["civil.division"].create(
                {
                    "code": code,
                    "name": name,
                    "level": level,
                    "parent_id": parent and cls.divisions[parent].id,
                }
            )
        cls.district = cls.divisions["990101"]
        cls.east = cls.divisions["990101001"]
        cls.west = cls.divisions["990101002"]
        cls.staff = cls.make_user("civil_staff", "civil_base.group_staff")
        cls.finance = cls.make_user("civil_finance", "civil_base.group_finance")
        cls.auditor = cls.make_user("civil_auditor", "civil_base.group_auditor")
        cls.reader = cls.make_user("civil_reader", "civil_base.group_personal_data")
        cls.admin = cls.make_user("civil_admin", "civil_base.group_admin")
        cls.outsider = new_test_user(cls.env, "civil_outsider", "base.group_user")
        cls.kind = cls.env.ref("civil_base.import_kind_divisions")

    @classmethod
    def make_user(cls, login, groups):
        """Return a user who sees the test district."""
        return new_test_user(
            cls.env, login, groups, division_ids=[Command.set(cls.district.ids)]
        )

    def load(self, content, user=None, filename="divisions.csv", **options):
        """Bring in a list of divisions, as the administrator by default."""
        imports = self.env["civil.import"].with_user(user or self.admin)
        return imports._load("divisions", filename, content, **options)

    @contextlib.contextmanager
    def count_statements(self):
        """Give a list whose only item is the number of statements run inside."""
        self.env.flush_all()
        counted = [self.env.cr.sql_log_count]
        yield counted
        self.env.flush_all()
        counted[0] = self.env.cr.sql_log_count - counted[0]


def workbook(path, sheets):
    """Write ``{sheet name: rows}`` to a workbook and return its bytes."""
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for position, value in enumerate(row):
                    sheet.write(number, position, value)
    with open(path, "rb") as file:
        return file.read()
