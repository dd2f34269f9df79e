"""The books of a month: what approving, paying and returning cost beside the payments.

The floor of a step that writes shares of payments is the bare INSERT of the same rows.
"""

from odoo.fields import Command, Date
from odoo.tools import SQL

from .month import Month

_ECONOMIC, _FUNCTION = "30305", "2081002"
_SHARES = (("central", 40), ("province", 30), ("city", 10), ("district", 20))


class Books(Month):
    """One size, in a bureau whose batches reserve indicators and make vouchers."""

    def steps(self):
        """Give a figure for each step that the books take part in."""
        self._keep_books()
        self.as_("maker").action_compute()
        self.submit()
        with self.measure.step("approve, accrue") as figure:
            self.approve()
        figure["floor_seconds"] = self.measure.floor(self._bare_shares())
        yield figure
        with self.measure.step("treasury pays") as figure:
            self._treasury().action_paid("GK-1", Date.context_today(self.batch))
        yield figure
        finance = self.as_("finance")
        finance.action_export()
        finance.action_send()
        figures = {figure["step"]: figure for figure in self.result(self._marks())}
        yield {**figures["confirm"], "step": "confirm, book returns"}
        books = self.env["civil.subsidy.books"].with_user(self.team["finance"])
        with self.measure.step("the month's page") as figure:
            books.action_open_month(self.batch.period)
        yield figure
        yield from self._statements()

    # -- a year of twelve programs ---------------------------------------------------

    def _statements(self):
        """The six statements of a year in which twelve programs were paid monthly."""
        if "l10n_cn.statement" not in self.env:
            return
        year = Date.context_today(self.batch).year
        self._play_year(year)
        statements = self.env["l10n_cn.statement"]
        with self.measure.step("six statements") as figure:
            for form, _name in statements._fields["form"].selection[:6]:
                statement = statements.create(
                    {"form": form, "frequency": "year", "year": year}
                )
                statement._make_instance()._compute_matrix()
        yield figure

    def _play_year(self, year):
        """Accrue and pay every month what the batch's parts come to, twelve times."""
        funds = self.batch.sudo().fund_ids
        for month in range(1, 13):
            day = Date.to_date(f"{year}-{month:02}-15")
            for number in range(12):
                for step in ("accrue", "pay"):
                    requests = self.batch.sudo()._event_requests(
                        step,
                        {fund: fund._exact() for fund in funds},
                        day,
                        self.batch,
                        f"{number}/{day}",
                        "bench",
                    )
                    events = self.env["account.parallel.event"].sudo()
                    events._make_vouchers(requests, post=True)
            self.measure.settle()

    def _treasury(self):
        return self.batch.sudo().fund_ids.treasury_id.with_user(self.team["finance"])

    def _bare_shares(self):
        """The INSERT of the same shares once more."""
        return SQL(
            """
            CREATE TEMPORARY TABLE shares ON COMMIT DROP AS
                SELECT * FROM civil_subsidy_payment_fund WHERE fund_id = ANY(%(funds)s);
            DELETE FROM civil_subsidy_payment_fund WHERE fund_id = ANY(%(funds)s);
            INSERT INTO civil_subsidy_payment_fund SELECT * FROM shares
            """,
            funds=self.batch.sudo().fund_ids.ids,
        )

    # -- a bureau with books ---------------------------------------------------------

    def _keep_books(self):
        """Chart, settings, and an indicator in force for each source of funds."""
        company = self.env.company
        year = Date.context_today(self.batch).year
        if company.chart_template != "cn_gov":
            self.env["account.chart.template"].try_loading("cn_gov", company=company)
        company.write(
            {
                "parallel_bookkeeping": True,
                "parallel_auto_post": True,
                "parallel_first_year": year,
            }
        )
        company.subsidy_follow = "gross"
        self.program.write({"function_code": _FUNCTION, "economic_code": _ECONOMIC})
        self.program.share_ids.unlink()
        district = self.batch.division_id
        project = self.env["civil.fund.project"].create(
            {
                "name": "高龄津贴",
                "category": "specific",
                "budget": 10**9,
                "division_id": district.id,
            }
        )
        people = self._fund_people(district)
        for source, percent in _SHARES:
            self.program.share_ids.create(
                {
                    "program_id": self.program.id,
                    "source": source,
                    "percent": percent,
                    "date_from": "2020-01-01",
                }
            )
            self._issue(self._indicator(source, project, district, year), people)
        self.env.cr.commit()  # the tables are settled before anything is measured

    def _fund_people(self, district):
        return [
            self.env["res.users"].create(
                {
                    "name": name,
                    "login": f"bench-{name}",
                    "group_ids": [Command.link(self.env.ref(group).id)],
                    "division_ids": [Command.set(district.ids)],
                }
            )
            for name, group in (
                ("maker", "civil_base.group_finance"),
                ("head", "civil_fund.group_head"),
                ("deputy", "civil_fund.group_deputy"),
            )
        ]

    def _indicator(self, source, project, district, year):
        ref = self.env.ref
        return self.env["civil.fund.indicator"].create(
            {
                "document_number": f"测财社〔{year}〕{source}",
                "division_id": district.id,
                "year": year,
                "issue_date": f"{year}-01-01",
                "payment_kind": "project",
                "project_id": project.id,
                "source": source,
                "function_id": ref(f"civil_fund.function_{_FUNCTION}").id,
                "department_economic_id": ref(f"civil_fund.economic_{_ECONOMIC}").id,
                "government_economic_id": ref("civil_fund.economic_50901").id,
                "amount": 10**9,
            }
        )

    def _issue(self, indicator, people):
        maker, head, deputy = people
        indicator.with_user(maker).action_submit()
        indicator.with_user(head).action_review()
        indicator.with_user(deputy).action_approve()
