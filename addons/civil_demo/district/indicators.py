from datetime import timedelta

from odoo import fields

#: Projects: kind, addon that brings it, name, days since the start, stages finished.
PROJECTS = (
    ("complex", "civil_institution", "南郊街道养老服务综合体新建", 200, 2),
    ("medical", "civil_institution", "曾都区医养康养基地建设", 260, 4),
    ("destitute", "civil_institution_indicator", "区级失能特困供养中心建设", 90, 1),
)


class Indicators:
    """What the year's plan promises for elder care, and the projects behind it."""

    def __init__(self, desk):
        self.desk = desk
        self.env = desk.env
        self.today = fields.Date.context_today(desk.office.division())

    def open(self):
        """Set the targets of this year, run the projects, manage homes directly."""
        self.aim()
        for project in PROJECTS:
            self.undertake(*project)
        homes = self.desk.act("care", self.env["civil.institution"])
        rural = homes.search([("kind_id.code", "=", "rural")], order="id")
        rural[1:].write({"is_direct": True})

    def aim(self):
        """Repeat the plan's numbers for this year where they end before it."""
        parameters = self.env["civil.parameter"]
        for code, *_rest in PROJECTS:
            of_plan = parameters.search(
                [("code", "=", f"indicator.institution_{code}")],
                order="date_from desc",
                limit=1,
            )
            if of_plan.date_to and of_plan.date_to < self.today:
                of_plan.copy(
                    {
                        "date_from": self.today.replace(month=1, day=1),
                        "date_to": self.today.replace(month=12, day=31),
                        "legal_basis": f"区民政局{self.today.year}年工作要点（演示）",
                    }
                )

    def undertake(self, code, addon, name, days, finished):
        """Run a project; where every stage is finished, it is completed."""
        kind = self.env.ref(f"{addon}.project_kind_{code}")
        project = self.desk.act("care_head", self.env["civil.project"]).create(
            {
                "name": name,
                "kind_id": kind.id,
                "division_id": self.desk.office.division().id,
                "date_from": self.today - timedelta(days=days),
                "partner_bodies": "区发改局、区财政局、属地镇街",
            }
        )
        project.action_start()
        for stage in project.stage_ids.sorted("sequence")[:finished]:
            stage.result = "已完成"
            stage.action_finish()
        if finished == len(project.stage_ids):
            project.action_complete()
