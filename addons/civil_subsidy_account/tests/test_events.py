from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from odoo.tests import freeze_time, tagged

from odoo.addons.civil_subsidy.tests.agent_bank import answer

from .common import BooksCase
from .test_return import ReturnCase

ROUTES = ("treasury_channel", "unit_account", "hand_in")
MODES = ("new", "old_direct", "old_authorized")
LINES = st.sets(st.integers(1, 5), max_size=3)


@tagged("standard", "post_install", "-at_install")
@freeze_time("2024-03-20 02:00:00")
class TestEvents(ReturnCase, BooksCase):
    """Whatever happens to a batch, in whatever order: the books hold after each."""

    def pay_again(self, again):
        """The follow-up batch is paid, and the bank says so."""
        self.pay(again)
        name, content = self.request(again)
        again.with_user(self.finance).action_send()
        self.take(answer(name, content), again)
        self.assert_books()

    @settings(
        derandomize=True,
        deadline=None,
        max_examples=12,
        # An example takes seconds: which one fails is enough.
        phases=(Phase.explicit, Phase.generate),
    )
    @given(
        st.sampled_from(("gross", "success")),
        st.sampled_from(MODES),
        st.sampled_from(ROUTES),
        st.booleans(),
        LINES,
        LINES,
        LINES,
        st.booleans(),
    )
    def test_a_batch(self, follow, mode, route, early, fail, pending, late, waive):
        """One batch, its bank's word, its treasury's voucher, and what comes back.

        :param early: the treasury's voucher is entered before the bank's result
        """
        pending -= fail
        late -= fail
        with self.example():
            self.company.subsidy_follow = follow
            self.mode.write({"treasury_mode": mode, "refund_route": route})
            name, content = self.send()
            self.assert_books()
            if early:
                self.pay()
                self.assert_books()
            self.take(answer(name, content, fail=fail, pending=pending))
            self.assert_books()
            if not early:
                self.pay()
                self.assert_books()
            if pending:
                self.take(answer(name, content, fail=fail))
                self.assert_books()
            for number in late:
                self.late(number, "2024-03-20")
                self.assert_books()
            failed = self.batch.sudo().payment_ids.filtered("may_be_waived")
            if waive and failed:
                failed[0].with_user(self.head).action_not_owed("不应享受")
                self.assert_books()
            if failed[1 if waive else 0 :]:
                self.pay_again(self.approve(self.send_again()))
            self.assertEqual(self.owed(), 0)
