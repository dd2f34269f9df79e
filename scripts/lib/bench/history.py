"""What the pages cost after two years: the calls that the web client makes, as clerk.

Server time of each call, the slowest of three with an empty cache of the ORM.
"""

import time

from dateutil.relativedelta import relativedelta
from lxml import etree

from odoo.service.model import call_kw

from .population import MONTH, Population

MONTHS = 24
RUNS = 3
#: Seconds that a page may take.
LIMIT = 1.0
LIST_LIMIT = 80


class History:
    """Two years of closed batches, and the screens over them.

    :param env: environment of the superuser
    :param size: payments of a month
    """

    def __init__(self, env, size):
        self.env = env
        self.size = size

    def run(self):
        """Give a figure for each call."""
        self.build()
        for title, model, method, args, kwargs in self.calls():
            yield self._measured(title, model, method, args, kwargs)

    def build(self):
        """Write two years of closed batches."""
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

    def _vacuum(self):
        """Do what the server does by itself within minutes of such a load."""
        connection = self.env.cr._cnx
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
        finally:
            connection.autocommit = False

    def _measured(self, title, model, method, args, kwargs):
        seconds = []
        for _run in range(RUNS):
            self.env.invalidate_all()
            statements, start = self.env.cr.sql_log_count, time.perf_counter()
            call_kw(self.clerk[model], method, args, kwargs)
            seconds.append(time.perf_counter() - start)
            statements = self.env.cr.sql_log_count - statements
            self.env.cr.commit()  # the access log of the call
        return {
            "step": title,
            "size": self.size * MONTHS,
            "seconds": round(max(seconds), 3),
            "floor_seconds": LIMIT,
            "statements": statements,
            "peak_mib": 0,
        }

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

    def _specification(self, model, kind):
        """What a view has the web client ask for."""
        views = self.clerk[model].get_views([(False, kind)])
        arch = etree.fromstring(views["views"][kind]["arch"])
        return self._fields(self.clerk[model], arch)

    def _fields(self, records, arch):
        found = {}
        nodes = arch.xpath(".//field[not(ancestor::field)]")
        for node in nodes:
            field = records._fields[node.get("name")]
            found[field.name] = {}
            if field.type == "many2one":
                found[field.name] = {"fields": {"display_name": {}}}
            elif field.relational:
                inner = [child for child in node if child.tag in ("list", "kanban")]
                of = self.clerk[field.comodel_name]
                within = {"display_name": {}}
                if inner:
                    copy = etree.fromstring(etree.tostring(inner[0]))
                    within = self._fields(of, copy)
                found[field.name] = {"fields": within, "limit": 40, "order": ""}
        return found

    def _list(self, model, domain, count_limit=None):
        views = self.clerk[model].get_views([(False, "list")])
        arch = etree.fromstring(views["views"]["list"]["arch"])
        limit = count_limit or int(arch.get("count_limit", 10_000))
        return (
            model,
            "web_search_read",
            [],
            {
                "domain": domain,
                "specification": self._specification(model, "list"),
                "limit": LIST_LIMIT,
                "count_limit": limit + 1,
            },
        )

    def _panel(self, model, field, domain):
        return (
            model,
            "search_panel_select_range",
            [field],
            {
                "search_domain": domain,
                "category_domain": [],
                "filter_domain": [],
                "enable_counters": True,
                "expand": False,
                "hierarchize": False,
                "limit": 200,
            },
        )

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
