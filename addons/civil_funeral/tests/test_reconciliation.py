import datetime
import io
import random

import openpyxl

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.civil_funeral.models.civil_funeral_reconciliation import COUNTS

from .common import FuneralCase, number

PERIOD = datetime.date(2026, 8, 1)
CEMETERY = ("plot", "niche", "ecological")
REGISTER = "火化证编号,死者姓名,身份证号,死亡日期,火化日期,殡仪馆\n"


class ReconciliationCase(FuneralCase):
    """Deaths of August from several sources, reconciled in the middle of September."""

    def setUp(self):
        super().setUp()
        self.clock.move_to("2026-09-15 02:00:00")
        self.order = 100

    def fact(self, source="police", day="2026-08-10", order=None, **values):
        """Record what a source says of a death."""
        self.order += 1
        return self.env["civil.death"].create(
            {
                "name": f"逝者{order or self.order}",
                "identity_number": number(order or self.order),
                "death_date": day,
                "division_id": self.village.id,
                "source": source,
                **values,
            }
        )

    def case(self, day="2026-08-10", order=None, state="placed", **kept):
        """Put a case on record as its steps would have left it."""
        self.order += 1
        case = self.env["civil.funeral.case"].create(
            {
                "deceased_name": f"逝者{order or self.order}",
                "division_id": self.village.id,
                "death_at": f"{day} 03:00:00",
                "home_id": self.home.id,
            }
        )
        values = {
            "state": state,
            "identity_number": number(order or self.order),
            "certificate_kind": "medical",
            **kept,
        }
        if state in ("placed", "closed", "placement_pending"):
            values.setdefault("cremated_at", f"{day} 09:00:00")
            values.setdefault("cremation_number", f"HZ-{case.id}")
        case._write_guarded(values)
        return case

    def place_ashes(self, case, kind="plot", date_to=False):
        return (
            self.env["civil.funeral.placement"]
            .sudo()
            .create(
                {
                    "case_id": case.id,
                    "kind": kind,
                    "place": "公墓",
                    "date": "2026-08-20",
                    "date_to": date_to,
                }
            )
        )

    def reconcile(self, user=None, division=None, period=PERIOD):
        """Compute a month, as the clerk does."""
        record = (
            self.env["civil.funeral.reconciliation"]
            .with_user(user or self.clerk)
            .create({"period": period, "division_id": (division or self.district).id})
        )
        record.action_compute()
        return record

    def line(self, record, name):
        return record.line_ids.filtered(lambda line: line.name == name)


