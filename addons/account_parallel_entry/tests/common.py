from datetime import date
from decimal import Decimal

from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user

from ..tools.requests import Component, EventRequest

MARCH = date(2024, 3, 15)


class ParallelCase(TransactionCase):
    """A unit with parallel books, its dimensions, and one user a role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True))
        cls.company = cls.make_company("曾都区民政局")
        cls.env.user.company_ids |= cls.company
        cls.env = cls.env(
            context=dict(cls.env.context, allowed_company_ids=cls.company.ids)
        )
        cls.accountant = cls.user("accountant", "account_parallel_entry")
        cls.other = cls.user("accountant", "account_parallel_entry", "second")
        cls.reviewer = cls.user("reviewer", "account_parallel_entry")
        cls.head = cls.user("finance_head", "account_parallel_entry")
        cls.cashier = cls.user("cashier", "account_parallel_entry")
        cls.manager = cls.user("account_manager", "account")
        cls.company.parallel_finance_head_id = cls.head
        cls.dimensions = {
            "fund": cls.env.ref("account_parallel_entry.fund_general"),
            "nature": cls.env.ref("account_parallel_entry.nature_project"),
            **{
                code: cls.dimension(code, name, number)
                for code, name, number in (
                    ("function", "残疾人生活和护理补贴", "2081107"),
                    ("economic", "生活补助", "30305"),
                    ("project", "两项补贴", "P01"),
                    ("program", "重度残疾人护理补贴", "HL"),
                )
            },
        }

    @classmethod
    def make_company(cls, name, chart="cn_gov"):
        company = cls.env["res.company"].create(
            {"name": name, "country_id": cls.env.ref("base.cn").id}
        )
        cls.env["account.chart.template"].try_loading(
            chart, company=company, install_demo=False
        )
        company.write({"parallel_bookkeeping": True, "parallel_first_year": 2024})
        company.parallel_mode_ids.unlink()
        cls.set_mode(company)
        return company

    @classmethod
    def set_mode(cls, company, mode="new", route="treasury_channel", day=None):
        model = cls.env["account.parallel.mode"]
        day = day or date(2024, 1, 1)
        known = model.search([("company_id", "=", company.id), ("date_from", "=", day)])
        vals = {"treasury_mode": mode, "refund_route": route}
        if known:
            known.write(vals)
        else:
            model.create({"company_id": company.id, "date_from": day, **vals})

    @classmethod
    def user(cls, group, module, mark="", company=None):
        company = company or cls.company
        return new_test_user(
            cls.env,
            f"par_{group}{mark}{company.id}",
            groups=f"base.group_user,{module}.group_{group}",
            password=f"Par-{group}-{mark}-2024!",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )

    @classmethod
    def dimension(cls, code, name, number):
        return cls.env["account.analytic.account"].create(
            {
                "name": name,
                "code": number,
                "plan_id": cls.env.ref(f"account_parallel_entry.plan_{code}").id,
                "company_id": False,
            }
        )

    def as_user(self, records, user):
        return records.with_user(user).with_context(
            allowed_company_ids=user.company_ids.ids
        )

    def account(self, code, company=None):
        company = company or self.company
        return (
            self.env["account.account"]
            .with_company(company)
            .search([("code", "=", code), ("company_ids", "in", company.ids)])
        )

    def request(self, event, amount=100, day=MARCH, company=None, **more):
        """A request with one part that carries all dimensions."""
        amounts = amount if isinstance(amount, dict) else {"amount": amount}
        part = Component(
            amounts={key: Decimal(str(value)) for key, value in amounts.items()},
            analytic=more.pop("analytic", self.dimensions),
            accounts=more.pop("accounts", {}),
        )
        vals = {"summary": event, "components": [part], **more}
        return EventRequest(
            event=event, company=company or self.company, date=day, **vals
        )

    def make(self, *requests, post=False):
        return self.env["account.parallel.event"]._make_vouchers(requests, post)

    def book(self, event, amount=100, **more):
        return self.make(self.request(event, amount, **more), post=True)

    def lines(self, voucher):
        """Return {ledger: [(code, signed amount)]}, credits negative."""
        result = {"financial": [], "budget": []}
        for line in voucher.line_ids:
            code = line.account_id.with_company(voucher.company_id).code
            result[line.ledger].append((code, round(line.debit - line.credit, 2)))
        return result

    def manual(self, user=None, lines=None, **vals):
        """A voucher made by hand: by default 100 of office costs, financial only."""
        lines = lines or [
            ("financial", "500102", 100, 0, {}),
            ("financial", "2302", 0, 100, {}),
        ]
        model = self.as_user(
            self.env["account.parallel.voucher"], user or self.accountant
        )
        return model.create(
            {
                "summary": "办公用品",
                "date": MARCH,
                "line_ids": [
                    Command.create(
                        {
                            "ledger": ledger,
                            "account_id": self.account(code).id,
                            "debit": debit,
                            "credit": credit,
                            "analytic_distribution": analytic,
                        }
                    )
                    for ledger, code, debit, credit, analytic in lines
                ],
                **vals,
            }
        )

    def through(self, voucher):
        """Take a voucher made by hand through review and posting."""
        self.as_user(voucher, self.reviewer).action_review()
        self.as_user(voucher, self.accountant).action_post()
        return voucher

    def entry(self, lines, post=True, user=None, journal="gov_general", **vals):
        """A journal entry that somebody types in Odoo's own screens."""
        chart = self.env["account.chart.template"].with_company(self.company)
        move = self.as_user(self.env["account.move"], user or self.accountant).create(
            {
                "move_type": "entry",
                "journal_id": chart.ref(journal).id,
                "date": MARCH,
                "line_ids": [
                    Command.create(
                        {
                            "name": "手工",
                            "account_id": self.account(code).id,
                            "debit": debit,
                            "credit": credit,
                        }
                    )
                    for code, debit, credit in lines
                ],
                **vals,
            }
        )
        if post:
            move.action_post()
        return move
