from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import fields

#: Days since the assessment and points lost at every second item: what lists show.
SIGNED = (
    (395, 0),
    (350, 1),
    (338, 2),
    (240, 1),
    (170, 3),
    (160, 0),
    (120, 2),
    (75, 1),
    (40, 4),
    (12, 2),
)
MEASURES = {
    "fall": "加装扶手和防滑垫，起身行走时专人看护",
    "choking": "给予软食，进食时坐位，专人看护",
    "bed_fall": "加装床挡，夜间每两小时巡查",
}
ASSESSORS = ("assessor", "assessor2")


class Assessments:
    """The elderly care section's assessments of abilities and of the nine risks.

    Days are counted from the day of installation, so that the lists look as in use.
    """

    def __init__(self, desk):
        self.desk = desk
        self.env = desk.env
        self.today = fields.Date.context_today(desk.env["civil.assessment"])

    def open(self):
        """Assess some of the oldest residents, and leave some in progress."""
        people = self.elderly(len(SIGNED) + 3)
        for person, (days, lost) in zip(people, SIGNED, strict=False):
            sheet = self.assess(person, days, lost)
            self.sign(sheet)
            self.risks(person, days, high=lost > 2)
        rest = people[len(SIGNED) :]
        if len(rest) == 3:
            self.again(people[4])
            self.sheet(rest[0], 0)
            self.act(self.assess(rest[1], 1, 1)).action_score()
            half = self.assess(rest[2], 2, 3)
            self.act(half).action_score()
            self.act(half).action_sign_first()

    def act(self, records, login="assessor"):
        return self.desk.act(login, records)

    def elderly(self, count):
        """Return residents over eighty who are alive, the oldest first."""
        born = self.today - relativedelta(years=80)
        return self.env["civil.resident"].search(
            [("birth_date", "<", born), ("death_date", "=", False)],
            order="birth_date, id",
            limit=count,
        )

    def ago(self, days):
        return self.today - timedelta(days=days)

    def sheet(self, person, days, **values):
        return self.act(self.env["civil.assessment"]).create(
            {
                "resident_id": person.id,
                "date": self.ago(days),
                "assessor1_id": self.desk.office.user(ASSESSORS[0]).id,
                "assessor2_id": self.desk.office.user(ASSESSORS[1]).id,
                "place": "居家",
                "living": "children",
                "provider_relation": "子女",
                **values,
            }
        )

    def assess(self, person, days, lost, **values):
        """Fill a sheet; every second item loses ``lost`` points, where it has them."""
        sheet = self.sheet(person, days, **values)
        for number, answer in enumerate(sheet.answer_ids):
            options = answer.item_id.option_ids
            place = min(lost, len(options) - 1) if number % 2 else 0
            answer.option_id = options[place]
        return sheet

    def sign(self, sheet):
        """Take a sheet to its signatures."""
        first, second = (self.act(sheet, login) for login in ASSESSORS)
        first.action_score()
        first.action_sign_first()
        second.write(
            {
                "signer_kind": "person",
                "signer_name": sheet.resident_id.name,
                "person_signed_on": sheet.date,
            }
        )
        second.action_sign_second()

    def again(self, person):
        """Assess somebody anew whose condition changed."""
        sheet = self.assess(person, 20, 3, reason="change", event_fall="2")
        self.sign(sheet)

    def risks(self, person, days, high):
        """Assess the nine risks of a person and have the family told."""
        sheet = self.act(self.env["civil.assessment.risk"]).create(
            {"resident_id": person.id, "date": self.ago(days), "reason": "yearly"}
        )
        for line in sheet.line_ids:
            measures = MEASURES.get(line.kind_id.code)
            level = "high" if high and line.kind_id.code == "fall" else "protect"
            line.write(
                {"level": level if measures else "none", "measures": measures or False}
            )
        sheet.action_assess()
        sheet.write(
            {
                "told_to": f"{person.name}家属",
                "told_relation": "子女",
                "told_on": sheet.date,
            }
        )
        sheet.action_sign()
