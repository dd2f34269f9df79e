from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from .common import TODAY, CareCase


@tagged("post_install", "-at_install")
class TestAgreement(CareCase):
    """What agreements have to say, papers, and care plans."""

    def test_begins_with_the_wording(self):
        wordings = self.env["civil.institution.agreement.wording"]
        wordings.create(
            {
                "kind": "service",
                "institution_id": self.home.id,
                "service_terms": "本院自拟的服务内容",
            }
        )
        stay, other = self.living(), False
        mine = self.agree(stay, payment_terms="每月1200元")
        self.assertEqual("本院自拟的服务内容", mine.service_terms)
        self.assertEqual("每月1200元", mine.payment_terms)
        other = self.living(
            self.other_beds[0],
            person=self.make_resident("乙", "19410305", "013"),
            home=self.other,
        )
        agreements = self.env["civil.institution.agreement"].with_user(self.clerk)
        theirs = agreements.create({"stay_id": other.id, "service_terms": False})
        self.assertIn("全日集中住宿", theirs.service_terms)

    def test_signed_ones_stay(self):
        agreement = self.agree(self.living())
        with self.assertRaisesRegex(UserError, "supplementary agreement"):
            agreement.payment_terms = "每月2000元"
        with self.assertRaisesRegex(UserError, "no draft"):
            agreement.unlink()
        with self.assertRaises(UserError):
            agreement.state = "draft"

    def test_every_part_of_the_law_is_asked_for(self):
        stay = self.living()
        for name in (
            "service_terms",
            "payment_terms",
            "change_terms",
            "stop_terms",
            "liability_terms",
            "place",
            "date_until",
        ):
            label = stay.agreement_ids._fields[name].string
            agreement = self.draft(stay)
            agreement[name] = False
            with self.assertRaisesRegex(UserError, f"missing: {label}"):
                agreement.action_sign()

    def draft(self, stay):
        agreements = self.env["civil.institution.agreement"].with_user(self.keeper)
        return agreements.create(
            {
                "stay_id": stay.id,
                "date_until": "2025-06-02",
                "level_id": self.self_care.id,
                "place": "1号楼",
                "institution_signer": "董秀兰",
                "person_signer": "程咬金",
                "contact_signer": "程小妹",
                "signed_on": "2024-06-02",
            }
        )

    def test_papers(self):
        stay = self.living().with_user(self.keeper)
        agreement = self.agree(stay)
        action = agreement.action_print()
        self.assertEqual("ir.actions.act_url", action["type"])
        paper = agreement._issued_papers()
        self.assertEqual(f"/civil/document/{paper.id}/paper", action["url"])
        with self.assertRaisesRegex(UserError, "no belongings"):
            stay.action_print(kind="valuables")
        with self.assertRaisesRegex(UserError, "kind of paper"):
            stay.action_print(kind="other")
        things = self.env["civil.institution.belonging"].with_user(self.keeper)
        things.create({"stay_id": stay.id, "name": "金戒指"})
        stay.action_leave(date="2024-05-01", destination="家")
        kinds = ("valuables", "handover", "leave", "restraint", "drugs")
        first = {kind: stay.action_print(kind=kind)["url"] for kind in kinds}
        self.assertEqual(5, len(stay._issued_papers()))
        for kind in kinds:
            self.assertEqual(first[kind], stay.action_print(kind=kind)["url"])
        stay.action_print(kind="drugs")
        self.assertEqual(5, len(stay._issued_papers()))
        self.assertEqual("东镇康寿养老院", stay._issued_papers()[0].organ)

    def test_care_plan(self):
        stay = self.assessed()
        self.agree(stay)
        stay.action_sign()
        stay.action_move_in(bed_id=self.beds[0].id)
        plans = self.env["civil.institution.plan"].with_user(self.keeper)
        plan = plans.create({"stay_id": stay.id})
        sources = plan.item_ids.mapped("source")
        self.assertEqual((3, 1), (sources.count("level"), sources.count("risk")))
        self.assertEqual("2024-12-03", str(plan.review_on))
        with self.assertRaisesRegex(UserError, "who agreed"):
            plan.action_confirm()
        plan.agreed_by = "程小妹"
        plan.action_confirm()
        self.assertEqual(plan.review_on, stay.review_on)
        with self.assertRaisesRegex(UserError, "make a new plan"):
            plan.item_ids[0].name = "别的"
        second = plans.create(
            {"stay_id": stay.id, "agreed_by": "程小妹", "review_on": TODAY}
        )
        second.action_confirm()
        self.assertEqual("replaced", plan.state)
        self.assertEqual(TODAY, stay.review_on)


@tagged("post_install", "-at_install")
class TestPaperOpens(CareCase, HttpCase):
    """Papers open for whoever sees the stay, each its own, and for nobody else."""

    def test_who_opens_what(self):
        stay = self.living().with_user(self.keeper)
        stay.action_leave(date="2024-05-01", destination="家")
        urls = [stay.action_print(kind=kind)["url"] for kind in ("leave", "drugs")]
        papers = []
        self.authenticate(self.keeper.login, self.keeper.login)
        for url in urls:
            answer = self.url_open(url)
            self.assertEqual(200, answer.status_code)
            papers.append(answer.content)
        self.assertTrue(all(paper.startswith(b"%PDF") for paper in papers))
        self.assertNotEqual(*papers)
        stranger = self.make_user("care_stranger", "civil_institution.group_home")
        self.authenticate(stranger.login, stranger.login)
        self.assertEqual(404, self.url_open(urls[0]).status_code)
