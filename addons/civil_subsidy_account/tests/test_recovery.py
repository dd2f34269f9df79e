import io
from datetime import date
from decimal import Decimal

import openpyxl

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from odoo.addons.account_parallel_entry.tools.requests import Component, EventRequest

from .common import BooksCase

DAY = date(2024, 3, 20)
AMOUNTS = ("decided", "prior_year", "recovered", "offset", "written_off")
AMOUNTS += ("open_amount", "handed_in", "due")


@tagged("standard", "post_install", "-at_install")
@freeze_time("2024-03-20 02:00:00")
class TestRecovery(BooksCase):
    """The ledger of recoveries says per claim what the entries of row 6 did."""

    def setUp(self):
        super().setUp()
        self.approve(self.batch)
        self.analytic = self.batch.sudo().fund_ids[:1]._analytic()

    def event(self, event, amounts, source=None, **accounts):
        if not isinstance(amounts, dict):
            amounts = {"amount": amounts}
        request = EventRequest(
            event=event,
            company=self.company,
            date=DAY,
            summary=f"{event} 张三",
            components=[
                Component(
                    {key: Decimal(value) for key, value in amounts.items()},
                    self.analytic,
                    accounts,
                )
            ],
            source=source,
        )
        return self.env["account.parallel.event"]._make_vouchers([request], post=True)

    def claims(self, user=None):
        self.env.flush_all()
        claims = self.env["civil.subsidy.recovery"].with_user(user or self.accountant)
        claims.invalidate_model()
        return claims.search([("company_id", "=", self.company.id)])

    def amounts(self, claim):
        return [f"{claim[name]:.2f}" for name in AMOUNTS]

    def assert_agrees(self):
        agreement = dict(self.env["civil.subsidy.recovery"]._agreement(self.company))
        self.assertEqual(agreement["account"], self.balance("1218"))
        self.assertEqual(
            agreement["listed"] + agreement["towns"] + agreement["other"],
            agreement["account"],
        )
        self.assertEqual(agreement["other"], 0)
        return agreement

    def test_this_year_refunded_through_the_treasury(self):
        """C.5 row 6a."""
        payment = self.payment(1)
        self.event("overpayment_found", "130.50", payment)
        claim = self.claims(self.finance_reader())
        self.assertEqual(claim.state, "a_open")
        self.assertEqual(claim.source_name, payment.display_name)
        self.assertEqual(claim.program_id.id, self.care.id)
        self.assertEqual(claim.decided_date, DAY)
        self.event("overpayment_refunded", "100.00", payment)
        claim = self.claims()
        self.assertEqual(
            self.amounts(claim),
            ["130.50", "0.00", "100.00", "0.00", "0.00", "30.50", "0.00", "0.00"],
        )
        self.assert_agrees()
        self.event("overpayment_refunded", "30.50", payment)
        claim = self.claims()
        self.assertEqual((claim.state, claim.open_amount), ("c_settled", 0))
        self.assert_agrees()

    def test_this_year_offset(self):
        """C.5 row 6b."""
        payment = self.payment(1)
        self.event("overpayment_found", "50", payment)
        self.event(
            "overpayment_offset",
            {"gross": "130.50", "offset": "50", "net": "80.50"},
            payment,
        )
        self.assertEqual(
            self.amounts(self.claims()),
            ["50.00", "0.00", "0.00", "50.00", "0.00", "0.00", "0.00", "0.00"],
        )
        self.assert_agrees()

    def test_former_year_handed_in(self):
        """C.5 row 6c: recovered, and then handed in to the treasury."""
        self.mode.refund_route = "hand_in"
        self.event("overpayment_found_prior_year", "300", self.batch)
        claim = self.claims()
        self.assertEqual((claim.prior_year, claim.due), (300, 300))
        self.event("overpayment_refunded_prior_year", "300", self.batch)
        claim = self.claims()
        self.assertEqual((claim.state, claim.open_amount, claim.due), ("b_due", 0, 300))
        self.event("treasury_due_handed_in", "300", self.batch)
        self.assertEqual(
            self.amounts(self.claims()),
            ["300.00", "300.00", "300.00", "0.00", "0.00", "0.00", "300.00", "0.00"],
        )
        self.assertEqual(self.claims().state, "c_settled")
        self.assertEqual(self.balance("2103"), 0)

    def test_written_off(self):
        """C.5 row 6f."""
        self.event("overpayment_found", "70", self.payment(2))
        self.event("claim_written_off", "70", self.payment(2))
        claim = self.claims()
        self.assertEqual((claim.written_off, claim.state), (70, "c_settled"))
        self.assert_agrees()

    def test_claims_are_kept_apart(self):
        self.event("overpayment_found", "10", self.payment(1))
        self.event("overpayment_found", "20", self.payment(2))
        self.event("overpayment_found", "5")
        self.event("overpayment_refunded", "2")
        claims = self.claims()
        self.assertEqual(sorted(claims.mapped("open_amount")), [3, 10, 20])
        unnamed = claims.filtered(lambda claim: not claim.res_id)
        self.assertEqual(unnamed.source_name, self.care.display_name)
        self.assertEqual(self.assert_agrees()["listed"], Decimal("33.00"))

    def test_a_reversal_takes_it_back(self):
        voucher = self.event("overpayment_found", "10", self.payment(1))
        voucher._make_reversal(DAY, "误记")._post()
        claim = self.claims()
        self.assertEqual((claim.decided, claim.state), (0, "c_settled"))
        action = claim.action_view_vouchers()
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found, voucher | voucher.reversal_ids)

    def test_petty_funds_of_towns_are_no_claims(self):
        """Row 9 stands on 1218 too."""
        self.event("relief_fund_advanced", "500")
        self.event("overpayment_found", "10", self.payment(1))
        self.assertEqual(len(self.claims()), 1)
        agreement = self.assert_agrees()
        self.assertEqual((agreement["towns"], agreement["listed"]), (500, 10))

    def test_the_way_back(self):
        self.event("overpayment_found", "10", self.batch)
        action = self.claims(self.finance_reader()).action_view_source()
        self.assertEqual(
            (action["res_model"], action["res_id"]), (self.batch._name, self.batch.id)
        )

    def finance_reader(self):
        self.finance.group_ids |= self.env.ref("account.group_account_readonly")
        return self.finance

    def test_the_workbook(self):
        self.event("overpayment_found", "10.10", self.payment(1))
        self.event("overpayment_found", "20.20", self.payment(2))
        claims = self.claims()
        report = self.env["ir.actions.report"].with_user(self.accountant)
        content, _kind = report._render_xlsx(
            "civil_subsidy_account.action_report_recovery",
            claims.ids,
            {"company": self.company.id},
        )
        sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        total = next(row for row in rows if row[0] == "Total")
        self.assertEqual(total[4], 30.3)
        self.assertEqual(total[9], 30.3)
        agreement = {row[2]: row[3] for row in rows[-4:]}
        self.assertEqual(agreement["Balance of 1218 in the books"], 30.3)
        self.assertEqual(agreement["Other items of 1218"], 0)

    def test_who_reads_it(self):
        self.event("overpayment_found", "10", self.payment(1))
        self.assertEqual(len(self.claims(self.auditor)), 1)
        for user in (self.clerk, self.deputy, self.staff):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.claims(user)
