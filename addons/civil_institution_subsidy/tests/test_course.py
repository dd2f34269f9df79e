import hashlib
import math

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ClaimCase, day


@tagged("post_install", "-at_install")
class TestCourse(ClaimCase):
    """A claim's way from the home to the approval, and the persons checked."""

    def setUp(self):
        super().setUp()
        self.people = [self.person() for _each in range(6)]
        for person in self.people:
            self.move_in(person, day("2025-06-01"))

    def test_all_steps(self):
        claim = self.claim()
        self.assertRegex(claim.name, r"^YLBT-990101-202602-\d{3}$")
        for state in ("submitted", "checking", "publicity", "under_approval"):
            self.reach(claim, state)
        self.approve(claim)
        self.assertEqual(1440, claim.total)
        self.assertEqual(day("2026-03-05"), claim.public_from)
        self.assertEqual(day("2026-03-11"), claim.public_until)

    def test_other_people_at_each_step(self):
        claim = self.claim(user=self.clerk)
        claim.action_submit()
        for user in (self.clerk, self.clerk2):
            with self.assertRaisesRegex(UserError, "town reviews"):
                claim.with_user(user).action_town_pass()
        claim.with_user(self.town).action_town_pass()
        claim.with_user(self.clerk2).spot_ids.action_confirm()
        with self.assertRaisesRegex(UserError, "another person"):
            claim.with_user(self.clerk).action_check()
        claim.with_user(self.clerk2).action_check()
        with self.assertRaisesRegex(UserError, "hangs through"):
            claim.with_user(self.clerk2).action_end_publicity()
        self.end_notice(claim)
        self.head.group_ids += self.env.ref("civil_base.group_finance")
        claim.with_user(self.head).action_review()
        claim.with_user(self.deputy).action_review()
        with self.assertRaises(UserError):
            claim.with_user(self.head).action_approve()

    def test_the_draw_can_be_repeated(self):
        """By the rule as written, without the addon's SQL."""
        claim = self.reach(self.claim(), "checking")
        lines = claim.line_ids.filtered(lambda line: line.outcome == "payable")
        seed = claim.spot_seed
        content = f"{claim.name}|{claim._approval_digest()}"
        self.assertEqual(hashlib.sha256(content.encode()).hexdigest(), seed)
        lots = sorted(
            lines,
            key=lambda line: hashlib.sha256(f"{seed}{line.id}".encode()).hexdigest(),
        )
        count = max(math.ceil(len(lines) * 5 / 100), 2)
        self.assertEqual(
            {line.resident_id for line in lots[:count]},
            set(claim.sudo().spot_ids.resident_id),
        )

    def test_everybody_drawn_has_to_be_checked(self):
        claim = self.reach(self.claim(), "checking")
        with self.assertRaisesRegex(UserError, "2 drawn persons"):
            claim.with_user(self.clerk2).action_check()

    def test_who_wasnt_there_isnt_paid_until_cleared(self):
        claim = self.reach(self.claim(), "checking")
        spot = claim.with_user(self.clerk2).spot_ids[0]
        spot.action_fail(method="visit", reason="不在机构")
        line = self.line(claim, spot.sudo().resident_id)
        self.assertEqual(("held", 0.0), (line.outcome, line.amount))
        self.assertIn("bed_spot_failed", line.check_ids.mapped("code"))
        self.assertEqual(
            (1200, 5, 1), (claim.total, claim.person_count, claim.held_count)
        )
        with self.assertRaisesRegex(UserError, "once"):
            spot.action_confirm()
        self.approve(claim)
        with self.assertRaisesRegex(UserError, "role"):
            spot.action_clear("已核实")
        spot.with_user(self.head).action_clear("住院，已核实")
        with self.travel("2026-04-03 02:00:00"):
            later = self.claim("2026-03-01")
        self.assertEqual(
            240, self.line(later, spot.sudo().resident_id, "correction").amount
        )

    def test_results_arent_typed(self):
        claim = self.reach(self.claim(), "checking")
        spot = claim.with_user(self.clerk2).spot_ids[0]
        with self.assertRaises(UserError):
            spot.result = "confirmed"

    def test_given_back_and_handed_in_again(self):
        claim = self.claim()
        claim.action_submit()
        claim.with_user(self.town).action_return("名单有误")
        self.assertEqual("draft", claim.state)
        claim.action_compute()
        self.reach(claim, "under_approval")
        claim.with_user(self.head).action_send_back("请重新核对")
        self.assertEqual("draft", claim.state)
        self.assertFalse(claim.sudo().line_ids.filtered("is_claimed"))
        self.assertEqual("approved", self.approve(claim).state)

    def test_one_claim_under_way(self):
        self.reach(self.claim("2026-01-01"), "checking")
        later = self.claim("2026-02-01")
        with self.assertRaisesRegex(UserError, "decided first"):
            later.action_submit()

    def test_a_claim_older_than_the_last_approval(self):
        january, february = self.claim("2026-01-01"), self.claim("2026-02-01")
        with self.travel("2026-03-06 02:00:00"):
            self.approve(january)
            with self.assertRaisesRegex(UserError, "compute it again"):
                february.action_submit()
        with self.travel("2026-03-06 02:01:00"):
            february.action_compute()
            february.action_submit()
        self.assertEqual("submitted", february.state)

    def test_lines_are_added_up_again(self):
        claim = self.reach(self.claim(), "checking")
        self.env.cr.execute(
            "UPDATE civil_institution_claim_line SET amount = amount + 1"
            " WHERE claim_id = %s",
            [claim.id],
        )
        claim.with_user(self.clerk2).spot_ids.action_confirm()
        with self.assertRaisesRegex(UserError, "1446.00"):
            claim.with_user(self.clerk2).action_check()

    def test_money_back(self):
        january = self.approve(self.claim("2026-01-01"))
        for person in self.people:
            stay = self.env["civil.institution.stay"].search(
                [("resident_id", "=", person.id)]
            )
            stay.with_user(self.clerk).action_discharge("left", day("2026-01-05"))
        with self.travel("2026-03-06 02:00:00"):
            claim = self.approve(self.claim("2026-02-01"))
        self.assertEqual((-1440, 0), (claim.total, claim.occupied_days + 162))
        with self.assertRaisesRegex(UserError, "doesn't ask"):
            january.with_user(self.finance).action_recover("X1", "2026-04-01")
        claim.with_user(self.finance).action_recover("SK-1", "2026-04-01")
        self.assertEqual(day("2026-04-01"), claim.recovered_on)
        with self.assertRaisesRegex(UserError, "back already"):
            claim.with_user(self.finance).action_recover("SK-2")
        action = january.with_user(self.head).action_evaluate()
        wizard = self.env[action["res_model"]].with_user(self.head)
        wizard.with_context(action["context"]).create(
            {"performance": "fair", "opinion": "资金使用规范，台账不全"}
        ).action_confirm()
        self.assertEqual("fair", january.performance)

    def test_a_payee_is_needed(self):
        self.home.payee_partner_id = False
        with self.assertRaisesRegex(UserError, "account holder"):
            self.claim().action_submit()

    def test_the_paper_lists_everybody(self):
        claim = self.claim()
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "civil_institution_subsidy.report_claim", claim.ids
        )
        text = html.decode()
        for person in self.people:
            self.assertIn(person.name, text)
        self.assertIn("1440.00", text)

    def test_todos(self):
        claim = self.claim()
        claim.action_submit()
        todos = self.env["civil.todo"].sudo()
        waiting = todos.search(
            [("res_model", "=", claim._name), ("res_id", "=", claim.id)]
        )
        self.assertEqual(
            self.env.ref("civil_institution_subsidy.group_town"), waiting.group_id
        )
