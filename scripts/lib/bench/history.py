"""What the pages cost after two years: what the web client asks, as a clerk."""

from dateutil.relativedelta import relativedelta

from .pages import LIST_LIMIT, Pages
from .population import MONTH, Population

MONTHS = 24


class History(Pages):
    """Two years of closed batches, and the screens over them.

    :param size: payments of a month
    """

    def build(self):
        """Write two years of closed batches."""
        self.records = self.size * MONTHS
        population = Population(self.env, self.size)
        program = population.build()
        clerk = self.env["civil.subsidy.month"]._team()["maker"]
        # Rows of months gone by: their keys were checked when they were computed.
        bare = "SELECT set_config('session_replication_role', 'replica', FALSE)"
        self.env.cr.execute(
            f"{bare} FROM pg_roles WHERE rolname = current_user AND rolsuper"
        )
        for back in range(MONTHS, 0, -1):
            period = MONTH - relativedelta(months=back)
            self.batch = population.paid_month(program, period, clerk)
        self.env.cr.execute("RESET session_replication_role")
        self.env.cr.commit()  # VACUUM wants to be alone in its transaction
        self._vacuum()
        context = {"lang": "zh_CN", "tz": "Asia/Shanghai"}
        self.clerk = self.env(user=clerk, su=False, context=context)

    def calls(self):
        """The calls of each page: (title, model, method, arguments, named ones)."""
        batch, payment = "civil.subsidy.batch", "civil.subsidy.payment"
        yield (
            "batch page",
            batch,
            "web_read",
            [self.batch.ids],
            {"specification": self._specification(batch, "form")},
        )
        yield "batch list", *self._list(batch, [], 10_000)
        domains = {
            "payments": [],
            "of a batch": [("batch_id", "=", self.batch.id)],
            "by 2 letters": [("display_name", "ilike", "王建")],
            "by name": [("display_name", "ilike", self._person().name)],
            "by number": [("display_name", "ilike", self._person().identity_number)],
        }
        for title, domain in domains.items():
            yield title, *self._list(payment, domain)
            for field in ("town_id", "outcome"):
                yield f"{title}, {field}", *self._panel(payment, field, domain)
        for field in ("batch_id", "town_id", "period:month", "outcome", "check_ids"):
            yield f"group {field}", *self._groups(payment, field)
        stopped = [("outcome", "in", ("blocked", "held"))]
        yield (
            "reasons of a batch",
            *self._groups(payment, "check_ids", domains["of a batch"] + stopped),
        )
        yield "chart", *self._chart(payment)
        yield "pivot", *self._pivot(payment)
        figure = "civil.subsidy.figure"
        yield "figures, chart", *self._chart(figure, [])
        yield "figures, pivot", *self._pivot(figure, [])

    def _person(self):
        return self.env["civil.resident"].search([], order="id", limit=1, offset=77)

    def _groups(self, model, field, domain=()):
        aggregates = ["amount:sum", "currency_id:array_agg_distinct"]
        aggregates.append("amount:sum_currency")
        return (
            model,
            "web_read_group",
            [],
            {
                "domain": list(domain),
                "groupby": [field],
                "aggregates": aggregates,
                "limit": LIST_LIMIT,
            },
        )

    def _reported(self):
        return [
            ("batch_id.state", "!=", "voided"),
            ("outcome", "=", "payable"),
            ("batch_id.kind", "=", "regular"),
        ]

    def _chart(self, model, domain=None):
        return (
            model,
            "formatted_read_group",
            [],
            {
                "domain": self._reported() if domain is None else domain,
                "groupby": ["town_id", "program_id"],
                "aggregates": ["__count", "amount:sum"],
            },
        )

    def _pivot(self, model, domain=None):
        return (
            model,
            "formatted_read_grouping_sets",
            [],
            {
                "domain": self._reported() if domain is None else domain,
                "grouping_sets": [
                    [],
                    ["program_id"],
                    ["town_id"],
                    ["town_id", "program_id"],
                ],
                "aggregates": ["__count", "amount:sum"],
            },
        )
