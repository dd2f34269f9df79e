from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from unittest.mock import patch

from odoo import fields
from odoo.fields import Command
from odoo.sql_db import Cursor

from odoo.addons.civil_subsidy.tests.exchange_common import ExchangeCase

#: Every open date that the tests take place on lies in this year.
YEAR = 2024


class _Done(Exception):
    """Takes an example back."""


class BooksCase(ExchangeCase):
    """The computed batch of the exchange, in a bureau that keeps its books."""

    follow = "gross"

    @classmethod
    def setUpClass(cls):
        # Records are stamped by the database's clock; here by the frozen one.
        cls.startClassPatcher(patch.object(Cursor, "now", lambda cr: datetime.now()))
        super().setUpClass()
        cls.company = cls.env.company
        if cls.company.chart_template != "cn_gov":
            cls.env["account.chart.template"].try_loading(
                "cn_gov", company=cls.company, install_demo=False
            )
        cls.company.write(
            {
                "parallel_bookkeeping": True,
                "parallel_auto_post": True,
                "parallel_first_year": YEAR,
            }
        )
        cls.company.parallel_mode_ids.unlink()
        cls.mode = cls.env["account.parallel.mode"].create(
            {
                "company_id": cls.company.id,
                "date_from": f"{YEAR}-01-01",
                "treasury_mode": "new",
                "refund_route": "treasury_channel",
            }
        )
        cls.company.subsidy_follow = cls.follow
        cls.project = cls.env["civil.fund.project"].create(
            {
                "name": "残疾人两项补贴",
                "category": "specific",
                "budget": 1_000_000,
                "division_id": cls.district.id,
            }
        )
        cls.care.write({"function_code": "2081107", "economic_code": "30305"})
        cls.care.share_ids.unlink()
        cls.env["civil.subsidy.share"].create(
            [
                {
                    "program_id": cls.care.id,
                    "source": source,
                    "percent": percent,
                    "date_from": "2020-01-01",
                }
                for source, percent in (
                    ("province", 50),
                    ("city", 15),
                    ("district", 35),
                )
            ]
        )
        cls.indicators = {
            source: cls.indicator(source, 100_000)
            for source in ("province", "city", "district")
        }

    @classmethod
    def indicator(cls, source, amount, **values):
        """An indicator in force for the care subsidy."""
        indicator = cls.env["civil.fund.indicator"].create(
            {
                "document_number": f"测财社〔{YEAR}〕{source}",
                "division_id": cls.district.id,
                "year": YEAR,
                "issue_date": f"{YEAR}-01-20",
                "payment_kind": "project",
                "project_id": cls.project.id,
                "source": source,
                "function_id": cls.env.ref("civil_fund.function_2081107").id,
                "department_economic_id": cls.env.ref("civil_fund.economic_30305").id,
                "government_economic_id": cls.env.ref("civil_fund.economic_50901").id,
                "amount": amount,
                **values,
            }
        )
        return cls.issue(indicator)

    @classmethod
    def issue(cls, indicator):
        """Bring an indicator into force by its steps."""
        indicator.with_user(cls.finance).action_submit()
        indicator.with_user(cls.fund_head).action_review()
        indicator.with_user(cls.fund_deputy).action_approve()
        return indicator

    @classmethod
    def _make_users(cls):
        made = super()._make_users()
        groups = {
            "fund_head": "civil_fund.group_head",
            "fund_deputy": "civil_fund.group_deputy",
            "accountant": "account_parallel_entry.group_accountant",
        }
        for name, group in groups.items():
            setattr(
                cls,
                name,
                cls.env["res.users"].create(
                    {
                        "name": name,
                        "login": f"t-{name}",
                        "group_ids": [
                            Command.link(cls.env.ref(group).id),
                            Command.link(cls.env.ref("civil_base.group_staff").id),
                        ],
                        "division_ids": [Command.set(cls.district.ids)],
                    }
                ),
            )
        return made

    # -- steps -----------------------------------------------------------------------

    @contextmanager
    def example(self):
        """Leave nothing of an example behind."""
        try:
            with self.env.cr.savepoint():
                yield
                raise _Done
        except _Done:
            self.env.invalidate_all()

    def pay(self, batch=None, day=f"{YEAR}-03-20"):
        """The treasury pays all that the batch has asked for."""
        treasury = (batch or self.batch).sudo().fund_ids.treasury_id
        treasury.with_user(self.finance).action_paid(f"GK-{treasury[:1].id}", day)
        return treasury

    # -- what stands in the books ------------------------------------------------------

    def balance(self, prefix):
        """Debit less credit of the posted lines of accounts with a prefix."""
        self.env.flush_all()
        [[balance]] = self.env.execute_query(
            self.sql(
                """
                SELECT coalesce(sum(line.balance), 0)::numeric(20, 2)::text
                FROM account_move_line line
                JOIN account_account account ON account.id = line.account_id
                WHERE line.company_id = %s AND line.parent_state = 'posted'
                    AND starts_with(account.code_store ->> %s, %s)
                """,
                self.company.id,
                str(self.company.root_id.id),
                prefix,
            )
        )
        return Decimal(balance)

    def owed(self, account=None):
        """What the register says is owed, in yuan; of one account or of all."""
        self.env.flush_all()
        self.env["civil.subsidy.payable"].invalidate_model()
        found = self.env["civil.subsidy.payable"].search(
            [("account_code", "=", account)] if account else []
        )
        return sum((self.exact(line.amount) for line in found), Decimal("0.00"))

    def assert_books(self):
        """What must hold after every step (identities of C.4)."""
        for ledger in (("1", "2", "3", "4", "5"), ("6", "7", "8")):
            self.assertEqual(sum(map(self.balance, ledger)), 0, ledger)
        self.assertEqual(
            self.balance("8001"),
            -sum(map(self.balance, ("81", "82", "83", "84", "85", "87", "6", "7"))),
        )
        for account in ("2302", "2303", "2307"):
            self.assertEqual(-self.balance(account), self.owed(account), account)
        wrong = self.env["civil.fund.indicator"].search([])._check_totals()
        self.assertEqual(wrong, [])

    def totals(self, source):
        """(reserved, paid, refunded, available) of an indicator."""
        indicator = self.indicators[source]
        indicator.invalidate_recordset()
        return tuple(
            self.exact(indicator[name])
            for name in ("reserved", "paid", "refunded", "available")
        )

    @staticmethod
    def yuan(text):
        """Amounts, written as people write them."""
        return tuple(map(Decimal, text.split()))

    today = staticmethod(fields.Date.context_today)