@tagged("post_install", "-at_install")
class TestReconciliation(ReconciliationCase):
    """What matches, what doesn't, and that every death is counted once."""

    def findings(self, record):
        line = record.line_ids
        self.assertEqual(1, len(line))
        names = ("not_cremated", "without_case", "not_placed", "single_source")
        return {name for name in names if line[name]}

    def test_a_whole_course_matches(self):
        self.place_ashes(self.case())
        record = self.reconcile()
        self.assertEqual(set(), self.findings(record))
        self.assertEqual("matched", record.line_ids.result)
        self.assertFalse(self.env["civil.funeral.check"].search([]))

    def test_cancelled_by_the_police_and_never_cremated(self):
        self.fact("police")
        found = self.findings(self.reconcile())
        self.assertEqual({"not_cremated", "single_source"}, found)

    def test_two_sources(self):
        self.fact("police", order=7)
        self.fact("health", order=7)
        record = self.reconcile()
        self.assertEqual({"not_cremated"}, self.findings(record))
        self.assertEqual("health,police", record.line_ids.sources)

    def test_there_is_time_for_the_cremation(self):
        """Seven days from the death, by the dated parameter."""
        self.fact("police", order=7, day="2026-08-25")
        self.fact("health", order=7, day="2026-08-25")
        self.clock.move_to("2026-09-01 02:00:00")
        self.assertEqual(set(), self.findings(self.reconcile()))

    def test_cremated_without_a_case(self):
        self.fact("cremation", order=7, cremation_date="2026-08-11")
        self.fact("police", order=7)
        found = self.findings(self.reconcile())
        self.assertEqual({"without_case", "not_placed"}, found)

    def test_ashes_not_placed_and_deposits_that_are_over(self):
        self.case(state="placement_pending")
        self.assertEqual({"not_placed"}, self.findings(self.reconcile()))

    def test_a_deposit_counts_until_it_ends(self):
        self.place_ashes(self.case(), "deposit", "2026-09-15")
        record = self.reconcile()
        self.assertEqual(set(), self.findings(record))
        self.assertEqual(0, record.placement_rate)
        self.clock.move_to("2026-09-16 02:00:00")
        action = record.action_compute_again()
        again = record.browse(action["res_id"])
        self.assertEqual({"not_placed"}, self.findings(again))

    def test_before_the_rule_everybody_is_exempt(self):
        """Cremation is compulsory for deaths from 2024-03-20 00:00."""
        for day, result in (("2024-03-19", "exempt"), ("2024-03-20", "unmatched")):
            self.fact("police", day=day)
            record = self.reconcile(period=datetime.date(2024, 3, 1))
            line = record.line_ids.filtered(
                lambda line, day=day: str(line.death_date) == day
            )
            self.assertEqual(result, line.result)
            record.sudo()._write_guarded({"state": "replaced"})

    def test_the_earliest_of_several_days_counts(self):
        self.fact("health", order=7, day="2026-07-31")
        self.fact("police", order=7, day="2026-08-02")
        self.assertFalse(self.reconcile().line_ids)
        july = self.reconcile(period=datetime.date(2026, 7, 1))
        self.assertEqual("2026-07-31", str(july.line_ids.death_date))

    def test_a_register_that_took_over_a_case(self):
        """The fact of the case became the register's: both know of the death."""
        case = self.case()
        death = self.fact("cremation", order=self.order, cremation_date="2026-08-11")
        case._write_guarded({"death_id": death.id})
        record = self.reconcile()
        self.assertEqual({"not_placed"}, self.findings(record))
        self.assertEqual(case, record.line_ids.case_id)

    def test_versions_are_kept(self):
        self.fact("police")
        first = self.reconcile()
        self.fact("police")
        action = first.action_compute_again()
        second = first.browse(action["res_id"])
        self.assertEqual((1, 2), (first.death_count, second.death_count))
        self.assertEqual(("replaced", 2), (first.state, second.version))
        self.assertEqual(["replaced"], first.line_ids.mapped("state"))
        for vals in ({"death_count": 9}, {"period": "2026-01-01"}, {"as_of": False}):
            with self.assertRaises(UserError):
                second.write(vals)
        with self.assertRaises(UserError):
            second.unlink()

    def test_figures_lead_to_their_deaths(self):
        self.fact("police")
        self.place_ashes(self.case())
        record = self.reconcile()
        lines = self.env["civil.funeral.reconciliation.line"]
        for name in COUNTS:
            action = record.action_view_lines(name)
            self.assertEqual(record[name], lines.search_count(action["domain"]), name)
        for town in record.town_ids:
            for name in COUNTS:
                action = town.action_view_lines(name)
                self.assertEqual(town[name], lines.search_count(action["domain"]))

    def test_a_few_statements_whatever_the_number(self):
        for _each in range(3):
            self.fact("police")
        with self.count_statements() as few:
            self.reconcile()
        for _each in range(30):
            self.fact("police", day="2026-07-10")
        with self.count_statements() as many:
            self.reconcile(period=datetime.date(2026, 7, 1))
        # Checks are records with a desk; the comparison itself doesn't grow.
        self.assertLess(many[0] - few[0], 30)

    def test_reports_hold_the_figures(self):
        self.fact("police")
        self.place_ashes(self.case())
        record = self.reconcile()
        report = self.env["ir.actions.report"]
        content, kind = report._render_xlsx(
            "civil_funeral.monthly_xlsx", record.ids, {}
        )
        self.assertEqual("xlsx", kind)
        book = openpyxl.load_workbook(io.BytesIO(content))
        rows = list(book.worksheets[0].iter_rows(values_only=True))
        self.assertEqual((2, 2, 0, 1, 1, 1), rows[-1][1:7])
        self.assertEqual((50.0, 100.0, 0.0), rows[-1][-3:])
        self.assertEqual(2, len(list(book.worksheets[1].iter_rows())))
        html, _kind = report._render_qweb_html(
            "civil_funeral.report_monthly", record.ids
        )
        self.assertIn(b"50.00", html)
        self.assertIn(b"East Town", html)

    def test_the_bureaus_register(self):
        """A register as the home sends it, in GB18030, goes through."""
        rows = [
            f"曾火2026{at:05d},逝者{at},{number(at)},2026-08-{at:02d},"
            f"2026/08/{at + 1},馆"
            for at in range(1, 11)
        ]
        content = (REGISTER + "\n".join(rows)).encode("gb18030")
        job = (
            self.env["civil.import"]
            .with_user(self.clerk)
            ._load(
                "cremation", "火化.csv", content, division=self.district, take="good"
            )
        )
        self.assertEqual(10, len(job.line_ids))
        record = self.reconcile()
        self.assertEqual((10, 10), (record.death_count, record.must_cremated_count))
        self.assertEqual(100, record.cremation_rate)
        self.assertEqual({"cremation"}, set(record.line_ids.mapped("sources")))


