from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from .common import MARCH, FeeCase

ARGUMENTS = {
    "action_void": ("录错",),
    "action_prepay": ("service", 10),
}
#: They open a window, or print what one may read.
SHOWS = ("action_open", "action_print", "action_ask")


@tagged("post_install", "-at_install")
class TestAccess(FeeCase):
    """The institution works, the bureau reads, everybody else sees nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prices()
        cls.as_keeper("custody").create(
            {"institution_id": cls.home.id, "bank": "随州农商行", "number": "1234"}
        )
        stay = cls.stay()
        stay.action_prepay("service", 3000)
        compute = cls.env["civil.institution.bill.compute"].with_user(cls.keeper)
        compute._compute_month(cls.home.with_user(cls.keeper), MARCH)
        stay.bill_ids.action_issue()
        receipt = stay.bill_ids._receive("cash", 100)
        cls.records = (
            stay.bill_ids,
            receipt,
            stay.prepayment_ids,
            cls.price("bed", 10, bed_class="nursing", publish=False),
            cls.as_keeper("settlement").create({"stay_id": stay.id}),
            cls.as_keeper("bill.run").create({"institution_ids": cls.home.ids}),
        )
        cls.resident = stay

    def others(self):
        return (self.auditor, self.deputy, self.clerk, self.head, self.other_keeper)

    def actions(self, record):
        return [
            name
            for name in dir(type(record))
            if name.startswith("action_")
            and not name.startswith(SHOWS)
            and getattr(type(record), name).__module__.startswith(
                "odoo.addons.civil_institution_fee."
            )
        ]

    def test_no_button_works_for_others(self):
        pressed = 0
        for record in self.records:
            for name in self.actions(record):
                if name == "action_receive":
                    continue
                for user in self.others():
                    with self.subTest(record=record, action=name, user=user.login):
                        self.refused(record.with_user(user), name)
                        pressed += 1
        self.assertGreater(pressed, 60)

    def refused(self, record, name):
        before = record.sudo().read()[0]
        with self.assertRaises(UserError), self.env.cr.savepoint():
            getattr(record, name)(*ARGUMENTS.get(name, ()))
        self.env.invalidate_all()
        after = record.sudo().read()[0]
        for key in ("state", "balance", "amount", "paid"):
            self.assertEqual(before.get(key), after.get(key))

    def test_nobody_else_takes_money(self):
        for user in self.others():
            stay = self.resident.with_user(user)
            with self.subTest(user=user.login), self.assertRaises(UserError):
                stay.action_prepay("service", 10)
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self.records[0].with_user(user)._receive("cash", 1)

    def test_the_bureau_reads(self):
        for user in (self.clerk, self.head, self.deputy, self.auditor):
            for record in self.records:
                with self.subTest(user=user.login, record=record):
                    record.with_user(user).read()
            report = self.as_keeper("prepaid.report", user)
            self.env.flush_all()
            self.assertEqual(1, len(report.search([])))

    def test_nobody_else_writes(self):
        for user in self.others():
            for record in self.records:
                with self.subTest(record=record, user=user.login):
                    # An AccessError is one, too.
                    with self.assertRaises(UserError):
                        record.with_user(user).write({"company_id": 1})
                    with self.assertRaises(UserError):
                        record.with_user(user).unlink()

    def test_institutions_see_their_own(self):
        for record in self.records:
            found = record.with_user(self.other_keeper).search([])
            self.assertNotIn(record, found, record._name)
        for model in ("bill.line", "prepayment.entry", "receipt.line", "custody"):
            self.assertFalse(self.as_keeper(model, self.other_keeper).search([]))

    def test_portal_users_see_nothing(self):
        portal = new_test_user(self.env, "fee_portal", "base.group_portal")
        for record in self.records:
            with self.assertRaises(AccessError):
                record.with_user(portal).read()

    def test_every_role_opens_the_forms(self):
        for user in (self.keeper, self.clerk, self.deputy, self.auditor):
            for record in self.records:
                with self.subTest(user=user.login, record=record):
                    Form(record.with_user(user))
            Form(self.home.with_user(user))
