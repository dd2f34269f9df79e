"""What the desk and the lists of cases cost: what the web client asks, as a clerk."""

from odoo.fields import Command
from odoo.tools import SQL

from .pages import LIST_LIMIT, Pages

TOWNS = 12
CLERKS = 10
#: Of twenty cases, how many are in which state.
STATES = ("received", "accepted", "accepted", "under_approval", "granted", "to_correct")
STATES += ("served",) * 3 + ("archived",) * 11


class Cases(Pages):
    """Cases of two years, of which one in four is open, and the desk over them.

    :param size: number of cases
    """

    def build(self):
        """Write the cases, their limits and the to-dos that wait for somebody."""
        divisions = self.env["civil.division"]
        district = divisions.create(
            {"code": "421303", "name": "曾都区", "level": "district"}
        )
        self.towns = divisions.create(
            [
                {
                    "code": f"421303{number:03d}",
                    "name": f"镇{number}",
                    "level": "town",
                    "parent_id": district.id,
                }
                for number in range(1, TOWNS + 1)
            ]
        )
        self.clerks = self.env["res.users"].create(
            [self._clerk(number, district) for number in range(CLERKS)]
        )
        self.env.flush_all()
        self._write_cases()
        self._write_clocks()
        self._write_todos()
        self.env.cr.commit()  # VACUUM wants to be alone in its transaction
        self._vacuum()
        self.env.invalidate_all()
        context = {"lang": "zh_CN", "tz": "Asia/Shanghai"}
        self.clerk = self.env(user=self.clerks[0], su=False, context=context)

    def _clerk(self, number, district):
        groups = ("civil_base.group_staff", "civil_case.group_clerk")
        return {
            "name": f"bench_{number}",
            "login": f"bench_{number}",
            "group_ids": [Command.set([self.env.ref(name).id for name in groups])],
            "division_ids": [Command.set(district.ids)],
        }

    def _write_cases(self):
        organization = self.env["civil.organization"].create(
            {"name": "测试公司", "division_id": self.towns[0].id}
        )
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_case (
                    name, kind_id, company_id, division_id, town_id, user_id,
                    party_type, organization_id, party_name, summary, source, state,
                    received_date, due_at, promise_at, warn_at, decided_date,
                    create_uid, create_date, write_uid, write_date
                )
                SELECT 'BJ421303' || lpad(g::text, 7, '0'), %(kind)s, %(company)s,
                       town, town, (%(clerks)s::int[])[1 + g %% %(clerk_count)s],
                       'organization', %(organization)s,
                       (ARRAY['随州', '曾都', '东城', '北郊'])[1 + g %% 4]
                       || '第' || g || '店', '申请经营许可', 'window', state,
                       now() - (g %% 700) * interval '1 day',
                       CASE WHEN open THEN due END,
                       CASE WHEN open THEN due - interval '5 days' END,
                       CASE WHEN open THEN due - interval '2 days' END,
                       CASE WHEN NOT open
                            THEN now() - (g %% 690) * interval '1 day' END,
                       2, now(), 2, now()
                  FROM generate_series(1, %(size)s) g
                 CROSS JOIN LATERAL (
                       SELECT (%(states)s::text[])[1 + g %% 20] AS state,
                              g %% 20 IN (0, 1, 2, 3, 5) AS open,
                              (%(towns)s::int[])[1 + g %% %(town_count)s] AS town,
                              now() + ((g %% 97) - 20) * interval '6 hours' AS due
                       ) drawn
                """,
                kind=self.env.ref("civil_case.kind_other").id,
                company=self.env.company.id,
                clerks=self.clerks.ids,
                clerk_count=CLERKS,
                towns=self.towns.ids,
                town_count=TOWNS,
                organization=organization.id,
                states=[*STATES],
                size=self.size,
            )
        )

    def _write_clocks(self):
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_clock (
                    kind_id, res_model, res_id, division_id, started_at,
                    limit_length, promise_length, warn_length, limit_at, promise_at,
                    warn_at, state, ended_at, promise_met, extension_length,
                    create_date, write_date
                )
                SELECT %s, 'civil.case', id, division_id, received_date, 20, 10, 2,
                       COALESCE(due_at, decided_date), promise_at, warn_at,
                       CASE WHEN due_at IS NULL THEN 'met' ELSE 'running' END,
                       decided_date, TRUE, 0, now(), now()
                  FROM civil_case
                """,
                self.env.ref("civil_case.clock_kind_decide").id,
            )
        )

    def _write_todos(self):
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_todo (
                    res_model, res_id, model_id, key, name, user_id, division_id,
                    company_id, due_at, since, create_date, write_date
                )
                SELECT 'civil.case', id, %s, 'case', jsonb_build_object('en_US', name),
                       user_id, division_id, company_id, due_at, now(), now(), now()
                  FROM civil_case
                """,
                self.env["ir.model"]._get_id("civil.case"),
            )
        )

    def calls(self):
        """The calls of each page: (title, model, method, arguments, named ones)."""
        todo, case = "civil.todo", "civil.case"
        mine = [("is_mine", "=", True)]
        yield "desk: counts", todo, "retrieve_dashboard", [], {}
        yield "desk: waiting for me", *self._list(todo, mine)
        yield "desk: load by kind", *self._count(todo, "model_id", mine)
        domains = {
            "cases": [],
            "open": [("is_open", "=", True)],
            "mine": [("user_id", "=", self.clerk.uid)],
            "overdue": [("is_overdue", "=", True)],
            "by 2 letters": [("party_name", "ilike", "随州")],
        }
        for title, domain in domains.items():
            yield f"cases: {title}", *self._list(case, domain)
        yield "cases: panel of states", *self._panel(case, "state", [])
        for field in ("user_id", "town_id", "due_at:week"):
            yield f"cases: group {field}", *self._count(case, field, [])

    def _count(self, model, field, domain):
        return (
            model,
            "web_read_group",
            [],
            {
                "domain": domain,
                "groupby": [field],
                "aggregates": [],
                "limit": LIST_LIMIT,
            },
        )