@tagged("post_install", "-at_install")
class TestOracle(ReconciliationCase):
    """Rates and reconciliation, recomputed in plain Python over the raw rows."""

    def fill(self, dice):
        """Record a hundred deaths as chance has it."""
        places = [*self.villages(), self.district]
        for at in range(100):
            order = 200 + at
            day = datetime.date(2026, 7, 20) + datetime.timedelta(dice.randrange(50))
            place = {"division_id": dice.choice(places).id}
            for source in ("police", "health", "town"):
                if dice.random() < 0.35:
                    later = day + datetime.timedelta(dice.choice((0, 0, 0, 1)))
                    self.fact(source, later, order, **place)
            if dice.random() < 0.3:
                burned = day + datetime.timedelta(dice.randrange(1, 5))
                self.fact("cremation", day, order, cremation_date=burned, **place)
            if dice.random() < 0.5:
                self.random_case(dice, day, order, place)

    def villages(self):
        return [self.village, self.other_village, self.east]

    def random_case(self, dice, day, order, place):
        states = ("certificate_pending", "placement_pending", "placed", "closed")
        case = self.case(
            str(day),
            order,
            dice.choice((*states, "cancelled")),
            certificate_kind=dice.choice(("medical", "police", False)),
            household_date=dice.choice((False, day)),
        )
        case._write_guarded(place)
        if case.state in ("placed", "closed"):
            kind = dice.choice((*CEMETERY, "deposit", "elsewhere"))
            until = dice.choice(("2026-09-10", "2026-10-10"))
            self.place_ashes(case, kind, kind == "deposit" and until)

    def expected(self, record):
        """``{number: (result, findings, cremated, placed, closed)}`` by hand."""
        people = {}
        for death in self.env["civil.death"].search([]):
            known = people.setdefault(
                death.identity_number, {"days": [], "sources": set(), "burned": []}
            )
            known["days"].append(death.death_date)
            known["sources"].add(death.source)
            if death.cremation_date:
                known["burned"].append(death.cremation_date)
        cases = self.env["civil.funeral.case"].search([("state", "!=", "cancelled")])
        for case in cases:
            known = people.setdefault(
                case.identity_number, {"days": [], "sources": set(), "burned": []}
            )
            known["case"] = case
            known["days"].append(case.death_date)
            known["sources"].add("case")
            proof = {"medical": "health", "police": "police"}
            if case.certificate_kind:
                known["sources"].add(proof[case.certificate_kind])
            if case.household_date:
                known["sources"].add("police")
            if case.cremated_at:
                known["burned"].append(case.cremated_at.date())
        return {
            order: self.judged(known, record.as_of)
            for order, known in people.items()
            if min(known["days"]).replace(day=1) == record.period
        }

    def judged(self, known, today):
        case, week = known.get("case"), datetime.timedelta(7)
        burned = min(known["burned"], default=None)
        placement = case and case.placement_ids
        settled = placement and (
            placement.kind != "deposit" or placement.date_to >= today
        )
        found = set()
        if not burned and min(known["days"]) + week < today:
            found.add("not_cremated")
        if burned and not case:
            found.add("without_case")
        if burned and not settled and burned + week < today:
            found.add("not_placed")
        if len(known["sources"]) == 1:
            found.add("single_source")
        return (
            "unmatched" if found else "matched",
            found,
            bool(burned),
            bool(placement and placement.kind in CEMETERY),
            bool(case and case.state == "closed"),
        )

    def test_against_plain_python(self):
        for seed in (1, 2, 3):
            with self.subTest(seed=seed), self.env.cr.savepoint() as point:
                self.fill(random.Random(seed))
                record = self.reconcile()
                self.compare(record, self.expected(record))
                point.rollback()
                self.env.invalidate_all()

    def compare(self, record, expected):
        names = ("not_cremated", "without_case", "not_placed", "single_source")
        found = {}
        for line in record.sudo().line_ids:
            order = line.case_id.identity_number or line.death_id.identity_number
            found[order] = (
                line.result,
                {name for name in names if line[name]},
                line.is_cremated,
                line.is_placed,
                line.is_closed,
            )
        self.assertEqual(expected, found)
        self.assertGreater(len(found), 30)
        judged = expected.values()
        count = len(expected)
        burned = sum(1 for row in judged if row[2])
        self.assertEqual(count, record.death_count)
        self.assertEqual(
            count, record.matched_count + record.unmatched_count + record.exempt_count
        )
        self.assertEqual(round(100 * burned / count, 2), record.cremation_rate)
        placed = sum(1 for row in judged if row[3])
        self.assertEqual(round(100 * placed / burned, 2), record.placement_rate)
        closed = sum(1 for row in judged if row[4])
        self.assertEqual(round(100 * closed / count, 2), record.closing_rate)
        for name in COUNTS:
            self.assertEqual(record[name], sum(record.town_ids.mapped(name)), name)
        [[rate]] = self.env["civil.funeral.reconciliation.line"]._read_group(
            [("reconciliation_id", "=", record.id)], [], ["cremation_rate:avg"]
        )
        self.assertAlmostEqual(record.cremation_rate, rate, 2)


