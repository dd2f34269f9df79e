import datetime
import random

from odoo.tests import tagged

from ..models.civil_funeral_reconciliation import COUNTS
from .reconciliation_common import ReconciliationCase

CEMETERY = ("plot", "niche", "ecological")


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
