from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import StatementCase


@tagged("post_install", "-at_install")
class TestClosingAccess(StatementCase):
    """Who may not close, and what nobody may set by hand."""

    def test_accountant_checks_and_does_not_close(self):
        closing = self.closing("2024-01", self.accountant)
        self.assertTrue(closing.action_check())
        with self.assertRaises(AccessError):
            closing.action_close()
        self.closing("2024-01").action_close()
        with self.assertRaises(AccessError):
            closing.action_reopen()

    def test_reader_only_reads(self):
        closing = self.closing("2024-01").with_user(self.reader)
        self.assertEqual(closing.state, "open")
        for method in ("action_check", "action_close", "action_reopen"):
            with self.assertRaises(AccessError):
                getattr(closing, method)()
        with self.assertRaises(AccessError):
            closing.create({"date": "2024-02-01"})

    def test_state_and_checks_are_not_set_by_hand(self):
        """Neither write, create, import nor a context key opens the state."""
        closing = self.closing("2024-01")
        for values in ({"state": "closed"}, {"closed_uid": self.manager.id}):
            with self.assertRaises(UserError):
                closing.write(values)
        keyed = closing.with_context(l10n_cn_government_mis_closing=True)
        with self.assertRaises(UserError):
            keyed.write({"state": "checked"})
        with self.assertRaises(UserError):
            closing.create({"date": "2024-05-01", "state": "closed"})
        result = closing.load(["date", "state"], [["2024-06-01", "closed"]])
        self.assertFalse(result["ids"])
        with self.assertRaises(UserError):
            self.env["l10n_cn.closing.check"].with_user(self.manager).create(
                {"closing_id": closing.id, "code": "order", "passed": True}
            )
        closing.action_check()
        with self.assertRaises(UserError):
            closing.check_ids.passed = False
        with self.assertRaises(UserError):
            closing.check_ids.unlink()

    def test_entries_of_a_closing_are_not_named_by_hand(self):
        move = self.draft("2024-03-05")
        closing = self.closing("2024-01")
        with self.assertRaises(UserError):
            move.write({"l10n_cn_closing_id": closing.id})

    def test_closed_month_stays(self):
        self.close("2024-01")
        closing = self.closing("2024-01")
        with self.assertRaises(UserError):
            closing.date = "2024-02-01"
        with self.assertRaises(UserError):
            closing.unlink()
        closing.action_reopen()
        with self.assertRaises(UserError):
            closing.unlink()
        self.closing("2024-02").unlink()

    def test_changed_after_the_check(self):
        """Whatever is changed has to be checked again."""
        closing = self.closing("2024-01")
        closing.action_check()
        self.assertEqual(closing.state, "checked")
        closing.date = "2024-02-10"
        self.assertEqual(closing.state, "open")

    def test_other_company(self):
        """Closings, statements and books of another unit are out of reach."""
        other = self.make_unit("随县民政局", "cn_gov")
        foreign = self.env["l10n_cn.closing"].create(
            {"company_id": other.id, "date": "2024-01-31"}
        )
        with self.assertRaises(AccessError):
            foreign.with_user(self.manager).action_check()
        statements = self.env["l10n_cn.statement"].with_user(self.reader)
        with self.assertRaises(AccessError):
            statements.create(
                {"company_id": other.id, "year": 2024, "month": "1"}
            )._make_instance()
        books = self.env["l10n_cn.book"].with_user(self.reader)
        with self.assertRaises(AccessError):
            books.create(
                {
                    "company_id": other.id,
                    "date_from": "2024-01-01",
                    "date_to": "2024-01-31",
                }
            ).action_show()

    def test_figures_of_one_company_only(self):
        other = self.make_unit("随县民政局", "cn_gov")
        journal = self.journal("gov_general", other)
        self.enter(journal, "2024-01-05", [("100201", 77, 0), ("2307", 0, 77)])
        sheet = self.sheet("balance_sheet", "2024-01", "month")
        self.assertEqual(sheet["money"], [1000, 1000])
        self.reader.company_ids |= other
        sheet = self.sheet("balance_sheet", "2024-01", "month", unit=other)
        self.assertEqual(sheet["money"], [77, 0])

    def test_employee_sees_nothing(self):
        employee = self.make_user("gov_employee", "base.group_user")
        for model in ("l10n_cn.closing", "l10n_cn.statement", "l10n_cn.book"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(employee).search([])
