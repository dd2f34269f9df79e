import io
import json

import openpyxl

from odoo.http import Request

from .common import InspectionCase

PASSWORD = "own-pass-2024"
CODE, OTHER_CODE = "52421303MJY234561B", "51421303MJH1234578"


class PortalCase(InspectionCase):
    """Two kindergartens with accounts, each with its report of the year."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.org = cls.make_org(credit_code=CODE, supervisor_type="direct")
        cls.other_org = cls.make_org("绝密幼儿园", supervisor_type="direct")
        cls.inspection, (cls.report, cls.other_report) = cls.open_inspection(
            cls.org, cls.other_org
        )
        cls.person = cls.open_account(cls.org, "王芳")
        cls.other_person = cls.open_account(cls.other_org, "赵强", "13800138000")

    @classmethod
    def open_account(cls, org, holder_name, login=None):
        org.with_user(cls.clerk).action_open_account(login, holder_name)
        user = org.sudo().organization_id.portal_account_ids.user_id
        user.write({"password": PASSWORD, "organization_password_pending": False})
        return user


class PortalPagesMixin:
    """Ways to use the pages; the test is an ``HttpCase`` as well."""

    def enter(self, person=None):
        self.authenticate((person or self.person).login, PASSWORD)

    def save(self, values, revision=None, report=None):
        """Save answers as the page does and return what it is told."""
        answer = self.url_open(
            f"/my/reports/{(report or self.report).id}/answers",
            data=json.dumps(
                {
                    "jsonrpc": "2.0",
                    "method": "call",
                    "params": {"values": values, "revision": revision},
                }
            ),
            headers={"Content-Type": "application/json"},
        ).json()
        self.env.invalidate_all()
        return answer.get("result") or {"error": answer["error"]["code"]}

    def send(self, path, files=None, **data):
        """Send a form of the page."""
        data["csrf_token"] = Request.csrf_token(self)
        answer = self.url_open(path, data=data, files=files)
        self.env.invalidate_all()
        return answer

    def hand_in(self, name, content, kind="report", report=None):
        path = f"/my/reports/{(report or self.report).id}/files"
        return self.send(path, {"file": (name, content)}, kind=kind).json()

    def complete(self):
        """Fill everything but the signature."""
        self.fill(self.report)

    def submit_page(self, name="李园长", agreed="1"):
        path = f"/my/reports/{self.report.id}/submit"
        return self.send(path, name=name, agreed=agreed)


def typed_in(content, answers, column="D"):
    """Return the workbook with ``{name of a field: value}`` typed in."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.active
    for row in sheet.iter_rows(min_row=4):
        if row[0].value in answers:
            sheet[f"{column}{row[0].row}"] = answers[row[0].value]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
