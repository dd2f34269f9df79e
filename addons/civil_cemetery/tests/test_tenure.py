from datetime import date

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import PROOF, CemeteryCase


@tagged("post_install", "-at_install")
class TestTenure(CemeteryCase):
    """Terms, notices, renewal, overdue, announcement, common burial, new holders."""

    def existing(self, start, years=20, plot=None, user=None, **values):
        """Return an agreement that the register holds, with somebody there."""
        agreements = self.env["civil.cemetery.agreement"].with_user(user or self.keeper)
        return agreements._record_existing(
            [
                {
                    "plot_id": (plot or self.plot).id,
                    "holder_name": "李四",
                    "years": years,
                    "certificate_number": "曾墓证000001",
                    "start": date.fromisoformat(start),
                    "interments": [{"name": "张三"}],
                    **values,
                }
            ]
        )

    def codes(self, agreement):
        self.env.invalidate_all()
        documents = agreement.sudo().document_ids.sorted("id")
        return [document.kind_id.code for document in documents]

    def test_the_register_is_taken_over(self):
        agreement = self.existing("2004-06-03")
        # The anniversary is the last day.
        self.assertEqual("active", agreement.state)
        over = self.existing(
            "2004-06-02", plot=self.plots[1], certificate_number="曾墓证000002"
        )
        self.assertEqual("overdue", over.state)
        self.assertEqual("overdue", self.plots[1].state)
        self.assertEqual("occupied", self.plot.state)

    def test_two_notices_before_the_end(self):
        agreement = self.existing("2004-08-02")
        with freeze_time("2024-06-02 02:00:00"):
            self.assertFalse(agreement.is_ending)
            with self.assertRaisesRegex(UserError, "told from 2024-06-03 on"):
                agreement.action_notify()
        self.env.invalidate_all()
        self.assertTrue(agreement.is_ending)
        agreement.action_notify()
        agreement.action_notify()
        self.assertEqual(["cemetery_notice"], self.codes(agreement))
        with freeze_time("2024-07-03 02:00:00"):
            agreement.action_notify()
        self.assertEqual(["cemetery_notice"] * 2, self.codes(agreement))

    def test_the_desk_says_what_ends(self):
        todos = self.env["civil.todo"].sudo()
        agreement = self.existing("2004-07-01")
        domain = [("res_model", "=", agreement._name), ("res_id", "=", agreement.id)]
        [todo] = todos.search(domain)
        self.assertEqual(self.keeper, todo.user_id)
        agreement.action_notify()
        agreement.action_notify()
        self.assertFalse(todos.search(domain))
        reservation = self.reserve(self.plots[2])
        reservation.action_reserve()
        [todo] = todos.search(
            [("res_model", "=", reservation._name), ("res_id", "=", reservation.id)]
        )
        self.assertEqual(self.keeper, todo.user_id)
        reservation.action_release()
        self.assertFalse(todo.exists())

    def test_overdue_waits_for_the_counter_then_for_the_section(self):
        agreement = self.existing("2004-01-01")
        self.assertEqual(["overdue"], self.waits(agreement))
        agreement.action_notify()
        self.assertEqual([], self.waits(agreement))
        with freeze_time("2024-07-01 02:00:00"):
            agreement._sync_todos()
            self.assertEqual(["announce"], self.waits(agreement))
            agreement.with_user(self.clerk).action_announce()
            self.assertEqual([], self.waits(agreement))
        with freeze_time("2024-08-31 02:00:00"):
            agreement._sync_todos()
            self.assertEqual(["rebury"], self.waits(agreement))

    def waits(self, agreement):
        """Return for what the agreement waits on the desks."""
        todos = self.env["civil.todo"].sudo()
        domain = [("res_model", "=", agreement._name), ("res_id", "=", agreement.id)]
        return [todo.key.split("-")[0] for todo in todos.search(domain)]

    def test_renewal_takes_the_fee_and_follows_on(self):
        self.charge(self.public, 12.5)
        agreement = self.existing("2004-07-01")
        wizard = self.env["civil.cemetery.renew"].with_user(self.keeper)
        form = Form(wizard.with_context(default_agreement_id=agreement.id))
        form.years = 10
        self.assertEqual(125, form.fee)
        self.assertEqual("2034-07-01", str(form.date_to))
        form.save().action_apply()
        self.assertEqual("2034-07-01", str(agreement.date_to))
        self.assertEqual(125, sum(agreement.receipt_ids.mapped("amount")))
        self.assertEqual("XF-990101-2024-0100001", agreement.term_ids[-1].number)
        self.assertEqual(["cemetery_renewal"], self.codes(agreement))
        with self.assertRaisesRegex(UserError, "can be renewed from 2034-01-02 on"):
            agreement.action_renew(years=1)

    def test_no_renewal_for_more_than_a_cycle(self):
        agreement = self.existing("2004-07-01")
        for years in (21, -1):
            with self.assertRaisesRegex(UserError, "isn't allowed: 1 to 20"):
                agreement.action_renew(years=years)

    def test_overdue_and_back(self):
        agreement = self.existing("2004-07-01")
        with freeze_time("2024-07-02 02:00:00"):
            self.env["civil.cemetery.agreement"]._cron_tenure()
            self.assertEqual("overdue", agreement.state)
            self.assertEqual("overdue", self.plot.state)
            agreement.action_renew(years=5)
        self.assertEqual("active", agreement.state)
        self.assertEqual("occupied", self.plot.state)

    def test_overdue_to_common_burial(self):
        agreement = self.existing("2003-07-01")
        clerk = agreement.with_user(self.clerk)
        self.assertEqual("overdue", agreement.state)
        with self.assertRaisesRegex(UserError, "overdue notice wasn't given"):
            clerk.action_announce()
        agreement.action_notify()
        clerk.action_announce()
        self.assertEqual("2024-06-03", str(agreement.announced_on))
        common = self.make_plots(
            self.make_zone(self.public, "E", "ecological"),
            self.env.ref("civil_cemetery.plot_type_common"),
            rows=1,
            numbers=1,
        )
        with self.assertRaisesRegex(UserError, "runs until 2024-08-02"):
            clerk.action_rebury()
        with freeze_time("2024-08-03 02:00:00"):
            with self.assertRaisesRegex(UserError, "isn't named"):
                clerk.action_rebury()
            clerk.action_rebury(reburial_plot_id=common.id)
        self.assertEqual("reburied", agreement.state)
        self.assertEqual("moved", agreement.interment_ids.state)
        self.assertEqual(common.display_name, agreement.interment_ids.moved_to)
        self.assertEqual("vacated", self.plot.state)
        self.assertEqual(
            ["cemetery_overdue", "cemetery_announcement", "cemetery_removal"],
            self.codes(agreement),
        )
        self.plot.with_user(self.clerk).action_offer()
        self.assertEqual("available", self.plot.state)

    def test_no_announcement_too_early(self):
        agreement = self.existing("2004-04-01")
        agreement.action_notify()
        with self.assertRaisesRegex(UserError, "announced from 2024-10-01 on"):
            agreement.with_user(self.clerk).action_announce()

    def test_move_out(self):
        agreement = self.existing("2010-04-01")
        self.assertEqual(
            "civil.cemetery.move", agreement.action_move_out()["res_model"]
        )
        agreement.action_move_out(moved_to="武汉石门峰", reason="家属申请")
        self.assertEqual("moved", agreement.state)
        self.assertEqual("武汉石门峰", agreement.interment_ids.moved_to)
        self.assertEqual("vacated", self.plot.state)
        self.assertEqual(["cemetery_removal"], self.codes(agreement))

    def test_another_holder_by_inheritance_only(self):
        agreement = self.existing("2010-04-01", identity_input="421303195001010014")
        with self.assertRaisesRegex(UserError, "plots aren't resold"):
            agreement.action_change_holder(name="王五", relation="儿子")
        agreement.action_change_holder(
            name="李小四",
            identity_number="421303198001010015",
            relation="儿子",
            reason="inheritance",
            proof=PROOF,
        )
        self.assertEqual("李小四", agreement.holder_name)
        self.assertEqual("4213**********0015", agreement.identity_masked)
        change = agreement.holder_ids
        self.assertEqual(
            ("李四", "4213**********0014", self.keeper),
            (change.old_name, change.old_identity, change.user_id),
        )

    @settings(derandomize=True, deadline=None, max_examples=30)
    @given(
        start=st.dates(date(1995, 1, 1), date(2020, 12, 31)),
        years=st.lists(st.integers(1, 20), min_size=1, max_size=4),
    )
    def test_terms_follow_without_gap(self, start, years):
        """The end is the anniversary of the last term; over is what lies before."""
        with self.env.cr.savepoint() as savepoint:
            agreement = self.existing(str(start), years[0], user=self.clerk)
            for more in years[1:]:
                agreement._add_term(agreement.date_to, more)
            end = start
            for each in years:
                end += relativedelta(years=each)
            self.assertEqual(end, agreement.date_to)
            terms = agreement.term_ids.sorted("date_from")
            for one, other in zip(terms, terms[1:], strict=False):
                self.assertEqual(one.date_to, other.date_from)
            self.assertTrue(all(t.years <= 20 for t in terms))
            first = start + relativedelta(years=years[0])
            over = first < date(2024, 6, 3)
            self.assertEqual("overdue" if over else "active", agreement.state)
            savepoint.rollback()
        self.env.invalidate_all()
