import csv
import io

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import identity
from .life_common import LifeCase

HEADINGS = (
    "补贴项目,姓名,身份证号,镇街,类别,保障人数,家庭月收入,核定金额,享受起始月,事由,"
    "开户银行,银行账号,户名,代领人,代领人身份证号,户主身份证号,备注"
).split(",")


@tagged("post_install", "-at_install")
class TestImportEntitlement(LifeCase):
    """A file that grants programs: faults in sentences, taken whole, withdrawn."""

    def line(self, serial, **changes):
        return {
            "补贴项目": "高龄津贴",
            "姓名": f"钱{'一二三四五六七八九十'[serial % 10]}",
            "身份证号": identity(700 + serial),
            "镇街": "西城街道",
            "类别": "80-89周岁",
            "享受起始月": "2024-01",
            "开户银行": "曾都农商行",
            "银行账号": f"62170028689{serial:08d}",
            **changes,
        }

    def load(self, *lines, user=None, take="all", name="资格.csv"):
        stream = io.StringIO()
        writer = csv.DictWriter(stream, HEADINGS)
        writer.writeheader()
        writer.writerows(lines)
        imports = self.env["civil.import"].with_user(user or self.clerk)
        return imports._load("entitlement", name, stream.getvalue().encode(), take=take)

    def find(self, serial, program=None):
        return (
            self.entitlements.sudo()
            .search(
                [
                    ("resident_id.identity_number", "=", identity(700 + serial)),
                    ("program_id", "=", (program or self.old).id),
                ]
            )
            .with_user(self.clerk)
        )

    def test_a_good_file_grants_and_keeps_people_and_accounts(self):
        job = self.load(
            self.line(1),
            self.line(2, 代领人="周一", 代领人身份证号=identity(790)),
            self.line(
                3,
                补贴项目="城乡低保",
                类别="农村",
                保障人数="2",
                家庭月收入="400.50",
                备注="重残",
            ),
            self.line(4, 补贴项目="临时救助", 类别="", 核定金额="1500", 事由="火灾"),
        )
        self.assertEqual((job.state, job.error_count), ("taken", 0), job.message)
        first = self.find(1)
        self.assertEqual(self.amounts(first, "2024-01"), ["100.00"])
        self.assertEqual(first.sudo().resident_id.town_id, self.west)
        self.assertEqual(len(first.sudo().resident_id.account_ids), 1)
        agent = self.find(2).version_id
        self.assertEqual((agent.payee_kind, agent.payee_id.name), ("agent", "周一"))
        self.assertFalse(self.find(2).resident_id.account_ids)
        self.assertTrue(agent.payee_id.account_ids)
        self.assertEqual(self.amounts(self.find(3, self.low), "2024-02"), ["799.50"])
        relief = self.find(4, self.relief)
        self.assertEqual(
            (relief.occasion, self.amounts(relief, "2024-01")), ("火灾", ["1500.00"])
        )
        self.assertEqual(relief.version_id.import_id, job)
        relief.action_change("2024-01", {"decided_amount": 900}, "核减")
        self.assertEqual(self.amounts(relief, "2024-01"), ["900.00"])

    def test_faults_are_named(self):
        self.grant(self.first)
        faults = (
            ({"补贴项目": "高龄补"}, "unknown"),
            ({"补贴项目": self.life.name}, "monthly rosters"),
            ({"类别": "九十"}, "has no class '九十'"),
            ({"类别": ""}, "has no class"),
            ({"身份证号": "421303198001010010"}, ""),
            ({"姓名": ""}, "name is missing"),
            ({"享受起始月": "永久"}, "can't be read"),
            ({"保障人数": "3"}, "each person a line"),
            ({"核定金额": "90"}, "leave the amount"),
            ({"家庭月收入": "很少"}, "isn't an amount"),
            ({"银行账号": "12"}, "10 to 32 digits"),
            ({"代领人身份证号": identity(791)}, "name of the agent"),
            ({"补贴项目": "临时救助", "类别": "", "事由": "x"}, "more than zero"),
            ({"补贴项目": "临时救助", "类别": "", "核定金额": "9"}, "for what"),
            ({"身份证号": self.first.sudo().identity_number}, "since 2024-01"),
        )
        lines = [self.line(20 + at, **change) for at, (change, _s) in enumerate(faults)]
        job = self.load(*lines, lines[0] | {"补贴项目": "高龄津贴"}, self.line(50))
        self.assertEqual(job.state, "checked")
        found = job.sudo().line_ids.sorted("row")
        for line, (change, sentence) in zip(found, faults, strict=False):
            with self.subTest(change):
                self.assertEqual(line.status, "error", line.message)
                self.assertIn(sentence, line.message)
        self.assertEqual(found[-1].status, "ok")
        with self.assertRaises(UserError):
            job.action_take()
        self.assertFalse(self.find(50))

    def test_the_same_twice_in_a_file(self):
        job = self.load(self.line(1), self.line(1))
        self.assertEqual(job.error_count, 1)
        self.assertIn("in row 2 already", job.sudo().line_ids.sorted("row")[1].message)

    def test_a_town_grants_its_own_people_only(self):
        number = self.first.sudo().identity_number
        job = self.load(
            self.line(1, 身份证号=number, 姓名="王一"), user=self.east_clerk
        )
        self.assertIn("outside your divisions", job.sudo().line_ids.message)
        with self.assertRaises(AccessError):
            self.load(self.line(1), user=self.auditor)

    def test_withdrawn_as_if_it_had_never_been(self):
        job = self.load(self.line(1), self.line(2))
        record = self.find(1)
        batch = self.make_batch(self.old)
        batch.action_compute()
        self.assertEqual(batch.payable_count, 2)
        job.action_withdraw()
        self.assertFalse(record.active)
        self.assertEqual(batch.claim_count, 0)
        self.assertEqual(record.version_ids.withdrawn_uid, self.clerk)
        again = self.load(self.line(1), self.line(2))
        self.assertEqual(again.state, "taken", again.message)
        self.assertTrue(record.active)

    def test_not_withdrawn_once_something_rests_on_it(self):
        job = self.load(self.line(1))
        self.find(1).action_suspend("2024-06", "理由")
        with self.assertRaisesRegex(UserError, "later changes were recorded"):
            job.action_withdraw()
        job = self.load(self.line(2), name="b.csv")
        batch = self.make_batch(self.old)
        batch.action_compute()
        self.approve(batch)
        with self.assertRaisesRegex(UserError, "being approved or paid"):
            job.action_withdraw()

    def test_statements_do_not_grow_with_lines(self):
        counts = []
        self.load(self.line(0), name="warm.csv")
        for many in ((range(1, 4)), range(10, 60)):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            job = self.load(*map(self.line, many), name=f"{len(many)}.csv")
            self.assertEqual(job.state, "taken", job.message)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)
