from lxml import etree

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools.safe_eval import safe_eval

from .common import CareCase

MODELS = ("stay", "placement", "absence", "stay.level", "agreement", "belonging")
MODELS += ("plan", "plan.item")


@tagged("post_install", "-at_install")
class TestAccess(CareCase):
    """Who sees and changes what, and who must not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mine = cls.living(person=cls.make_resident())
        cls.theirs = cls.living(
            cls.other_beds[0],
            person=cls.make_resident("乙", "19410305", "013"),
            home=cls.other,
        )
        cls.env["civil.institution.belonging"].create(
            [{"stay_id": s.id, "name": "表"} for s in cls.mine | cls.theirs]
        )

    def of(self, user, model="stay"):
        return self.env[f"civil.institution.{model}"].with_user(user)

    def test_staff_of_a_home_see_their_own_only(self):
        for model in ("stay", "placement", "stay.level", "belonging"):
            found = self.of(self.keeper, model).search([])
            self.assertEqual(self.home, found.institution_id.with_env(self.env), model)
        with self.assertRaises(AccessError):
            self.theirs.with_user(self.keeper).read(["person_name"])
        with self.assertRaises(AccessError):
            self.theirs.with_user(self.keeper).action_discharge(kind="left")
        with self.assertRaises(AccessError):
            self.of(self.keeper).create(
                {"institution_id": self.other.id, "person_name": "丙"}
            )

    def test_staff_of_a_home_dont_read_the_register(self):
        with self.assertRaises(AccessError):
            self.env["civil.resident"].with_user(self.keeper).search([])
        stay = self.mine.with_user(self.keeper)
        [values] = stay.read(["person_name", "identity_masked", "age"])
        self.assertEqual("程咬金", values["person_name"])
        self.assertIn("*", values["identity_masked"])
        self.assertEqual(84, values["age"])

    def test_days_by_what_one_sees(self):
        with self.assertRaises(AccessError):
            self.other.with_user(self.keeper)._bed_days(
                self.mine.date_from, self.mine.date_from
            )

    def test_nobody_writes_what_follows_from_steps(self):
        for user in (self.keeper, self.clerk, self.head):
            with self.assertRaises(AccessError):
                self.of(user, "placement").create(
                    {
                        "stay_id": self.mine.id,
                        "bed_id": self.beds[1].id,
                        "date_from": "2020-01-01",
                        "date_to": "2020-02-01",
                    }
                )
            with self.assertRaises(AccessError):
                self.mine.placement_ids.with_user(user).date_from = "2023-01-01"
            with self.assertRaises(AccessError):
                self.mine.level_ids.with_user(user).date_from = "2023-01-01"
            with self.assertRaises(AccessError):
                self.of(user, "absence").create(
                    {
                        "stay_id": self.mine.id,
                        "kind": "leave",
                        "date_from": "2024-02-01",
                    }
                )

    def test_who_only_reads(self):
        for user in (self.deputy, self.auditor):
            self.assertEqual(2, self.of(user).search_count([]))
            with self.assertRaises(AccessError):
                self.mine.with_user(user).note = "x"
            with self.assertRaises(AccessError):
                self.mine.with_user(user).action_leave(destination="家")

    def test_other_divisions_and_outsiders(self):
        self.assertEqual(
            self.home,
            self.of(self.east_clerk).search([]).institution_id.with_env(self.env),
        )
        portal = new_test_user(self.env, "care_portal", "base.group_portal")
        for user in (self.staff, self.assessor, portal, self.outsider):
            for model in MODELS:
                with self.assertRaises(AccessError, msg=model):
                    self.of(user, model).search([])

    def test_town_user_without_a_role_in_institutions(self):
        town = new_test_user(
            self.env,
            "care_town",
            "civil_resident.group_clerk",
            division_ids=[Command.set(self.east.ids)],
        )
        with self.assertRaises(AccessError):
            self.of(town).search([])
        person = self.mine.resident_id.with_user(town)
        self.assertEqual(0, person.stay_count)
        with self.assertRaises(AccessError):
            person.action_view_stays()

    def test_only_clerks_note_who_lives_there_already(self):
        stay = self.enquire(self.make_resident("丙", "19420305", "015"))
        with self.assertRaisesRegex(Exception, "role"):
            stay.action_note_resident(bed_id=self.beds[1].id, date="2024-01-01")

    def test_wording_is_the_heads(self):
        values = {"kind": "service", "institution_id": self.home.id}
        with self.assertRaises(AccessError):
            self.of(self.keeper, "agreement.wording").create(values)
        self.of(self.head, "agreement.wording").create(values)

    def test_wording_of_other_homes_isnt_shown(self):
        wordings = self.of(self.head, "agreement.wording").create(
            [
                {"kind": "trial", "institution_id": self.home.id},
                {"kind": "trial", "institution_id": self.other.id},
            ]
        )
        shown = self.of(self.keeper, "agreement.wording").search([])
        self.assertIn(wordings[0].id, shown.ids)
        self.assertNotIn(wordings[1].id, shown.ids)
        self.assertTrue(
            self.of(self.keeper, "agreement.wording").search(
                [("institution_id", "=", False)]
            )
        )
        for user in (self.clerk, self.deputy, self.auditor):
            seen = self.of(user, "agreement.wording").search([])
            self.assertLessEqual(set(wordings.ids), set(seen.ids))

    def test_staff_of_a_home_filter_who_died(self):
        view = self.env.ref("civil_institution_care.civil_institution_stay_view_search")
        arch = self.of(self.keeper).get_view(view.id, "search")["arch"]
        filters = etree.fromstring(arch).iterfind(".//filter[@domain]")
        for one in filters:
            domain = safe_eval(one.get("domain"), {"uid": self.keeper.id})
            self.of(self.keeper).search_count(domain)
