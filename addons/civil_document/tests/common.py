import io
import types
import unicodedata
from unittest.mock import patch

import pypdf
from freezegun import freeze_time
from PIL import Image
from reportlab.pdfgen import canvas

from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user

from . import matter

#: Characters that the text layer of a PDF holds as radicals.
RADICALS = str.maketrans("⺠⻄⻅⻋⻓⻔⻚⻛⻢⻩⻬", "民西见车长门页风马黄齐")
TODAY = "2024-03-01 02:00:00"


def make_pdf(*texts):
    """A PDF with a page for each text."""
    stream = io.BytesIO()
    page = canvas.Canvas(stream)
    for text in texts:
        page.drawString(100, 700, text)
        page.showPage()
    page.save()
    return stream.getvalue()


def make_image(size=(300, 200), kind="PNG"):
    """The bytes of a picture."""
    stream = io.BytesIO()
    Image.new("RGB", size, "red").save(stream, kind)
    return stream.getvalue()


def read_pages(content):
    """The texts of a PDF's pages, without spaces, characters as they are typed."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    texts = (page.extract_text().translate(RADICALS) for page in pages)
    return ["".join(unicodedata.normalize("NFKC", text).split()) for text in texts]


class DocumentCase(TransactionCase):
    """A kind of document, a matter, and one user for every role.

    The matter's model lives in the registry for the time of the class only. The
    program that prints is left out except where paper is what is tested.
    """

    _prints = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        frozen = freeze_time(TODAY)
        frozen.start()
        cls.addClassCleanup(frozen.stop)
        cls.env = cls.env(
            context={**cls.env.context, "tracking_disable": True, "lang": "en_US"}
        )
        cls._make_model()
        cls.env.company.name = "测试区民政局"
        cls.district = cls.env["civil.division"].create(
            {"code": "990101", "name": "测试区", "level": "district"}
        )
        cls.north, cls.south = cls.env["civil.division"].create(
            [
                {
                    "code": f"99010100{number}",
                    "name": name,
                    "level": "town",
                    "parent_id": cls.district.id,
                }
                for number, name in ((1, "北镇"), (2, "南镇"))
            ]
        )
        cls.clerk = cls.make_user("doc_clerk", "civil_document.group_clerk")
        cls.head = cls.make_user("doc_head", "civil_document.group_head")
        cls.deputy = cls.make_user("doc_deputy", "civil_document.group_deputy")
        cls.auditor = cls.make_user("doc_auditor", "civil_base.group_auditor")
        cls.staff = cls.make_user("doc_staff", "civil_base.group_staff")
        cls.south_clerk = cls.make_user(
            "doc_south", "civil_document.group_clerk", cls.south
        )
        cls.kind = cls.make_kind()
        cls.matter = cls.env[matter.MATTER].create(
            {
                "name": "办件一",
                "party_name": "随州白云公墓有限公司",
                "division_id": cls.north.id,
            }
        )
        if not cls._prints:
            paper = type(cls.env["civil.paper"])
            cls.startClassPatcher(
                patch.object(paper, "_pdf", lambda *_args, **_kw: make_pdf("-", "-"))
            )

    @classmethod
    def _make_model(cls):
        cls.env["ir.module.module"].create({"name": matter.MODULE})
        cls.registry.load(types.SimpleNamespace(name=matter.MODULE))
        cls.registry._setup_models__(cls.env.cr, [matter.MATTER])
        cls.registry.init_models(cls.env.cr, [matter.MATTER], {"module": matter.MODULE})
        cls.addClassCleanup(cls.registry.__delitem__, matter.MATTER)
        model = cls.env["ir.model"]._get(matter.MATTER)
        cls.env["ir.model.access"].create(
            {
                "name": matter.MATTER,
                "model_id": model.id,
                "group_id": cls.env.ref("civil_base.group_staff").id,
                "perm_read": True,
                "perm_write": True,
                "perm_create": True,
                "perm_unlink": True,
            }
        )
        cls.env["ir.rule"].create(
            {
                "name": "Own divisions",
                "model_id": model.id,
                "domain_force": "[('division_id', 'child_of', user.division_ids.ids)]",
            }
        )

    @classmethod
    def make_user(cls, login, groups, division=None):
        return new_test_user(
            cls.env,
            login=login,
            groups=groups,
            lang="en_US",
            tz="Asia/Shanghai",
            division_ids=[Command.set((division or cls.district).ids)],
        )

    @classmethod
    def make_kind(cls, code="t_grant", **values):
        numbering = cls.env["civil.numbering"].create(
            {"code": code, "name": code, "pattern": f"{code}〔{{year}}〕第{{seq}}号"}
        )
        return cls.env["civil.document.kind"].create(
            {
                "code": code,
                "name": "行政许可决定书",
                "numbering_id": numbering.id,
                "body_text": "{addressee}的申请{ground}。\n\n本机关于{accepted}受理。",
                "basis_text": "根据规定，决定准予许可，编号{number}。",
                **values,
            }
        )

    def issue(self, user=None, **values):
        """Issue the matter's document, as the program of the matter would."""
        return self.matter.with_user(user or self.clerk)._issue_document(
            "t_grant", **values
        )

    def draft(self, user=None, **values):
        """A draft that a clerk writes by hand."""
        return (
            self.env["civil.document"]
            .with_user(user or self.clerk)
            .create(
                {
                    "kind_id": self.kind.id,
                    "title": "关于某事的函",
                    "body": "请予支持。",
                    "division_id": self.north.id,
                    **values,
                }
            )
        )
