import base64
import unicodedata

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.civil_document.tests.common import read_pages

from .common import FuneralCase, number


@tagged("post_install", "-at_install")
class TestPaper(FuneralCase):
    """The certificates are printed, opened and read."""

    prints = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")

    def printed(self, case, name):
        """Return the text of a paper as the home's people open it."""
        mine = case.with_user(self.home_user)
        mine.invalidate_recordset()
        pages = read_pages(base64.b64decode(mine[name]))
        self.assertEqual(1, len(pages), "a paper fits on its page")
        return pages[0].replace("⻣", "骨")

    def says(self, text, *words):
        for word in words:
            self.assertIn("".join(unicodedata.normalize("NFKC", word).split()), text)

    def test_certificate_and_receipt(self):
        case = self.reach("placement_pending", address="东镇东村三组12号")
        text = self.printed(case, "certificate_file")
        self.says(
            text,
            "火化证明",
            "测试区殡仪馆",
            case.cremation_number,
            case.name,
            "赵大山",
            number(1),
            "东镇东村三组12号",
            "冠心病",
            "2026年8月7日09时30分",
            case.furnace,
            "性别：男",
            "赵小山（与逝者关系：长子）",
        )
        receipt = self.printed(case, "receipt_file")
        self.says(receipt, "领灰证明")
        self.says(receipt, "LZ-990101-2026-")
        self.says(receipt, "不得装棺再葬")
        order = self.printed(case, "order_file")
        self.says(order, "鄂S12345")
        self.says(order, case.order_number)
        action = case.with_user(self.home_user).action_open_certificate()
        self.assertIn(f"/civil.funeral.case/{case.id}/certificate_file", action["url"])
        with self.assertRaises(AccessError):
            case.with_user(self.other_home_user).action_open_certificate()
        with self.assertRaisesRegex(UserError, "hasn't been issued"):
            case.with_user(self.home_user).action_open_deposit()

    def test_reissue_has_its_own_number(self):
        case = self.reach("cremated")
        with self.assertRaisesRegex(UserError, "write why"):
            case.with_user(self.home_user).action_reissue("cremation", " ")
        with self.assertRaisesRegex(UserError, "nothing of this kind"):
            case.with_user(self.home_user).action_reissue("ashes", "遗失")
        case.with_user(self.home_user).action_reissue("cremation", "原件遗失")
        text = self.printed(case, "certificate_file")
        self.says(text, "BHZ-990101-2026-")
        self.says(text, f"原火化证明编号：{case.cremation_number}")
        self.assertRegex(case.cremation_number, "^HZ-")
        documents = case.sudo().document_ids.filtered(
            lambda d: d.kind_id.code.startswith("funeral.cremation")
        )
        self.assertEqual({"replaced", "issued"}, set(documents.mapped("state")))
        case.with_user(self.home_user).action_reissue("cremation", "再次遗失")
        self.assertEqual(
            1,
            len(
                case.sudo().document_ids.filtered(
                    lambda d: d.state == "issued" and "cremation" in d.kind_id.code
                )
            ),
        )

    def test_extension_and_deposit(self):
        case = self.reach("in_home")
        case.with_user(self.home_user).action_extension(
            storage_applicant="赵小山",
            storage_reason="等待外地亲属",
            storage_until="2026-08-10",
        )
        text = self.printed(case, "storage_file")
        self.says(text, "等待外地亲属")
        self.confirm(case)
        self.cremate(case)
        self.hand_over(case)
        self.place(
            case,
            placement_kind="deposit",
            placement_place="骨灰堂一室3-2-5",
            placement_document=False,
            placement_until="2027-08-07",
        )
        text = self.printed(case, "deposit_file")
        self.says(text, "骨灰堂一室3-2-5")
        self.says(text, "2027年8月7日")
