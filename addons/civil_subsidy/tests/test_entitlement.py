from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .life_common import LifeCase


@tagged("post_install", "-at_install")
class TestEntitlement(LifeCase):
    """The life of an entitlement: what may be recorded, and what follows."""

    def test_grant_makes_entitlement_and_first_version(self):
        record = self.grant(self.first)
        self.assertEqual(record.state, "active")
        self.assertEqual(record.version_ids.kind, "granted")
        self.assertEqual(record.version_ids.recorded_uid, self.clerk)
        self.assertEqual(self.amounts(record, "2023-12", "2024-01"), [None, "100.00"])

    def test_a_second_one_alive_is_refused(self):
        self.grant(self.first)
        with self.assertRaisesRegex(UserError, "draws it already, since 2024-01"):
            self.grant(self.first, month="2024-05")

    def test_nothing_is_granted_before_or_after_the_program(self):
        self.old.write({"date_from": "2024-03-01", "date_to": "2024-12-31"})
        for month in ("2024-02", "2025-01"):
            with self.assertRaisesRegex(UserError, "nothing can be granted"):
                self.grant(self.first, month=month)

    def test_grant_asks_for_class_reason_month_and_amount(self):
        for values, sentence in (
            ({"class_id": False}, "choose the class"),
            ({"class_id": self.urban.id}, "another program"),
            ({"reason": " "}, "Write the reason"),
            ({"effective_month": "soon"}, "from which month"),
            ({"decided_amount": 5}, "leave the decided amount empty"),
            ({"supplement": -1}, "less than zero"),
            ({"supplement": "1.005"}, "isn't an amount"),
            ({"payee_kind": "agent"}, "name the agent"),
            ({"payee_kind": "institution"}, "name the institution"),
            ({"state": "active"}, "has no value state"),
        ):
            with self.subTest(values), self.assertRaisesRegex(UserError, sentence):
                self.entitlements.action_grant(
                    {
                        "resident_id": self.first.id,
                        "program_id": self.old.id,
                        "effective_month": "2024-01",
                        "reason": "经审核确认",
                        "class_id": self.eighty.id,
                        **values,
                    }
                )
        with self.assertRaisesRegex(UserError, "more than zero"):
            self.grant(self.first, self.relief, occasion="1")
        with self.assertRaisesRegex(UserError, "monthly rosters"):
            self.grant(self.first, self.life)

    def test_suspended_resumed_ended_granted_again(self):
        record = self.grant(self.first)
        record.action_suspend("2024-03", "人户分离")
        record.action_resume("2024-05", "已核实")
        record.action_end("2024-07", "死亡")
        months = [f"2024-0{number}" for number in range(1, 10)]
        self.assertEqual(
            self.amounts(record, *months),
            ["100.00"] * 2 + [None] * 2 + ["100.00"] * 2 + [None] * 3,
        )
        self.assertEqual((record.state, str(record.end_month)), ("ended", "2024-07-01"))
        again = self.grant(self.first, month="2024-09")
        self.assertEqual(again, record)
        self.assertEqual(self.amounts(record, "2024-08", "2024-09"), [None, "100.00"])
        self.assertFalse(record.end_month)

    def test_steps_that_are_not_allowed(self):
        record = self.grant(self.first)
        for step, month, sentence in (
            ("action_resume", "2024-02", "isn't suspended"),
            ("action_end", "2023-12", "nothing was granted yet"),
        ):
            with self.assertRaisesRegex(UserError, sentence):
                getattr(record, step)(month, "理由")
        record.action_suspend("2024-02", "理由")
        with self.assertRaisesRegex(UserError, "suspended in 2024-03 already"):
            record.action_suspend("2024-03", "理由")
        record.action_end("2024-04", "理由")
        for step in ("action_suspend", "action_resume", "action_end"):
            with self.assertRaisesRegex(UserError, "has ended by 2024-05"):
                getattr(record, step)("2024-05", "理由")
        with self.assertRaisesRegex(UserError, "has ended"):
            record.action_change("2024-05", {"supplement": 10}, "理由")
        with self.assertRaisesRegex(UserError, "Write the reason"):
            record.action_suspend("2024-05", "  ")

    def test_what_is_paid_once_is_granted_once_an_occasion(self):
        self.grant(self.first, self.relief, occasion="案1", decided_amount=2000)
        with self.assertRaisesRegex(UserError, "Name another occasion"):
            self.grant(self.first, self.relief, occasion="案1", decided_amount=500)
        self.assertTrue(
            self.grant(self.first, self.relief, occasion="案2", decided_amount=500)
        )

    def test_retroactive_change_shows_in_later_months_too(self):
        """A later decision keeps what it decided itself; the rest follows."""
        record = self.grant(self.first, self.low, class_id=self.urban.id, income=300)
        record.action_change("2024-05", {"supplement": 50}, "重病")
        record.action_change("2024-03", {"income": 100}, "收入减少")
        self.assertEqual(
            self.amounts(record, "2024-02", "2024-03", "2024-05"),
            ["500.00", "700.00", "750.00"],
        )
        [restated] = record.version_ids.filtered("replaces_id")
        self.assertEqual(restated.replaces_id.withdrawn_cause_id, restated.cause_id)
        self.assertIn("收入减少", restated.replaces_id.withdrawn_reason)
        self.assertEqual((restated.kind, restated.reason), ("changed", "重病"))

    def test_retroactive_suspension_lasts_until_the_next_decision_of_it(self):
        record = self.grant(self.first)
        record.action_change("2024-03", {"supplement": 10}, "理由")
        record.action_suspend("2024-05", "理由")
        record.action_resume("2024-06", "理由")
        record.action_suspend("2024-02", "理由")
        self.assertEqual(
            self.amounts(record, "2024-01", "2024-02", "2024-04", "2024-05", "2024-06"),
            ["100.00", None, None, None, "110.00"],
        )

    def test_an_earlier_end_ends_everything_until_a_new_grant(self):
        record = self.grant(self.first)
        record.action_suspend("2024-04", "理由")
        record.action_resume("2024-05", "理由")
        record.action_end("2024-06", "理由")
        self.grant(self.first, month="2024-08", supplement=5)
        record.action_end("2024-03", "迁出")
        self.assertEqual(
            self.amounts(record, "2024-02", "2024-03", "2024-05", "2024-07", "2024-08"),
            ["100.00", None, None, None, "105.00"],
        )

    def test_two_decisions_of_one_month_keep_their_order(self):
        record = self.grant(self.first)
        record.action_change("2024-04", {"supplement": 10}, "先")
        record.action_change("2024-04", {"supplement": 20}, "后")
        record.action_change("2024-02", {"review_date": "2025-01-31"}, "理由")
        self.assertEqual(self.amounts(record, "2024-04"), ["120.00"])
        self.assertEqual(str(record.review_date), "2025-01-31")

    def test_withdraw_states_the_rest_as_if_it_had_never_been(self):
        record = self.grant(self.first, self.low, class_id=self.urban.id, income=300)
        record.action_change("2024-05", {"supplement": 50}, "重病")
        answer = record.action_change("2024-03", {"income": 100}, "收入减少")
        record.action_withdraw_version(answer["versions"][record.id], "录入有误")
        self.assertEqual(
            self.amounts(record, "2024-03", "2024-05"), ["500.00", "550.00"]
        )
        wrong = self.env["civil.subsidy.entitlement.version"].browse(
            answer["versions"][record.id]
        )
        self.assertEqual(wrong.withdrawn_reason, "录入有误")
        self.assertEqual(wrong.withdrawn_uid, self.clerk)
        with self.assertRaisesRegex(UserError, "withdrawn already"):
            record.action_withdraw_version(wrong.id, "录入有误")

    def test_the_grant_goes_last(self):
        record = self.grant(self.first)
        grant = record.version_id
        record.action_suspend("2024-03", "理由")
        with self.assertRaisesRegex(UserError, "can't be withdrawn while"):
            record.action_withdraw_version(grant.id, "录入有误")
        record.action_withdraw_version(record.version_id.id, "录入有误")
        record.action_withdraw_version(grant.id, "录入有误")
        self.assertFalse(record.active)
        self.assertEqual(self.amounts(record, "2024-03"), [None])
        self.assertEqual(self.grant(self.first, month="2024-02"), record)
        self.assertTrue(record.active)

    def test_known_then_and_known_now(self):
        self.at("2024-01-10 08:00:00")
        record = self.grant(self.first, self.low, class_id=self.urban.id, income=300)
        self.at("2024-05-10 08:00:00")
        wrong = record.action_change("2024-02", {"income": 200}, "核查")
        self.at("2024-06-10 08:00:00")
        record.action_withdraw_version(wrong["versions"][record.id], "查错")
        self.at("2024-07-10 08:00:00")
        record.action_change("2024-02", {"income": 250}, "重新核查")
        for moment, amount in (
            ("2024-01-09 00:00:00", None),
            ("2024-05-09 00:00:00", "500.00"),
            ("2024-06-09 00:00:00", "600.00"),
            ("2024-07-09 00:00:00", "500.00"),
            ("2024-07-11 00:00:00", "550.00"),
        ):
            with self.subTest(moment):
                self.assertEqual(
                    self.amounts(record, "2024-03", known_at=moment), [amount]
                )
        self.assertEqual(self.amounts(record, "2024-03"), ["550.00"])

    def test_the_answer_says_which_paid_months_differ(self):
        record = self.grant(self.first, self.low, class_id=self.urban.id, income=300)
        for month in ("2024-01-01", "2024-02-01"):
            batch = self.make_batch(self.low, month)
            batch.action_compute()
            self.approve(batch)
        batch = self.make_batch(self.low, "2024-03-01")
        batch.action_compute()
        answer = record.action_change("2024-02", {"income": "199.50"}, "收入减少")
        self.assertEqual(
            answer["differs"],
            [{"month": "2024-02", "count": 1, "difference": "100.50"}],
        )
        self.assertEqual(record.action_end("2024-04", "迁出")["differs"], [])
        self.assertEqual(
            record.action_end("2024-01", "不符合")["differs"],
            [
                {"month": "2024-01", "count": 1, "difference": "-500.00"},
                {"month": "2024-02", "count": 1, "difference": "-500.00"},
            ],
        )

    def test_household_counts_persons_from_month_to_month(self):
        self.env["civil.household"].create(
            {
                "head_id": self.first.id,
                "division_id": self.village.id,
                "member_ids": [(4, self.second.id)],
            }
        )
        record = self.grant(
            self.first,
            self.low,
            class_id=self.rural.id,
            household_id=self.first.household_id.id,
        )
        self.assertEqual(record.person_count, 2)
        record.action_change(
            "2024-03", {"members": (self.first | self.third).ids, "income": 90}, "变动"
        )
        record.action_change("2024-05", {"members": self.people[:4].ids}, "变动")
        self.assertEqual(
            self.amounts(record, "2024-02", "2024-03", "2024-05"),
            ["1200.00", "1110.00", "2310.00"],
        )
        counted = {
            (m.resident_id, str(m.month_from), m.month_to and str(m.month_to))
            for m in record.member_ids
        }
        self.assertEqual(
            counted,
            {
                (self.first, "2024-01-01", False),
                (self.second, "2024-01-01", "2024-03-01"),
                (self.third, "2024-03-01", False),
                (self.second, "2024-05-01", False),
                (self.people[3], "2024-05-01", False),
            },
        )
        with self.assertRaisesRegex(UserError, "already counted in the entitlement"):
            self.grant(self.third, self.low, class_id=self.rural.id, month="2024-06")

    def test_many_at_once_says_who_was_refused_and_why(self):
        records = self.entitlements.union(*(self.grant(p) for p in self.people[:6]))
        records[0].action_end("2024-02", "死亡")
        late = self.grant(self.people[6], month="2024-09")
        answer = (records | late).action_suspend("2024-05", "全区复核")
        self.assertEqual(answer["done"], 5)
        self.assertEqual(
            {row["id"] for row in answer["refused"]}, {records[0].id, late.id}
        )
        self.assertIn("ended", answer["refused"][0]["reason"])
        self.assertEqual(set(records[1:].mapped("state")), {"suspended"})
        self.assertEqual(late.state, "active")

    def test_the_number_of_statements_does_not_grow(self):
        records = self.entitlements.union(*(self.grant(p) for p in self.people[:8]))
        counts = []
        records[:1].action_suspend("2024-05", "先读入设置")
        for some in (records[1:3], records[3:]):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.action_suspend("2024-05", "全区复核")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def test_nothing_is_typed_or_deleted(self):
        record = self.grant(self.first)
        with self.assertRaises(UserError):
            self.entitlements.create(
                {
                    "resident_id": self.second.id,
                    "program_id": self.old.id,
                    "division_id": self.village.id,
                }
            )
        with self.assertRaises(UserError):
            self.entitlements.with_context(civil_subsidy_entitlement_pass=True).create(
                {"resident_id": self.second.id, "program_id": self.old.id}
            )
        for vals in ({"state": "ended"}, {"first_month": "2020-01-01"}):
            with self.assertRaises(UserError):
                record.sudo().write(vals)
        with self.assertRaises(UserError):
            record.sudo().version_id.write({"supplement": 9})
        with self.assertRaises(UserError):
            record.sudo().version_id.copy()
        for kept in (record.sudo(), record.sudo().version_id):
            with self.assertRaises(UserError):
                kept.unlink()

    def test_who_may_not(self):
        record = self.grant(self.first)
        for user in (self.deputy, self.finance, self.auditor, self.staff):
            with self.subTest(user.login):
                with self.assertRaises(AccessError):
                    record.with_user(user).action_end("2024-05", "理由")
                with self.assertRaises(AccessError):
                    self.grant(self.second, user=user)
                with self.assertRaises(AccessError):
                    record.with_user(user).action_withdraw_version(
                        record.version_id.id, "理由"
                    )
        for user in (self.deputy, self.finance, self.auditor):
            self.assertEqual(record.with_user(user).version_ids.kind, "granted")

    def test_town_clerk_acts_for_his_own_people_only(self):
        record = self.grant(self.first)
        with self.assertRaises(AccessError):
            record.with_user(self.east_clerk).action_suspend("2024-05", "理由")
        with self.assertRaises(AccessError):
            self.grant(self.first, self.relief, user=self.east_clerk, occasion="1")
        with self.assertRaises(AccessError):
            record.version_id.with_user(self.east_clerk).read(["reason"])
        own = self.grant(self.people[8], user=self.east_clerk)
        self.assertEqual(own.division_id, self.east)
        self.assertEqual(self.entitlements.with_user(self.east_clerk).search([]), own)

    def test_lists_open_on_what_needs_work(self):
        late = self.grant(self.first, review_date="2024-01-31")
        self.grant(self.second, review_date="2999-01-31")
        dead = self.grant(self.third)
        self.env["civil.death"].create(
            {
                "name": "x",
                "resident_id": self.third.id,
                "identity_number": self.third.identity_number,
                "death_date": "2024-02-05",
                "division_id": self.village.id,
            }
        )
        self.assertEqual(
            self.entitlements.search([("needs", "!=", False)]), late | dead
        )
        self.assertEqual((late.needs, dead.needs), ("review", "death"))

    def test_form_shows_present_and_new_amount_and_keeps_nothing(self):
        record = self.grant(self.first, self.low, class_id=self.urban.id, income=300)
        action = record.action_change()
        step = (
            self.env[action["res_model"]]
            .with_user(self.clerk)
            .with_context(**action["context"])
            .new({"income": 100, "effective_month": "2024-02-01"})
        )
        self.assertEqual((step.amount_before, step.amount_after), (500, 700))
        self.assertFalse(step.problem)
        self.assertEqual(len(record.version_ids), 1)
        self.assertEqual(self.amounts(record, "2024-02"), ["500.00"])
        step = (
            self.env[action["res_model"]]
            .with_user(self.clerk)
            .create(
                {
                    "kind": "changed",
                    "entitlement_ids": record.ids,
                    "class_id": self.rural.id,
                    "income": 100,
                    "effective_month": "2024-02-01",
                    "reason": "迁居",
                    "member_ids": record.member_ids.resident_id.ids,
                }
            )
        )
        step.action_confirm()
        self.assertEqual(self.amounts(record, "2024-02"), ["500.00"])
        self.assertEqual(set(record.version_id.changes), {"class_id", "income"})
