from odoo.addons.l10n_cn_government.tests.common import GovernmentCase


class StatementCase(GovernmentCase):
    """A small year of an administrative unit, month by month."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reader = cls.make_user("gov_reader", "account.group_account_readonly")
        cls.make_funds()
        cls.make_year()

    @classmethod
    def make_funds(cls):
        """Make analytic accounts that tell kinds of money and expenditure."""
        plan = cls.env["account.analytic.plan"].create({"name": "资金性质与支出性质"})
        accounts = cls.env["account.analytic.account"]
        common = {"plan_id": plan.id, "company_id": cls.unit.id}
        cls.project = accounts.create(
            {**common, "name": "困难群众救助", "l10n_cn_expenditure_kind": "project"}
        )
        cls.personnel = accounts.create(
            {**common, "name": "人员经费", "l10n_cn_expenditure_kind": "personnel"}
        )
        cls.lottery = accounts.create(
            {
                **common,
                "name": "福彩公益金项目",
                "l10n_cn_fund_kind": "government_fund",
                "l10n_cn_expenditure_kind": "project",
            }
        )

    @classmethod
    def enter(cls, journal, date, lines, analytic=None):
        """Post an entry.

        :param lines: (code, debit, credit) of each line
        :param analytic: analytic account of all its lines
        """
        values = cls.entry_values(journal, lines, date)
        if analytic:
            for command in values["line_ids"]:
                command[2]["analytic_distribution"] = {str(analytic.id): 100}
        move = cls.env["account.move"].create(values)
        move.action_post()
        return move

    @classmethod
    def both(cls, date, financial, budget, analytic=None):
        """Post an event in both ledgers, each as (debit code, credit code, amount)."""
        for journal, entry in ((cls.general, financial), (cls.budget, budget)):
            if entry:
                debit, credit, amount = entry
                lines = [(debit, amount, 0), (credit, 0, amount)]
                cls.enter(journal, date, lines, analytic)

    @classmethod
    def make_year(cls):
        """Opening of 2024, two months of payments, and a correction of last year."""
        cls.enter(
            cls.general,
            "2023-12-31",
            [
                ("100201", 1000, 0),
                ("1601", 5000, 0),
                ("1602", 0, 500),
                ("3001", 0, 5500),
            ],
        )
        cls.enter(
            cls.budget,
            "2023-12-31",
            [("800102", 1000, 0), ("820204", 0, 700), ("810107", 0, 300)],
            cls.project,
        )
        both = cls.both
        # Row 3: entitlement of January; row 4: paid by the treasury.
        both("2024-01-20", ("500103", "2303", 800), None, cls.project)
        both(
            "2024-01-25",
            ("2303", "400101", 750),
            ("710101", "600102", 750),
            cls.project,
        )
        both(
            "2024-01-28",
            ("500101", "400101", 200),
            ("710101", "60010101", 200),
            cls.personnel,
        )
        both("2024-02-10", ("500103", "2303", 900), None, cls.project)
        both(
            "2024-02-20",
            ("2303", "400102", 940),
            ("710101", "600102", 940),
            cls.lottery,
        )
        both("2024-02-21", ("100201", "4604", 3.5), ("800102", "6604", 3.5))
        both("2024-02-22", ("500105", "1602", 50), None)
        # Trust money, and what is due to public finance, have no budgetary entry.
        both("2024-02-23", ("100202", "2901", 60), None)
        both("2024-02-24", ("100201", "210301", 40), None)
        # Row 6d: last year's overpayment that stays with the unit.
        both(
            "2024-02-26", ("100201", "3501", 25), ("800102", "810101", 25), cls.project
        )

    @classmethod
    def sheet(cls, form, day, frequency="year", user=None, unit=None):
        """Return the rows of a statement by name: a list of figures, None as 0."""
        instance = cls.instance(form, day, frequency, user, unit)
        content = instance._l10n_cn_sheet()
        return {
            row["name"]: [value or 0 for value in row["values"]]
            for row in content["left"] + content["right"]
        }

    @classmethod
    def instance(cls, form, day, frequency="year", user=None, unit=None):
        year, month = day.split("-")[:2]
        statements = cls.env["l10n_cn.statement"].with_user(user or cls.reader)
        statement = statements.with_company(unit or cls.unit).create(
            {
                "form": form,
                "frequency": frequency,
                "year": int(year),
                "month": str(int(month)),
                "company_id": (unit or cls.unit).id,
            }
        )
        return statement._make_instance()

    @classmethod
    def closing(cls, day, user=None, unit=None):
        """Return the closing of a month, made if there is none."""
        closings = cls.env["l10n_cn.closing"].with_user(user or cls.manager)
        closings = closings.with_company(unit or cls.unit)
        found = closings.search([("company_id", "=", (unit or cls.unit).id)]).filtered(
            lambda closing: f"{closing.date:%Y-%m}" == day
        )
        return found or closings.create({"date": f"{day}-01"})

    @classmethod
    def close(cls, *days, unit=None):
        """Check and close months."""
        for day in days:
            closing = cls.closing(day, unit=unit)
            if not closing.action_check():
                raise AssertionError(closing.check_ids.mapped("detail"))
            closing.action_close()

    @classmethod
    def close_year(cls, unit=None):
        cls.close(*(f"2024-{month:02}" for month in range(1, 13)), unit=unit)

    @classmethod
    def balance(cls, prefix, unit=None):
        """Return the debit balance of all accounts with a prefix."""
        unit = unit or cls.unit
        accounts = cls.env["account.account"].with_company(unit)
        accounts = accounts.search(
            [("company_ids", "in", unit.ids), ("code", "=like", f"{prefix}%")]
        )
        lines = cls.env["account.move.line"].search(
            [
                ("account_id", "in", accounts.ids),
                ("company_id", "=", unit.id),
                ("parent_state", "=", "posted"),
            ]
        )
        return unit.currency_id.round(sum(lines.mapped("balance")))
