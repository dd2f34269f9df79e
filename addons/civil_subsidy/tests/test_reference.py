from hypothesis import HealthCheck, Phase, given, settings

from odoo.tests import tagged

from .common import SubsidyCase
from .month_reference import Reference
from .random_district import PERIOD, Builder, district


@tagged("post_install", "-at_install")
class TestReference(SubsidyCase):
    """The set-based computation against the same rules, one record at a time."""

    maxDiff = None

    @settings(
        max_examples=40,
        derandomize=True,
        # A district takes a third of a second: shrinking one would take minutes.
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    @given(spec=district)
    def test_set_based_and_one_by_one_agree(self, spec):
        with self.env.cr.savepoint() as savepoint:
            self.compare(spec)
            self.env.flush_all()
            savepoint.rollback()
            self.env.invalidate_all(flush=False)

    def compare(self, spec):
        for program in Builder(self).build(spec):
            batch = self.make_batch(program, period=PERIOD)
            batch.action_compute()
            expected = {
                key: (outcome, amount, deducted, frozenset(codes))
                for key, (outcome, amount, deducted, codes) in Reference(batch)
                .rows()
                .items()
            }
            self.assertEqual(self.computed(batch), expected)
            self.assert_movements_add_up(batch)

    def computed(self, batch):
        found = {}
        for payment in batch.sudo().payment_ids:
            codes = payment.finding_ids.filtered(
                lambda f, outcome=payment.outcome: f.outcome == outcome
            ).check_id.mapped("code")
            key = payment.entitlement_id.id, payment.period
            found[key] = (
                payment.outcome,
                self.exact(payment.amount),
                self.exact(payment.deducted_amount),
                frozenset(codes),
            )
        return found

    def assert_movements_add_up(self, batch):
        rows = {row["kind"]: row for row in batch.worksheet["movements"]}
        this = rows.pop("this")
        for name in ("count", "persons"):
            self.assertEqual(sum(row[name] for row in rows.values()), this[name])
        self.assertEqual(
            sum(self.exact(row["amount"]) for row in rows.values()),
            self.exact(this["amount"]),
        )
        self.assertEqual(self.exact(this["amount"]), self.exact(batch.payable_amount))
