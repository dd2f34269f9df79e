from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import ASSOCIATION, HOME, OrganizationCase


@tagged("post_install", "-at_install")
class TestOrganization(OrganizationCase):
    """What is kept of organizations, and how they are found."""

    def test_texts_are_kept_in_one_form(self):
        made = self.make(" 测试 区 协会（老年）", " ５1421303 mjh1234578 ")
        self.assertEqual(made.credit_code, ASSOCIATION)
        self.assertEqual(made.name, "测试区协会（老年）")

    def test_a_wrong_code_is_named_with_the_remedy(self):
        with self.assertRaises(ValidationError) as caught:
            self.make("错码单位", "51421303MJH1234579")
        for text in ("错码单位", "51421303MJH1234579", "certificate"):
            self.assertIn(text, str(caught.exception))

    def test_a_code_is_kept_once(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            self.make("另一家", HOME).flush_recordset()

    def test_any_number_may_lack_a_code(self):
        made = self.make("无码甲") | self.make("无码乙")
        self.assertEqual(len(made), 2)

    def test_nearly_the_same_name_is_pointed_out(self):
        twin = self.make("测试区白云（老年）公寓")
        self.assertIn(self.home.name, twin.warning)
        self.assertFalse(self.make("测试区青松老年公寓").warning)

    def test_the_warning_stands_before_saving(self):
        form = Form(self.organizations)
        form.name = "测试区白云 老年公寓"
        self.assertIn(self.home.name, form.warning)

    def test_other_divisions_stay_hidden_in_warnings(self):
        twin = self.home.with_user(self.south_clerk).new({"name": self.home.name})
        self.assertFalse(twin.warning)

    def test_the_beginning_of_a_code_tells_the_kind(self):
        enterprise = self.env.ref("civil_organization.kind_enterprise")
        self.home.kind_ids = enterprise
        self.assertIn("52", self.home.warning)
        self.home.kind_ids += self.env.ref(
            "civil_organization.kind_social_organization"
        )
        self.assertFalse(self.home.warning)

    def test_found_by_name_initials_and_code(self):
        names = (
            "白云",
            "测试区（白云）",
            "csqbylngy",
            "csqby",
            HOME,
            HOME[:9],
            " 白 云 ",
        )
        for text in names:
            found = self.organizations.name_search(text)
            self.assertIn(self.home.id, dict(found), text)
        self.assertFalse(self.organizations.name_search("HOME"))

    def test_it_ceases_on_a_day(self):
        with self.assertRaises(UserError) as caught:
            self.home.action_cease()
        self.assertIn("on which day", str(caught.exception))
        self.home.end_date = "2024-03-31"
        self.home.action_cease()
        self.assertEqual(self.home.state, "ceased")
        self.home.action_reactivate()
        self.assertFalse(self.home.end_date)

    def test_the_state_is_no_field_to_write(self):
        with self.assertRaises(UserError):
            self.home.sudo().write({"state": "ceased"})
