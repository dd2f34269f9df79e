from contextlib import contextmanager

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user

MONEY, SUBSIDIES_DUE = "100201", "2303"
TREASURY_INCOME, SPENT = "60010101", "710101"


class GovernmentCase(TransactionCase):
    """An administrative unit with a bookkeeper, an accountant and a manager."""

    chart = "cn_gov"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True))
        cls.unit = cls.make_unit("曾都区民政局", cls.chart)
        cls.env = cls.env(context=dict(cls.env.context, lang="en_US"))
        cls.accountant = cls.make_user("gov_accountant", "account.group_account_user")
        cls.manager = cls.make_user("gov_manager", "account.group_account_manager")
        cls.general = cls.journal("gov_general")
        cls.budget = cls.journal("gov_budget")

    @classmethod
    def make_unit(cls, name, chart):
        """Return a company of China with a chart."""
        unit = cls.env["res.company"].create(
            {"name": name, "country_id": cls.env.ref("base.cn").id}
        )
        cls.env["account.chart.template"].try_loading(chart, unit)
        cls.env.user.company_ids |= unit
        return unit

    @classmethod
    def make_user(cls, login, group):
        return new_test_user(
            cls.env,
            login=login,
            password=f"{login}-Civil-1",
            groups=f"base.group_user,{group}",
            company_id=cls.unit.id,
            company_ids=[Command.set(cls.unit.ids)],
        )

    @contextmanager
    def refused(self, text):
        """Expect a sentence that holds ``text``, and what was done to be undone."""
        with self.assertRaisesRegex(UserError, text), self.env.cr.savepoint():
            yield

    @classmethod
    def journal(cls, name, unit=None):
        chart = cls.env["account.chart.template"].with_company(unit or cls.unit)
        return chart.ref(name)

    @classmethod
    def account(cls, code, unit=None):
        """Return the account of a code in a unit."""
        unit = unit or cls.unit
        accounts = cls.env["account.account"].with_company(unit)
        found = accounts.search([("code", "=", code), ("company_ids", "in", unit.ids)])
        found.ensure_one()
        return found

    @classmethod
    def entry_values(cls, journal, lines, date="2024-03-15"):
        """Return the values of an entry.

        :param lines: (account code, debit, credit) of each line
        """
        return {
            "journal_id": journal.id,
            "date": date,
            "line_ids": [
                Command.create(
                    {
                        "account_id": cls.account(code, journal.company_id).id,
                        "name": "发放补贴",
                        "debit": debit,
                        "credit": credit,
                    }
                )
                for code, debit, credit in lines
            ],
        }

    @classmethod
    def draft(cls, date="2024-03-15", journal=None, amount=100, user=None):
        """Return a draft of a payment in the financial or the budgetary ledger."""
        journal = journal or cls.general
        codes = (SUBSIDIES_DUE, MONEY)
        if journal.l10n_cn_ledger == "budget":
            codes = (SPENT, TREASURY_INCOME)
        lines = [(codes[0], amount, 0), (codes[1], 0, amount)]
        moves = cls.env["account.move"].with_user(user or cls.accountant)
        return moves.create(cls.entry_values(journal, lines, date))

    @classmethod
    def posted(cls, date="2024-03-15", **more):
        move = cls.draft(date, **more)
        move.action_post()
        return move
