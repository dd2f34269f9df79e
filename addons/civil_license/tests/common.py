import io
import unicodedata
from unittest.mock import patch

import pypdf

from odoo.fields import Command

from odoo.addons.civil_case.tests.common import CaseCase

#: What wkhtmltopdf writes for a character, where NFKC doesn't fold it.
RADICALS = str.maketrans("⺠⻄⻋⻓⻔⻚⻛⻢⻣⻩", "民西车长门页风马骨黄")
#: The fields of the kind of the tests: label, source, code, required, public.
FIELDS = (
    ("名称", "holder", False, False, True),
    ("统一社会信用代码", "credit_code", False, False, True),
    ("负责人", "representative", False, True, False),
    ("经营场所", "premises", False, True, True),
    ("经营范围", "scope", False, True, True),
    ("服务人数", "value", "people", False, False),
    ("有效期", "span", False, False, False),
    ("发证机关", "issuer", False, False, True),
)


#: What stands for a paper where its looks don't matter.
PDF = b"%PDF-1.4\n%%EOF"


def fake_certificate(paper):
    """What stands for a certificate: no two are the same."""
    return f"{PDF.decode()} {paper.display_name} {paper.id}".encode()


def pdf_text(content):
    """The text of a PDF, radicals folded, without spaces and line ends."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    text = "".join(page.extract_text() for page in pages)
    return "".join(unicodedata.normalize("NFKC", text).translate(RADICALS).split())


class LicenseCase(CaseCase):
    """A kind of license with its matters, and the people who handle them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param(
            "civil_license.verify_url", "https://example.test/"
        )
        cls.clerk = cls.make_user("l-clerk", "civil_license.group_clerk")
        cls.clerk2 = cls.make_user("l-clerk-2", "civil_license.group_clerk")
        cls.head = cls.make_user("l-head", "civil_license.group_head")
        cls.deputy = cls.make_user("l-deputy", "civil_license.group_deputy")
        cls.stranger = cls.make_user(
            "l-stranger", "civil_license.group_head", cls.elsewhere
        )
        # What documents of cases look like is tested where they are made.
        cls.classPatch(
            cls.env.registry["civil.paper"], "_convert", lambda *args, **more: PDF
        )
        cls.decision_kind = cls.env["civil.document.kind"].create(
            {"code": "license_measure", "name": "决定书"}
        )
        cls.insiders = cls.env["res.groups"].create({"name": "Works with the kind"})
        cls.organization.write(
            {"legal_representative": "李四", "address": "东镇一路1号"}
        )
        cls.license_kind = cls.make_license_kind("goods")
        cls.matters = {
            matter.license_action: matter for matter in cls.license_kind.case_kind_ids
        }
        cls.kind = cls.matters["new"]

    @classmethod
    def make_license_kind(cls, code, **values):
        kind = cls.env["civil.license.kind"].create(
            {
                "code": code,
                "name": "用品经营许可证",
                "title": "用品经营许可证",
                "issuer": "测试区民政局",
                "numbering_id": cls.env.ref("civil_license.numbering_license").id,
                "is_single": True,
                "has_annual_check": True,
                "copy_count": 2,
                "field_ids": [
                    Command.create(
                        {
                            "sequence": number,
                            "name": name,
                            "source": source,
                            "code": own,
                            "is_required": required,
                            "is_public": public,
                        }
                    )
                    for number, (name, source, own, required, public) in enumerate(
                        FIELDS
                    )
                ],
                **values,
            }
        )
        kind.action_make_matters()
        return kind

    def apply(self, action, license_=None, user=None, **values):
        """A draft about a license, as a clerk makes it."""
        if license_:
            values = {
                "license_id": license_.id,
                "organization_id": license_.organization_id.id,
                "division_id": license_.division_id.id,
                **values,
            }
        kind = self.matters[action]
        return self.make_case(user=user, kind_id=kind.id, **values)

    def fill(self, case, **values):
        """State values by their keys; what is required and open gets some text."""
        for entry in case.license_entry_ids:
            key = entry.field_id._key()
            if key in values:
                entry.value = values[key]
            elif not entry.value:
                entry.value = "某"

    def accept(self, case):
        case.action_receive()
        case.material_ids.check_result = "ok"
        case.action_accept()

    def grant(self, case):
        """Take a filled in draft to its grant, each by who does it."""
        self.accept(case)
        case.action_submit()
        case.with_user(self.head).action_review()
        case.with_user(self.deputy).action_grant()
        return case.license_id.with_user(self.clerk)

    def issued(self, **values):
        """A license that was applied for and granted."""
        case = self.apply("new")
        self.fill(case, scope="花圈", **values)
        return self.grant(case)

    def handed_out(self, **values):
        """A license whose papers are with the holder."""
        license_ = self.issued(**values)
        self.print_papers(license_)
        license_.copy_ids.action_hand_out("李四")
        return license_

    def print_papers(self, license_):
        """Print the papers that wait, without the program that makes PDFs."""
        copies = self.env.registry["civil.license.copy"]
        with patch.object(copies, "_certificate", fake_certificate):
            license_.action_print_papers()

    def decision(self, **values):
        """An issued document that a measure can rest on."""
        document = self.env["civil.document"].create(
            {
                "kind_id": self.decision_kind.id,
                "title": "决定书",
                "addressee": "某店",
                "division_id": self.town.id,
                **values,
            }
        )
        document._issue_by_program()
        return document
