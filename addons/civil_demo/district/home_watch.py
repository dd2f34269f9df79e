from datetime import timedelta

from odoo import fields
from odoo.fields import Command


class HomeWatch:
    """What the section watches in homes: a breach, a home found unfiled, a closure
    that is prepared, and a project of homes that change hands."""

    def __init__(self, desk):
        self.desk = desk
        self.env = desk.env
        self.today = fields.Date.context_today(desk.office.division())

    def open(self):
        """Put them on record after the register was taken in."""
        self.break_contract()
        self.discover()
        self.prepare_closure()
        self.hand_over()

    def act(self, model, login="care"):
        return self.desk.act(login, self.env[model])

    def day(self, days):
        return self.today + timedelta(days=days)

    def break_contract(self):
        """The operator of the demonstration's contract refused destitute people."""
        contract = self.act("civil.institution.contract").search(
            [("state", "=", "running")], limit=1
        )
        self.act("civil.institution.contract.breach").create(
            {
                "contract_id": contract.id,
                "ground": "refused",
                "found_on": self.day(-12),
                "facts": "保留床位尚空，三名特困人员申请入住被拒",
                "remedy_until": self.day(18),
            }
        )

    def discover(self):
        """A home that takes people in without having filed is found."""
        division = self.desk.office.division()
        self.act("civil.institution").create(
            {
                "name": "曾都区无名养老点（演示）",
                "division_id": division.id,
                "kind_id": self.env.ref("civil_institution.kind_home").id,
                "legal_form": "enterprise",
                "ownership": "private",
                "beds_approved": 14,
                "first_admission_on": self.day(-40),
                "discovered_on": self.day(-16),
            }
        )

    def prepare_closure(self):
        """A small home tells its residents where they go."""
        homes = self.act("civil.institution").search(
            [("state", "=", "filed"), ("resident_count", ">", 1)],
            order="resident_count, id",
        )
        home, target = homes[:1], homes[-1:]
        home.write(
            {
                "notice_on": self.day(-3),
                "stop_on": self.day(70),
                "resettlement_plan": "由区民政局统一调度车辆，档案和财物随人移交。",
            }
        )
        one = {"institution_id": home.id, "planned_on": self.day(50)}
        self.act("civil.institution.resettlement").create(
            [
                {
                    **one,
                    "residents": "自愿转院的老人",
                    "persons": home.resident_count - 1,
                    "target_id": target.id,
                },
                {
                    **one,
                    "residents": "方老太（化名）",
                    "goes_to": "family",
                    "place": "由长子接回东城街道居住",
                },
            ]
        )

    def hand_over(self):
        """Two homes are about to be managed by the district."""
        homes = self.act("civil.institution").search(
            [("ownership", "=", "public"), ("is_direct", "=", False)], limit=2
        )
        project = self.act("civil.project", "care_head").create(
            {
                "name": "农村福利院区级直管移交",
                "kind_id": self.env.ref("civil_institution.project_kind_direct").id,
                "division_id": self.desk.office.division().id,
                "date_from": self.day(-45),
                "organization_ids": [Command.set(homes.organization_id.ids)],
            }
        )
        project.action_start()
