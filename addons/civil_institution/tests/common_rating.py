from unittest.mock import patch

from freezegun import freeze_time

from odoo.fields import Command

from odoo.addons.civil_case.tests.common import blank_paper

from .common import InstitutionCase

TODAY = "2024-06-05 04:00:00"


class RatingCase(InstitutionCase):
    """A home that fulfils the conditions, five experts, and the course of a rating."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(TODAY))
        paper, blank = cls.env.registry["civil.paper"], blank_paper()
        cls.startClassPatcher(
            patch.object(paper, "_pdf", lambda self, html, count_pages=False: blank)
        )
        cls.standard = cls.env.ref("civil_institution.rating_standard_2018")
        cls.make_ready(cls.home)
        experts = cls.env["civil.institution.rating.expert"].with_user(cls.clerk)
        cls.experts = experts.create([{"name": f"专家{n}"} for n in "甲乙丙丁戊"])

    @classmethod
    def make_ready(cls, home):
        """Let an institution fulfil the conditions of every level."""
        home.write({"first_admission_on": "2022-01-01", "resident_count": 30})
        home.with_user(cls.clerk).action_note_filed("2022-01-05")
        cls.env["civil.institution.staff"].create(
            [
                {
                    "institution_id": home.id,
                    "name": f"护理员{number}",
                    "certificate_no": f"HL{number}",
                }
                for number in range(5)
            ]
        )

    @classmethod
    def parameter(cls, code, value):
        """Let a parameter of ratings have another value."""
        name = f"institution.rating_{code}"
        found = cls.env["civil.parameter"].search([("code", "=", name)])
        found.value = str(value)

    def draft(self, level="2", home=None, user=None, share=1.0):
        """Let a home score itself, a share of the points in every item."""
        home = home or self.home
        rating = (
            self.env["civil.institution.rating"]
            .with_user(user or self.clerk)
            .create(
                {
                    "institution_id": home.id,
                    "applied_level": level,
                    "declares_no_accident": True,
                }
            )
        )
        for score in rating.score_ids:
            score.self_score = score.item_id.max_score * share
        rating.material_ids.is_handed_in = True
        return rating

    def apply(self, level="2", **options):
        rating = self.draft(level, **options)
        rating.action_apply()
        return rating.with_user(self.clerk)

    def review(self, level="2", **options):
        rating = self.apply(level, **options)
        rating.material_ids.review = "good"
        rating.action_review()
        return rating

    def send(self, level="2", experts=None, **options):
        """Bring a rating to the spot, with sheets that aren't filled in."""
        rating = self.review(level, **options)
        experts = self.experts[:3] if experts is None else experts
        rating.write(
            {
                "visited_on": "2024-06-05",
                "sheet_ids": [
                    Command.create({"expert_id": expert.id}) for expert in experts
                ],
            }
        )
        rating.action_visit()
        return rating

    def fill(self, rating, *shares):
        """Give and sign the experts' points: a share of each item's, by expert.

        A share may be a dict of shares by the code of the part.
        """
        for sheet, share in zip(rating.sheet_ids, shares, strict=True):
            for mark in sheet.mark_ids:
                part = share
                if isinstance(share, dict):
                    part = share[mark.part_id.code]
                mark.score = mark.item_id.max_score * part
            sheet.signed_on = "2024-06-05"
        rating.sheet_ids.action_sign()

    def decide(self, level="2", share=1.0, **options):
        rating = self.send(level, **options)
        self.fill(rating, *[share] * len(rating.sheet_ids))
        self.record(rating, level)
        rating.with_user(self.head).action_decide()
        return rating

    def record(self, rating, level, **values):
        """Write down the decision of whoever decides on the level."""
        rating.write(
            {
                "report_no": "曾民报1号",
                "reported_on": "2024-06-05",
                "decided_by": "province" if int(level) > 2 else "city",
                "decision_organ": "评定委员会",
                "decision_no": "评审1号",
                "decided_on": "2024-06-05",
                "decided_level": level,
                **values,
            }
        )

    def publish(self, level="2", **options):
        rating = self.decide(level, **options)
        rating.action_publish()
        return rating

    def announce(self, rating, day=None):
        rating.announcement_no = "公告1号"
        with freeze_time(f"{day} 04:00:00") if day else freeze_time(TODAY):
            rating.with_user(self.head).action_announce()
            self.env.flush_all()
        return rating

    def grant(self, level="2", **options):
        """Take a rating to its announcement, on the first day on which it can be."""
        return self.announce(self.publish(level, **options), "2024-06-14")

    def refused(self, text, method, *args):
        """Make sure that a step is refused with a sentence."""
        with self.assertRaisesRegex(Exception, text), self.env.cr.savepoint():
            method(*args)
        self.env.invalidate_all()

    def todos(self, record):
        return self.env["civil.todo"].search(
            [("res_model", "=", record._name), ("res_id", "in", record.ids)]
        )
