from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.civil_document.tests.common import read_pages

from ..hooks import uninstall_hook
from .common import PROOF, CemeteryCase

#: Characters that the text layer of a PDF holds as radicals.
RADICALS = str.maketrans("⻣⻆⽣", "骨角生")


@tagged("post_install", "-at_install")
class TestPaper(CemeteryCase):
    """What the counter hands out is opened and read."""

    prints = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.charge(cls, cls.public, 12.5)

    def text(self, record, code):
        document = record.sudo().document_ids.filtered(lambda d: d.kind_code == code)
        text = "".join(read_pages(document.attachment_id.raw))
        return text.translate(RADICALS)

    def test_slips_agreement_and_certificate(self):
        self.make_death()
        reservation = self.reserve()
        reservation.action_order()
        slip = self.text(reservation, "cemetery_order")
        for part in ("定墓单", "李四", "A-1-1", reservation.order_number, "7月3日"):
            self.assertIn(part, slip)
        reservation.action_agree()
        agreement = self.activate(reservation.agreement_id)
        paper = self.text(agreement, "cemetery_agreement")
        for part in (
            "墓穴(格位)使用协议",
            self.public.name,
            agreement.number,
            "4213**********0014",
            "2024-06-03—2044-06-03",
            "250.00(贰佰伍拾元整)",
        ):
            self.assertIn(part, paper)
        self.assertNotIn("421303195001010014", paper)
        certificate = self.text(agreement, "cemetery_certificate")
        for part in ("公墓安葬证", agreement.certificate_number, "张三", "HZ-1"):
            self.assertIn(part, certificate)

    def test_deposit_renewal_and_removal(self):
        zone = self.make_zone(self.public, "N", "niche")
        single = self.env.ref("civil_cemetery.plot_type_niche_single")
        niche = self.make_plots(zone, single, rows=1, numbers=1, rack_from=1, rack_to=1)
        self.make_death()
        agreement = self.activate(self.agree(niche, years=1))
        self.inter(agreement).action_inter()
        deposit = self.text(agreement, "cemetery_deposit")
        self.assertIn("骨灰寄存证", deposit)
        self.assertIn("GJZ-990101-2024-0100001", deposit)
        self.assertIn("N-1-1-1", deposit)
        agreement.with_user(self.clerk).sudo().env["civil.parameter"].search(
            [("code", "=", "cemetery.renewal_open_days")]
        ).value = "400"
        agreement.action_renew(years=2)
        slip = self.text(agreement, "cemetery_renewal")
        for part in ("XF-990101-2024-0100001", "2027年6月3日", "25.00元", "贰拾伍元整"):
            self.assertIn(part, slip)
        agreement.action_move_out(moved_to="武汉石门峰", reason="家属申请")
        removal = self.text(agreement, "cemetery_removal")
        for part in ("迁出单", "张三", "武汉石门峰", "家属申请"):
            self.assertIn(part, removal)

    def test_who_reads_the_record_prints_its_papers(self):
        self.make_death()
        agreement = self.activate(self.agree(proof=PROOF))
        action = agreement.action_print(kind="cemetery_certificate")
        self.assertRegex(action["url"], r"^/web/content/\d+\?access_token=.+")
        with self.assertRaises(AccessError):
            agreement.with_user(self.other_keeper).action_print()

    def test_uninstalling_keeps_what_was_issued(self):
        self.make_death()
        agreement = self.activate(self.agree()).sudo()
        draft = agreement._draft_document("cemetery_removal").sudo()
        issued = agreement.document_ids.filtered(lambda d: d.state == "issued")
        uninstall_hook(self.env)
        self.assertFalse(draft.exists())
        self.assertEqual(issued, issued.exists())
        self.assertFalse(any(issued.kind_id.mapped("active")))
