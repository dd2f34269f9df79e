from odoo.tests import TransactionCase, tagged

from ..district.organizations import CEASED, ORGANIZATIONS


@tagged("post_install", "-at_install")
class TestOrganizations(TransactionCase):
    """Organizations of the district, and what the funeral section wrote."""

    def seen(self, login, model, *domain):
        user = self.env.ref(f"civil_demo.user_{login}")
        return self.env[model].with_user(user).search(list(domain))

    def test_each_passes_every_check_but_the_twin(self):
        names = [name for name, *_details in ORGANIZATIONS]
        kept = self.seen("burial", "civil.organization", ("name", "in", names))
        self.assertEqual(len(kept), len(names))
        doubtful = kept.filtered("warning")
        self.assertEqual(doubtful.mapped("name"), ["西城祥瑞寿衣花圈店（演示）"])
        ceased = kept.filtered(lambda organization: organization.state == "ceased")
        self.assertEqual(ceased.name, CEASED)

    def test_a_town_sees_its_own(self):
        towns = self.seen("town", "civil.organization").division_id
        self.assertEqual(set(towns.mapped("code")), {"421303001"})

    def test_a_letter_is_out_and_one_waits_for_the_head(self):
        letters = self.seen(
            "burial_head", "civil.document", ("kind_code", "=", "letter")
        )
        draft = letters.filtered(lambda document: document.state == "draft")
        self.assertEqual(len(draft), 1)
        self.assertIn(",issued,", draft.next_states)
        self.assertTrue(letters - draft)
        for issued in letters - draft:
            self.assertTrue(issued.sudo().attachment_id.is_sealed)
            self.assertEqual(issued.action_verify()["params"]["type"], "success")
