import io
from datetime import datetime
from unittest.mock import patch

import pypdf
from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user

#: A Monday; 4 April 2024 is a holiday, 7 April a Sunday on which offices work.
MONDAY = "2024-03-04 01:00:00"


def blank_paper():
    """A PDF with one empty page."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


class CaseCase(TransactionCase):
    """A district with a clerk, a head and a deputy, and a kind of case."""

    #: Print documents; most tests don't look at the paper.
    prints = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not cls.prints:
            paper, blank = cls.env.registry["civil.paper"], blank_paper()
            cls.blank = blank
            cls.startClassPatcher(
                patch.object(paper, "_pdf", lambda self, html, count_pages=False: blank)
            )
        cls.env = cls.env(
            context={**cls.env.context, "tracking_disable": True, "lang": "en_US"}
        )
        cls.startClassPatcher(freeze_time(MONDAY))
        divisions = cls.env["civil.division"]
        cls.district = divisions.create(
            {"code": "990101", "name": "Test District", "level": "district"}
        )
        cls.town = divisions.create(
            {
                "code": "990101001",
                "name": "East Town",
                "level": "town",
                "parent_id": cls.district.id,
            }
        )
        cls.elsewhere = divisions.create(
            {"code": "990201", "name": "Other District", "level": "district"}
        )
        cls.clerk = cls.make_user("c-clerk", "group_clerk")
        cls.clerk2 = cls.make_user("c-clerk-2", "group_clerk")
        cls.head = cls.make_user("c-head", "group_head")
        cls.deputy = cls.make_user("c-deputy", "group_deputy")
        cls.auditor = cls.make_user("c-auditor", "civil_base.group_auditor")
        cls.staff = cls.make_user("c-staff")
        cls.stranger = cls.make_user("c-stranger", "group_head", cls.elsewhere)
        cls.organization = cls.env["civil.organization"].create(
            {"name": "Test Company", "division_id": cls.town.id}
        )
        cls.kind = cls.make_kind("t1")
        cls.ground = cls.env.ref("civil_case.ground_decision_conditions")
        cls.ground_acceptance = cls.env.ref("civil_case.ground_acceptance_no_license")

    @classmethod
    def make_user(cls, login, group=None, division=None):
        user = new_test_user(
            cls.env,
            login,
            "civil_base.group_staff",
            division_ids=[Command.set((division or cls.district).ids)],
        )
        if group:
            name = group if "." in group else f"civil_case.{group}"
            user.group_ids += cls.env.ref(name)
        return user

    @classmethod
    def make_kind(cls, code, **values):
        return cls.env["civil.case.kind"].create(
            {
                "code": code,
                "name": f"Kind {code}",
                "material_ids": [
                    Command.create({"name": "Application"}),
                    Command.create({"name": "Proof"}),
                    Command.create({"name": "Proxy", "required": False}),
                ],
                **values,
            }
        )

    def at(self, moment):
        """Let it be ``moment``, in China's time, until the end of the block."""
        local = datetime.fromisoformat(moment)
        return freeze_time(self.env["civil.clock"]._utc(local))

    def make_case(self, user=None, **values):
        return (
            self.env["civil.case"]
            .with_user(user or self.clerk)
            .create(
                {
                    "kind_id": self.kind.id,
                    "division_id": self.town.id,
                    "organization_id": self.organization.id,
                    "summary": "A license",
                    **values,
                }
            )
        )

    def received(self, **values):
        case = self.make_case(**values)
        case.action_receive()
        return case

    def accepted(self, **values):
        case = self.received(**values)
        case.material_ids.check_result = "ok"
        case.action_accept()
        return case

    def submitted(self, **values):
        case = self.accepted(**values)
        case.action_submit()
        return case

    def granted(self, **values):
        case = self.submitted(**values)
        case.with_user(self.head).action_review()
        case.with_user(self.deputy).action_grant()
        return case

    def serve(self, case):
        """Record that the documents of the case were served today."""
        documents = case.sudo().document_ids.filtered("needs_service")
        for document in documents.filtered(lambda d: not d.served_date):
            self.env["civil.document.service"].with_user(self.clerk).create(
                {"document_id": document.id, "served_at": document.issued_date}
            )

    def clock(self, case, code):
        return case.sudo().clock_ids.filtered(lambda c: c.code == f"case.{code}")[:1]

    def local(self, moment):
        """A moment of the database by China's clock, as text to the minute."""
        return f"{self.env['civil.clock']._local(moment):%Y-%m-%d %H:%M}"
