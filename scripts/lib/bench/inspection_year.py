"""A year of the annual inspection of social organizations, step by step.

The size is the number of organizations; nine in ten hand in their report.
"""

from freezegun import freeze_time

from odoo.fields import Command

from odoo.addons.civil_social_org_inspection.tools.sample import (
    answer_reports,
    decide_all,
    seed_organizations,
)

from .measure import Measure

UNITS = ("教育局", "卫生健康局", "文化和旅游局", "科学技术局")


class InspectionYear:
    """One size, on a database of its own."""

    def __init__(self, env, size):
        self.env = env
        self.size = size
        self.measure = Measure(env, size)

    def run(self):
        """Give a figure for each step of the year."""
        inspection = self._prepare()
        yield self._step("open", inspection, "action_open", "2024-01-05")
        answer_reports(self.env, inspection)
        yield self._step("find grounds", inspection, "action_find", "2024-04-10")
        # Nothing changed since: what holds keeps its decision.
        yield self._step("find again", inspection, "action_find", "2024-04-11")
        yield self._queue(inspection)
        yield self._step("close", inspection, "action_close", "2024-06-03")
        decide_all(self.env, inspection)
        yield self._step("publish", inspection, "action_publish", "2024-06-04")

    def _prepare(self):
        """Organizations of four units, and their inspection as its head prepares it."""
        district = self.env["civil.division"].create(
            {"code": "421303", "name": "曾都区", "level": "district"}
        )
        units = self.env["civil.organization"].create(
            [{"name": name, "division_id": district.id} for name in UNITS]
        )
        kind = self.env.ref("civil_social_org.kind_private_unit")
        seed_organizations(self.env, kind, district, units, self.size)
        head = self.env["res.users"].create(
            {
                "name": "bench_social_head",
                "login": "bench_social_head",
                "group_ids": [
                    Command.set(self.env.ref("civil_social_org.group_head").ids)
                ],
                "division_ids": [Command.set(district.ids)],
            }
        )
        self.env.cr.commit()  # each step starts on settled tables
        inspections = self.env["civil.social.inspection"].with_user(head)
        return inspections.create(
            {"year": 2023, "kind_id": kind.id, "division_id": district.id}
        )

    def _step(self, title, inspection, method, day):
        with freeze_time(day, tick=True), self.measure.step(title) as figure:
            getattr(inspection, method)()
        return figure

    def _queue(self, inspection):
        """What the reviewers' screen asks when it opens."""
        with self.measure.step("review screen") as figure:
            reports = inspection.env["civil.social.report"]
            queue = reports.retrieve_queue(inspection.id)
            reports.browse(queue["reports"][0]["id"]).retrieve_review()
        return figure
