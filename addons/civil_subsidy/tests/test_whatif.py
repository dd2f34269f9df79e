import io
from datetime import datetime
from decimal import Decimal

import python_calamine

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .life_common import LifeCase


@tagged("post_install", "-at_install")
class TestWhatif(LifeCase):
    """New standards tried out, and past months compared."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        #: Income and class of each household, a person each.
        cls.cases = [
            (cls.people[0], cls.urban, "300.50"),
            (cls.people[1], cls.urban, "790.00"),
            (cls.people[2], cls.rural, "0"),
            (cls.people[8], cls.rural, "650.00"),
        ]
        cls.env.cr._now = datetime(2024, 1, 1)
        cls.drawn = [
            cls.grant(person, cls.low, class_id=class_.id, income=income)
            for person, class_, income in cls.cases
        ]
        cls.env.flush_all()
        cls.env.cr._now = None
        cls.env["civil.subsidy.share"].create(
            [
                {
                    "program_id": cls.low.id,
                    "source": source,
                    "percent": percent,
                    "date_from": "2020-01-01",
                }
                for source, percent in (("central", 70), ("district", 30))
            ]
        )

    def pay(self, *months):
        for month in months:
            batch = self.make_batch(self.low, f"{month}-01")
            batch.action_compute()
            self.approve(batch)

    def whatif(self, user=None, date_from="2024-02-01", **amounts):
        whatif = (
            self.env["civil.subsidy.whatif"]
            .with_user(user or self.clerk)
            .create({"program_id": self.low.id, "date_from": date_from})
        )
        for line in whatif.line_ids:
            line.amount = amounts.get(line.class_id.name, line.amount)
        return whatif

    def due(self, class_, income, amounts):
        """The rule written down once more: standard less income, at least the least."""
        standard = Decimal(amounts[class_.name])
        least = Decimal(30 if class_ == self.urban else 0)
        left = standard - Decimal(income)
        return max(left, least) if left > 0 else Decimal(0)

    @freeze_time("2024-03-15")
    def test_arithmetic_beside_the_rule_written_once_more(self):
        self.pay("2024-01", "2024-02")
        old, new = {"城市": 800, "农村": 600}, {"城市": 880, "农村": 660}
        whatif = self.whatif(**new)
        whatif.action_try()
        before = [self.due(c, income, old) for _p, c, income in self.cases]
        after = [self.due(c, income, new) for _p, c, income in self.cases]
        self.assertEqual(Decimal(str(whatif.amount_before)), sum(before))
        self.assertEqual(Decimal(str(whatif.amount_after)), sum(after))
        more = sum(after) - sum(before)
        self.assertEqual(Decimal(str(whatif.yearly)), more * 12)
        # One month was paid since the date; who got nothing then isn't owed by it.
        owed = sum(now - then for then, now in zip(before, after, strict=True) if then)
        self.assertEqual(Decimal(str(whatif.arrears)), owed)
        self.assertEqual((whatif.entitlement_count, whatif.person_count), (4, 4))
        rows = {
            (row.class_id.name, row.town_id): row.difference
            for row in whatif.result_ids
        }
        self.assertEqual(
            rows,
            {
                ("城市", self.west): 140,
                ("农村", self.west): 60,
                ("农村", self.east): 10,
            },
        )
        parts = whatif._share_rows(more, owed)
        self.assertEqual([row["month"] for row in parts], [Decimal(147), Decimal(63)])
        self.assertIn("1,764.00", whatif.share_html)

    @freeze_time("2024-03-15")
    def test_nothing_is_saved_until_a_section_head_decides(self):
        whatif = self.whatif(**{"城市": 880})
        whatif.action_try()
        self.assertEqual(self.urban.standard_ids.amount, 800)
        whatif.legal_basis = "曾民发〔2024〕8号"
        with self.assertRaises(AccessError):
            whatif.action_create_standards()
        whatif = self.whatif(self.head, "2024-07-01", **{"城市": 880})
        with self.assertRaisesRegex(UserError, "Try the new amounts out first"):
            whatif.action_create_standards()
        whatif.action_try()
        with self.assertRaisesRegex(UserError, "Name the document"):
            whatif.action_create_standards()
        whatif.legal_basis = "曾民发〔2024〕8号"
        whatif.action_create_standards()
        self.assertEqual(
            self.amounts(self.drawn[0], "2024-06", "2024-07"), ["499.50", "579.50"]
        )
        self.assertEqual(len(self.rural.standard_ids), 1)
        with self.assertRaisesRegex(UserError, "Try the new amounts out first"):
            whatif.action_create_standards()

    @freeze_time("2024-03-15")
    def test_own_divisions_only(self):
        whatif = self.whatif(self.east_clerk, **{"农村": 700})
        whatif.action_try()
        self.assertEqual(whatif.result_ids.town_id, self.east)
        whatif.division_id = self.district
        with self.assertRaises(AccessError):
            whatif.action_try()
        with self.assertRaises(AccessError):
            self.whatif(self.staff)

    @freeze_time("2024-03-15")
    def test_statements_do_not_grow(self):
        counts = []
        self.whatif(**{"城市": 880}).action_try()
        for amount in (900, 910):
            whatif = self.whatif(**{"城市": amount})
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            whatif.action_try()
            counts.append(self.env.cr.sql_log_count - before)
            for person in self.people[3:8]:
                if amount == 900:
                    self.grant(person, self.low, class_id=self.urban.id)
        self.assertLessEqual(counts[1], counts[0])

    @freeze_time("2024-03-15")
    def test_workbook(self):
        whatif = self.whatif(**{"城市": 880})
        whatif.action_try()
        report = self.env.ref("civil_subsidy.action_report_whatif_xlsx")
        content, _kind = report.with_user(self.clerk)._render_xlsx(
            report.report_name, whatif.ids, {}
        )
        book = python_calamine.load_workbook(io.BytesIO(content))
        cells = [c for row in book.get_sheet_by_index(0).to_python() for c in row]
        self.assertIn(140, cells)
        self.assertIn(140 * 12, cells)

    def test_past_months_as_known_then_and_now(self):
        self.at("2024-01-20 08:00:00")
        self.pay("2024-01")
        self.at("2024-02-20 08:00:00")
        self.drawn[0].action_change("2024-01", {"income": 200}, "收入减少")
        self.drawn[2].action_end("2024-01", "不符合条件")
        late = self.grant(self.people[4], self.low, class_id=self.rural.id)
        recompute = (
            self.env["civil.subsidy.recompute"]
            .with_user(self.auditor)
            .create(
                {
                    "program_id": self.low.id,
                    "month_from": "2024-01-01",
                    "month_to": "2024-01-01",
                    "known_at": "2024-01-25 00:00:00",
                }
            )
        )
        recompute.action_compare()
        rows = {
            line.entitlement_id: (line.paid, line.before, line.after, line.unpaid)
            for line in recompute.line_ids
        }
        self.assertEqual(
            {record.sudo(False): row for record, row in rows.items()},
            {
                self.drawn[0].with_user(self.auditor): (499.5, 499.5, 600, 100.5),
                self.drawn[1].with_user(self.auditor): (30, 30, 30, 0),
                self.drawn[2].with_user(self.auditor): (600, 600, 0, -600),
                late.with_user(self.auditor): (0, 0, 600, 600),
            },
        )
        town = self.env["civil.subsidy.recompute"].with_user(self.east_clerk)
        with self.assertRaises(AccessError):
            town.create(
                {
                    "program_id": self.low.id,
                    "division_id": self.district.id,
                    "month_from": "2024-01-01",
                    "month_to": "2024-01-01",
                }
            ).action_compare()
