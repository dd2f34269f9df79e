from odoo.fields import Command

from .inspections import Inspections

#: Who of the section inspects, with the numbers of their certificates.
INSPECTORS = (("care", "42130300105"), ("care_head", "42130300106"))
HOMES = 18
#: So many days lie between two inspections.
APART = 12


class HomeChecks:
    """What the section inspected in the homes during the past months."""

    def __init__(self, desk):
        self.desk = desk
        self.env = desk.env
        self.inspections = Inspections(desk)

    def open(self):
        """Put inspectors on the register, and let them inspect some homes."""
        section = self.desk.office.section("department_elderly_care")
        inspectors = self.desk.act("care_head", self.env["civil.inspection.inspector"])
        team = inspectors.create(
            [
                {
                    **self.inspections.inspector(login, number),
                    "department_id": section.id,
                }
                for login, number in INSPECTORS
            ]
        )
        homes = self.env["civil.institution"].search(
            [("state", "=", "filed")], order="id", limit=HOMES
        )
        for number, home in enumerate(homes):
            self.inspect(home, team, self.inspections.day(-APART * (HOMES - number)))

    def inspect(self, home, team, day):
        """Inspect a home by the checklist; everything is well."""
        kind = self.env.ref("civil_institution.inspection_kind_institution")
        inspection = self.desk.act("care", self.env["civil.inspection"]).create(
            {
                "object_id": home.object_id.id,
                "kind_id": kind.id,
                "source": "special",
                "source_reason": "养老机构安全管理全覆盖检查",
                "planned_date": day,
                "inspector_ids": [Command.set(team.ids)],
            }
        )
        inspection.action_notify()
        inspection.action_start()
        inspection.line_ids.action_yes()
        inspection.write({"present_person": "机构负责人", "actual_date": day})
        self.inspections.sign(inspection, "ok")
