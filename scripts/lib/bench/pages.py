"""Pages as the web client asks for them, and what they cost the server.

Server time of each call, the slowest of three with an empty cache of the ORM.
"""

import time

from lxml import etree

from odoo.service.model import call_kw

RUNS = 3
#: Seconds that a page may take.
LIMIT = 1.0
LIST_LIMIT = 80


class Pages:
    """Screens over many records, as a clerk opens them.

    Who inherits this writes the records in ``build``, leaves the clerk's environment
    in ``clerk`` and names the pages in ``calls``.

    :param env: environment of the superuser
    :param size: how many records
    """

    def __init__(self, env, size):
        self.env = env
        self.size = size
        self.records = size

    def run(self):
        """Give a figure for each call."""
        self.build()
        for title, model, method, args, kwargs in self.calls():
            yield self._measured(title, model, method, args, kwargs)

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
            "size": self.records,
            "seconds": round(max(seconds), 3),
            "floor_seconds": LIMIT,
            "statements": statements,
            "peak_mib": 0,
        }

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
