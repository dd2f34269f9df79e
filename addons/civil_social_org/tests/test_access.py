from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import SocialCase

#: Actions that only show something, and what comes with the messages.
SHOWS = ("action_open", "action_unmask", "action_archive", "action_unarchive")
SHOWS += ("action_feedback", "action_ask_", "action_view_")
#: What the actions with arguments are called with.
ARGUMENTS = {
    "action_suspend": {"reason": "处罚"},
    "action_correct": {"item_code": "purpose", "value": "别的", "reason": "错"},
}
#: What clerks keep, and what only code or heads write.
KEPT = (
    "org",
    "officer",
    "org.year",
    "org.result",
    "branch",
    "dues",
    "dues.tier",
    "fee",
    "filing",
    "account",
    "extension",
    "listing",
)
SETTINGS = ("org.kind", "category", "name.word", "name.form", "listing.ground")


@tagged("post_install", "-at_install")
class TestAccess(SocialCase):
    """Whoever must not press a button or write can't, and nothing is changed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        org = cls.make_org("测试区西镇协会", division_id=cls.west.id)
        dues = cls.make(
            org,
            "dues",
            passed_on="2024-01-01",
            date_from="2024-01-01",
            tier_ids=[(0, 0, {"name": "会员", "amount": 100})],
        )
        ground = cls.env.ref("civil_social_org.listing_ground_annual_report")
        cls.records = {
            "org": org,
            "officer": cls.make_officer(org),
            "org.year": cls.make(org, "org.year", year=2023),
            "org.result": cls.make(
                org, "org.result", year=2023, conclusion="qualified"
            ),
            "branch": cls.make(org, "branch", name="分会"),
            "dues": dues,
            "dues.tier": dues.tier_ids,
            "fee": cls.make(org, "fee", name="培训费"),
            "filing": cls.make(org, "filing", kind="seal"),
            "account": cls.make(org, "account", bank_name="农商行"),
            "extension": cls.make(
                org,
                "extension",
                term_end="2026-12-31",
                date_to="2027-06-30",
                reason="延期",
                approved_on="2026-12-01",
                approval_no="1号",
            ),
            "listing": cls.make(org, "listing", ground_id=ground.id, facts="未报"),
        }
        org.with_user(cls.head).action_correct("purpose", "服务会员", "录错")
        org.with_user(cls.head)._give_up_names("2024-01-01", "renamed")
        cls.records["correction"] = org.correction_ids
        cls.records["name.former"] = cls.env["civil.social.name.former"].search([])

    @classmethod
    def make(cls, org, model, **values):
        model = cls.env[f"civil.social.{model}"].with_user(cls.clerk)
        return model.create({"org_id": org.id, **values})

    def actions(self, record):
        """Names of the methods of the module's own that a button may call."""
        return [
            name
            for name in dir(type(record))
            if name.startswith("action_")
            and not name.startswith(SHOWS)
            and getattr(type(record), name).__module__.startswith(
                "odoo.addons.civil_social_org."
            )
        ]

    def test_no_button_works_for_others(self):
        pressed = 0
        others = (self.auditor, self.deputy, self.east_clerk, self.staff, self.outsider)
        for model, record in self.records.items():
            for name in self.actions(record):
                for user in others:
                    with self.subTest(model=model, action=name, user=user.login):
                        self.refused(record.with_user(user), name)
                        pressed += 1
        self.assertGreaterEqual(pressed, 45)

    def refused(self, record, name):
        before = record.sudo().read()[0]
        with self.assertRaises(UserError), self.env.cr.savepoint():
            getattr(record, name)(**ARGUMENTS.get(name, {}))
        self.env.invalidate_all()
        self.assertEqual(before, record.sudo().read()[0])

    def test_nobody_else_writes_or_deletes(self):
        others = (self.auditor, self.deputy, self.east_clerk, self.staff, self.outsider)
        for model, record in self.records.items():
            for user in others:
                with self.subTest(model=model, user=user.login):
                    theirs = record.with_user(user)
                    # What is only added to refuses everybody in words of its own.
                    with self.assertRaises(UserError):
                        theirs.write({"write_date": "2024-01-01"})
                    with self.assertRaises(AccessError):
                        theirs.unlink()

    def test_who_may_read_what(self):
        for model, record in self.records.items():
            for user in (self.clerk, self.head, self.deputy, self.auditor):
                with self.subTest(model=model, user=user.login):
                    record.with_user(user).read()
            for user in (self.east_clerk, self.staff, self.outsider):
                with self.subTest(model=model, user=user.login):
                    with self.assertRaises(AccessError):
                        record.with_user(user).read(["id", "display_name"])

    def test_clerks_keep_no_settings(self):
        for model in SETTINGS:
            record = self.env[f"civil.social.{model}"].search([], limit=1)
            with self.subTest(model=model):
                for user in (self.clerk, self.deputy, self.auditor):
                    with self.assertRaises(AccessError):
                        record.with_user(user).write({"sequence": 1})
                record.with_user(self.head).write({"create_date": "2001-01-01"})

    def test_code_alone_writes_corrections_and_names(self):
        for model in ("correction", "name.former"):
            with self.subTest(model=model):
                record = self.records[model]
                for user in (self.clerk, self.head):
                    with self.assertRaises(UserError):
                        record.with_user(user).write({"org_id": False})

    def test_no_company_sees_another_ones(self):
        company = self.env["res.company"].create({"name": "别的民政局"})
        org = self.make_org("别局协会")
        org.sudo().company_id = company
        self.assertNotIn(org, self.orgs.search([]))
