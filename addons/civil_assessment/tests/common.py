from freezegun import freeze_time

from odoo.addons.civil_resident.tests.common import ResidentCase, make_number

NOW = "2024-06-03 02:00:00"


class AssessmentCase(ResidentCase):
    """Two towns, assessors, the section's people, and an old resident."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        frozen = freeze_time(NOW)
        frozen.start()
        cls.addClassCleanup(frozen.stop)
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        groups = "civil_assessment.group_"
        cls.nurse = cls._user("as_nurse", f"{groups}assessor")
        cls.nurse2 = cls._user("as_nurse2", f"{groups}assessor")
        cls.other_nurse = cls._user("as_nurse3", f"{groups}assessor")
        cls.south_nurse = cls._user("as_south_n", f"{groups}assessor", cls.south)
        cls.as_clerk = cls._user("as_clerk", f"{groups}clerk")
        cls.as_head = cls._user("as_head", f"{groups}head")
        cls.as_deputy = cls._user("as_deputy", f"{groups}deputy")
        cls.as_south = cls._user("as_south", f"{groups}clerk", cls.south)
        cls.person = cls._resident("程咬金", make_number("19400305", "003"))
        cls.standard = cls.env.ref("civil_assessment.standard_ability")
        cls.dementia = cls.env.ref("civil_assessment.disease_dementia")
        cls.mental = cls.env.ref("civil_assessment.disease_mental")

    def sheet(self, user=None, **values):
        """A draft made by an assessor."""
        return (
            self.env["civil.assessment"]
            .with_user(user or self.nurse)
            .create(
                {
                    "resident_id": self.person.id,
                    "date": "2024-06-03",
                    "assessor1_id": self.nurse.id,
                    "assessor2_id": self.nurse2.id,
                    **values,
                }
            )
        )

    def fill(self, sheet, total):
        """Answer every item so that the points add up to ``total``."""
        left = total
        for answer in sheet.answer_ids:
            scores = answer.item_id.option_ids.mapped("score")
            best = max(score for score in scores if score <= left)
            self.choose(answer, best)
            left -= best
        self.assertEqual(total, sheet.total)
        return sheet

    def choose(self, answer, score):
        option = answer.item_id.option_ids.filtered(lambda o: o.score == score)
        self.assertEqual(1, len(option))
        answer.option_id = option

    def answer_of(self, sheet, code):
        return sheet.answer_ids.filtered(lambda a: a.item_id.code == code)

    def signed(self, total=70, **values):
        """An assessment signed by both."""
        sheet = self.fill(self.sheet(**values), total)
        return self.sign(sheet)

    def sign(self, sheet):
        sheet.with_user(self.nurse).action_score()
        sheet.with_user(self.nurse).action_sign_first()
        self.person_signs(sheet)
        sheet.with_user(self.nurse2).action_sign_second()
        return sheet

    def person_signs(self, sheet):
        sheet.with_user(self.nurse2).write(
            {
                "signer_kind": "person",
                "signer_name": "程咬金",
                "person_signed_on": sheet.date,
            }
        )
