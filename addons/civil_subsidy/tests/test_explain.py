import json

from odoo.tests import tagged

from .life_common import LifeCase


@tagged("post_install", "-at_install")
class TestExplain(LifeCase):
    """The page that says why a person is paid or not."""

    def explained(self, person, user=None):
        person.invalidate_recordset(["subsidy_explained"])
        return person.with_user(user or self.clerk).subsidy_explained

    def program(self, person, program):
        return next(
            row for row in self.explained(person)["programs"] if row["id"] == program.id
        )

    def compute(self, program, period="2024-03-01"):
        batch = self.make_batch(program, period)
        batch.action_compute()
        return batch

    def test_nobody_known_gets_an_answer_too(self):
        found = self.explained(self.first)
        self.assertIn("draws no program", found["empty"])
        self.assertFalse(found["programs"])

    def test_payable_held_suspended_ended_and_withdrawn(self):
        self.grant(self.first)
        held = self.grant(self.second)
        self.second.sudo().account_ids.active = False
        held.action_suspend("2024-04", "人户分离", "通知3号")
        batch = self.compute(self.old)
        self.compute(self.old, "2024-04-01")
        held.action_end("2024-05", "死亡")
        self.compute(self.old, "2024-05-01")
        [may, april, march] = self.program(self.first, self.old)["months"]
        self.assertEqual((march["state"], march["amount"]), ("payable", "100.00"))
        row = self.program(self.second, self.old)
        self.assertIn("ended from 2024-05: 死亡", row["standing"][0]["sentence"])
        [may, april, march] = row["months"]
        self.assertEqual(march["state"], "held")
        self.assertEqual(march["reasons"][0]["number"], "P08")
        self.assertEqual(april["state"], "blocked")
        self.assertEqual(april["reasons"][0]["number"], "P05")
        self.assertEqual(
            april["reasons"][0]["model"], "civil.subsidy.entitlement.version"
        )
        self.assertEqual((may["state"], may["note"]), ("ended", "From 2024-05: 死亡"))
        late = self.grant(self.third)
        self.assertEqual(
            self.program(self.third, self.old)["months"][0]["state"], "missing"
        )
        late.action_withdraw_version(late.version_id.id, "录入有误")
        row = self.program(self.third, self.old)
        self.assertIn("withdrawn", row["standing"][0]["sentence"])
        self.assertEqual(row["months"][0]["state"], "none")
        self.assertEqual(batch.claim_count, 2)

    def test_a_death_is_named_with_its_record(self):
        self.grant(self.first)
        death = self.env["civil.death"].create(
            {
                "name": "x",
                "resident_id": self.first.id,
                "identity_number": self.first.identity_number,
                "death_date": "2024-01-05",
                "division_id": self.village.id,
            }
        )
        self.compute(self.old)
        [reason] = self.program(self.first, self.old)["months"][0]["reasons"]
        self.assertEqual(
            (reason["number"], reason["model"], reason["id"]),
            ("P04", "civil.death", death.id),
        )

    def test_stacking_is_explained_whether_it_blocks_or_not(self):
        orphan = self.make_program(
            "orphan", "孤儿", "fixed", for_children=True, publicity="forbidden"
        )
        self.make_standard(self.make_class(orphan, "散居"), 1300)
        rules = self.env["civil.subsidy.stacking"].create(
            [
                {
                    "program_id": self.old.id,
                    "other_program_id": self.low.id,
                    "rule": "exclusive",
                    "legal_basis": "测试〔2024〕1号",
                },
                {
                    "program_id": orphan.id,
                    "other_program_id": self.low.id,
                    "rule": "difference",
                },
            ]
        )
        self.grant(self.first)
        self.grant(self.first, orphan, class_id=orphan.class_ids.id)
        self.grant(self.first, self.low, class_id=self.urban.id)
        self.compute(self.old)
        self.compute(orphan)
        [reason] = self.program(self.first, self.old)["months"][0]["reasons"]
        self.assertEqual(
            (reason["number"], reason["basis"]), ("P06", "测试〔2024〕1号")
        )
        self.assertEqual(reason["model"], "civil.subsidy.entitlement")
        month = self.program(self.first, orphan)["months"][0]
        self.assertEqual(month["amount"], "500.00")
        self.assertIn("1300.00 yuan, of which other programs pay 800.00", month["note"])
        sentences = {
            row["sentence"]: row.get("id")
            for row in self.explained(self.first)["stacking"]
        }
        self.assertEqual(sentences["高龄津贴 isn't paid beside 城乡低保."], rules[0].id)
        self.assertEqual(
            sentences["孤儿 pays only what 城乡低保 leaves to its own amount."],
            rules[1].id,
        )
        self.assertIn(
            "高龄津贴 and 孤儿 are paid beside each other; no rule excludes it.",
            sentences,
        )

    def test_who_is_counted_in_a_household_sees_it(self):
        self.grant(
            self.first,
            self.low,
            class_id=self.urban.id,
            members=(self.first | self.second).ids,
        )
        self.compute(self.low)
        row = self.program(self.second, self.low)
        self.assertIn(
            "entitlement of 王一, who is paid", row["standing"][0]["sentence"]
        )
        self.assertEqual(row["months"][0]["amount"], "1,600.00")

    def test_roster_lines_are_explained(self):
        [line] = self.make_lines(
            self.line_values(
                1, identity_number=self.first.identity_number, resident_id=self.first.id
            )
        )
        self.assertIn(
            "On the Roster", self.program(self.first, self.life)["months"][0]["label"]
        )
        line.with_user(self.clerk)._drop("迁出")
        month = self.program(self.first, self.life)["months"][0]
        self.assertEqual((month["state"], month["look"]), ("dropped", "danger"))

    def test_no_number_in_the_clear_and_only_for_readers(self):
        self.grant(self.first)
        self.compute(self.old)
        for user in (self.clerk, self.deputy, self.finance, self.auditor):
            text = json.dumps(self.explained(self.first, user), ensure_ascii=False)
            self.assertIn("高龄津贴", text)
            self.assertNotIn(self.first.sudo().identity_number, text)
            self.assertNotIn("28689757", text)
        self.staff.group_ids += self.env.ref("civil_resident.group_clerk")
        [values] = self.first.with_user(self.staff).read()
        self.assertNotIn("subsidy_explained", values)
