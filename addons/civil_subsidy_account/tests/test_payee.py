from odoo.tests import freeze_time, tagged

from odoo.addons.civil_subsidy.tests.agent_bank import answer

from .common import BooksCase


@tagged("standard", "post_install", "-at_install")
@freeze_time("2024-03-20 02:00:00")
class TestPayee(BooksCase):
    """Who is paid decides which account owes it (C.5 rows 7a to 7c, 9)."""

    def pay_home(self, kind, **program):
        """Let two of the payments go to an institution of a kind."""
        self.care.write(program)
        home = self.env["res.partner"].create(
            {"name": "夕阳红养老院", "is_company": True, "subsidy_payee_kind": kind}
        )
        self.env.flush_all()
        self.env.cr.execute(
            self.sql(
                "UPDATE civil_subsidy_payment SET partner_id = %s, account_number = %s,"
                " account_holder = %s WHERE batch_id = %s AND line_id = ANY(%s)",
                home.id,
                "6217002868979999",
                home.name,
                self.batch.id,
                self.lines[:2].ids,
            )
        )
        self.env.invalidate_all()
        return home

    def test_a_private_institution_is_owed_in_2307_or_2302(self):
        self.pay_home("private", private_liability="2302")
        self.approve(self.batch)
        self.assertEqual(self.balance("2302"), -self.exact("261.00"))
        self.assertEqual(self.balance("500199"), self.exact("261.00"))
        self.assertEqual(self.balance("2303"), -self.exact("391.50"))
        self.assertEqual(self.owed(), self.exact("652.50"))
        self.pay()
        self.assertEqual(self.balance("2302"), 0)
        self.assertEqual(self.owed(), 0)

    def test_what_it_receives_for_the_person_stays_the_persons(self):
        self.pay_home("private", pays_on_behalf=True)
        self.approve(self.batch)
        self.assertEqual(self.balance("2303"), -self.exact("652.50"))
        self.assert_books()

    def test_a_budget_unit_makes_no_entry_and_uses_no_indicator(self):
        self.pay_home("budget_unit")
        self.approve(self.batch)
        self.assertEqual(self.balance("2303"), -self.exact("391.50"))
        self.assertEqual(
            sum(self.exact(fund.amount) for fund in self.batch.sudo().fund_ids),
            self.exact("391.50"),
        )
        self.assert_books()

    def test_a_towns_petty_fund_is_an_advance_when_paid(self):
        self.pay_home("town")
        self.approve(self.batch)
        self.assertEqual(self.balance("1218"), 0)
        self.assertEqual(self.balance("2303"), -self.exact("391.50"))
        self.pay()
        self.assertEqual(self.balance("1218"), self.exact("261.00"))
        self.assertEqual(self.balance("710199"), self.exact("261.00"))
        self.assert_books()

    def test_a_failure_of_an_institution_is_owed_where_it_was(self):
        self.pay_home("private")
        name, content = self.send()
        self.pay()
        self.take(answer(name, content, fail=(1,)))
        back = self.batch.sudo().return_ids
        failed = sum(map(self.exact, back.payment_ids.mapped("amount")))
        self.assertEqual(self.exact(back.amount), failed)
        self.assertEqual(self.balance("2307") + self.balance("2303"), -failed)
        self.assertEqual(self.owed(), failed)
