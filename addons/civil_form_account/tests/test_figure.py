from datetime import date
from decimal import Decimal

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from odoo.addons.account_parallel_entry.tests.common import ParallelCase
from odoo.addons.account_parallel_entry.tools.requests import Component, EventRequest
from odoo.addons.civil_form.tools.periods import Period

DAY = date(2024, 3, 15)


@tagged("standard", "post_install", "-at_install")
class TestFigure(ParallelCase):
    """A form shows the balance of an account as it stands at the period's end."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.figure = cls.env["civil.form.figure"].create(
            {
                "code": "subsidies_payable",
                "name": "应付补贴款余额",
                "source_model": "account.move.line",
                "domain": "[('parent_state', '=', 'posted'),"
                " ('account_id.code', '=', '2303')]",
                "measure": "sum",
                "measure_field": "balance",
                "date_field": "date",
                "span": "as_at",
                "digits": 2,
            }
        )
        cls.place = cls.env["civil.division"].create(
            {"code": "990101", "name": "Test District", "level": "district"}
        )
        cls.env["account.parallel.event"]._make_vouchers(
            [
                EventRequest(
                    event="subsidy_accrued",
                    company=cls.company,
                    date=DAY,
                    summary="计提",
                    components=[
                        Component({"amount": Decimal("130.50")}, cls.dimensions)
                    ],
                )
            ],
            post=True,
        )

    def amount(self, day, user=None):
        figure = self.figure.with_user(user) if user else self.figure
        amounts = figure._amounts(Period.of("month", day), self.place)
        return amounts[figure, self.place]

    def test_a_balance(self):
        self.assertEqual(self.amount(DAY), Decimal("-130.50"))
        self.assertFalse(self.amount(date(2024, 2, 1)))

    def test_who_may_not_read_the_books_gets_no_figure(self):
        clerk = new_test_user(self.env, "t-form", "civil_form.group_clerk")
        with self.assertRaises(AccessError):
            self.amount(DAY, clerk)
