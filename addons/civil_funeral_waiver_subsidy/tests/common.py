from odoo.addons.civil_funeral.tests.common import number
from odoo.addons.civil_funeral_waiver.tests.common import WaiverCase

USED = (("遗体接运", 1), ("遗体冷藏", 80), ("普通炉火化", 1))


class SettlementCase(WaiverCase):
    """A home with an account, and people of the section and of subsidies."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.home.payee_partner_id = cls.make_payee("测试区殡仪馆", "0021")
        cls.money = cls.env.ref("civil_funeral_waiver_subsidy.program_settlement")
        cls.pay_clerk = cls.make_user("fws_pay", "civil_subsidy.group_clerk")
        cls.pay_head = cls.make_user("fws_head", "civil_subsidy.group_head")
        cls.pay_deputy = cls.make_user("fws_deputy", "civil_subsidy.group_deputy")

    @classmethod
    def make_payee(cls, name, digits):
        partner = cls.env["res.partner"].create({"name": name, "is_company": True})
        cls.env["res.partner.bank"].create(
            {"partner_id": partner.id, "acc_number": f"82010000000123{digits}"}
        )
        return partner

    def setUp(self):
        super().setUp()
        self.order = 10

    def cremate(self, case, user=None, **values):
        """Give each a furnace of his own."""
        return super().cremate(case, user, furnace=f"{case.id}号炉", **values)

    def waive(self, *used, **values):
        """Bring somebody to the cremation and settle a sheet at the counter."""
        self.order += 1
        self.clock.move_to("2026-08-05 10:00:00")
        case = self.reach("cremated", identity_input=number(self.order))
        sheet = self.sheet(case, *(used or USED), **values)
        sheet.action_settle()
        return sheet

    def replace(self, sheet, hours, user=None):
        """Void a sheet and settle another one with other hours of storage."""
        sheet = sheet.with_user(user or self.clerk)
        sheet.action_void("小时数录错")
        again = sheet.browse(sheet.action_replace()["res_id"])
        again.signed_on = again.date
        line = again.line_ids.filtered(lambda line: line.name == "遗体冷藏")
        line.quantity = hours
        again.action_settle()
        return again

    def claim(self, period="2026-08-01", user=None, home=None):
        """Compute a month's claim, as the home does."""
        claim = (
            self.env["civil.funeral.settlement"]
            .with_user(user or self.home_user)
            .create({"home_id": (home or self.home).id, "period": period})
        )
        claim.action_compute()
        return claim

    def approve(self, claim):
        """Hand a claim in, have it checked and approved."""
        claim.stated = claim.total
        claim.action_submit()
        claim.with_user(self.clerk).action_check()
        claim.with_user(self.head).action_review()
        claim.with_user(self.deputy).action_approve()
        self.assertEqual("approved", claim.state)
        return claim

    def batch(self, period="2026-08-01"):
        """Make the month's batch of the program, as the subsidy clerk does."""
        return (
            self.env["civil.subsidy.batch"]
            .with_user(self.pay_clerk)
            .create(
                {
                    "program_id": self.money.id,
                    "period": period,
                    "division_id": self.district.id,
                }
            )
        )