@tagged("post_install", "-at_install")
class TestCheck(ReconciliationCase):
    """Checks: made once, reported in the village, closed by a person."""

    def check(self):
        return self.env["civil.funeral.check"].search([])

    def test_one_task_a_death(self):
        self.fact("police")
        record = self.reconcile()
        task = self.check()
        self.assertEqual(task, record.line_ids.task_id)
        self.assertEqual("2026-09-18", str(task.due_date))
        record.action_compute_again()
        self.assertEqual(task, self.check())
        self.assertTrue(task.is_found)

    def test_no_longer_found_and_still_closed_by_a_person(self):
        self.fact("police", order=7)
        record = self.reconcile()
        self.place_ashes(self.case(order=7))
        record.action_compute_again()
        task = self.check()
        self.assertFalse(task.is_found)
        self.assertEqual("open", task.state)

    def test_the_village_reports_and_the_section_closes(self):
        self.fact("police")
        self.reconcile()
        todos = self.env["civil.todo"].search(
            [("res_model", "=", "civil.funeral.check")]
        )
        self.assertEqual("civil_funeral.group_informant", self.group(todos))
        task = self.check().with_user(self.informant)
        with self.assertRaisesRegex(UserError, "still missing"):
            task.action_report(result="placed")
        task.action_report(
            result="secret_burial", reason="未火化，已土葬", proof="现场笔录1号"
        )
        todos = self.env["civil.todo"].search(
            [("res_model", "=", "civil.funeral.check")]
        )
        self.assertEqual("civil_funeral.group_clerk", self.group(todos))
        with self.assertRaises(UserError):
            task.reason = "改写"
        task.with_user(self.clerk).action_send_back("请补充照片")
        task.action_report(proof="现场笔录1号、照片3张")
        task.with_user(self.clerk).action_close()
        self.assertEqual("closed", task.state)
        self.assertEqual(self.clerk, task.closed_uid)

    def group(self, todos):
        self.assertEqual(1, len(todos))
        return todos.group_id.get_external_id()[todos.group_id.id]

    def test_nobody_else(self):
        self.fact("police")
        record = self.reconcile()
        task = self.check()
        values = {"result": "placed", "reason": "已安放", "proof": "证"}
        for user in (
            self.other_informant,
            self.east_clerk,
            self.home_user,
            self.deputy,
            self.auditor,
            self.staff,
        ):
            with self.subTest(user=user.login):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    task.with_user(user).action_report(**values)
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    record.with_user(user).action_compute_again()
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    self.reconcile(user=user, period=datetime.date(2026, 7, 1))
        task.with_user(self.informant).action_report(**values)
        for user in (self.informant, self.east_clerk, self.home_user, self.deputy):
            for name in ("action_close", "action_send_back"):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    reason = ["x"] if name == "action_send_back" else []
                    getattr(task.with_user(user), name)(*reason)
        self.env.invalidate_all()
        self.assertEqual("reported", task.state)

    def test_tasks_are_neither_made_nor_deleted_by_hand(self):
        tasks = self.env["civil.funeral.check"]
        for user in (self.clerk, self.env.user):
            with self.assertRaises(UserError):
                tasks.with_user(user).create(
                    {"name": "x", "division_id": self.village.id}
                )
        self.fact("police")
        self.reconcile()
        task = self.check()
        for vals in ({"is_found": False}, {"name": "y"}, {"state": "closed"}):
            with self.assertRaises(UserError):
                task.with_user(self.clerk).write(vals)
        with self.assertRaises(UserError):
            task.unlink()

    def test_divisions(self):
        self.fact("police")
        record = self.reconcile()
        for model in ("line", "town"):
            records = self.env[f"civil.funeral.reconciliation.{model}"]
            seen = records.with_user(self.east_clerk).search(
                [("reconciliation_id", "=", record.id)]
            )
            self.assertFalse(seen.division_id - self.west - self.other_village)
        self.assertFalse(
            self.env["civil.funeral.check"].with_user(self.east_clerk).search([])
        )
