from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import tagged
from odoo.tools import SQL

from .common import GovernmentCase


@tagged("standard", "post_install", "-at_install")
class TestNumbers(GovernmentCase):
    """Vouchers are numbered by month and kind, without gaps."""

    def names(self, *moves):
        return [move.name for move in moves]

    def test_every_month_starts_anew(self):
        march = self.posted("2024-03-31")
        april = self.posted("2024-04-01")
        again = self.posted("2024-04-30")
        self.assertEqual(
            self.names(march, april, again),
            ["记-2024-03-0001", "记-2024-04-0001", "记-2024-04-0002"],
        )

    def test_later_months_posted_first_leave_no_gap(self):
        dates = ("2024-04-20", "2024-03-05", "2024-04-01", "2024-03-31", "2024-03-01")
        self.assertEqual(
            self.names(*(self.posted(date) for date in dates)),
            [
                "记-2024-04-0001",
                "记-2024-03-0001",
                "记-2024-04-0002",
                "记-2024-03-0002",
                "记-2024-03-0003",
            ],
        )

    def test_each_kind_has_its_own_numbers(self):
        self.posted()
        budget = self.posted(journal=self.budget)
        closing = self.posted(journal=self.journal("gov_closing"))
        end = self.posted("2024-12-31", journal=self.journal("gov_budget_closing"))
        self.assertEqual(
            self.names(budget, closing, end),
            ["预-2024-03-0001", "结-2024-03-0001", "预结-2024-12-0001"],
        )

    def test_years_stay_apart(self):
        self.assertEqual(
            self.names(self.posted("2023-12-31"), self.posted("2024-12-01")),
            ["记-2023-12-0001", "记-2024-12-0001"],
        )

    def test_a_draft_takes_no_number(self):
        draft = self.draft()
        self.assertFalse(draft.name)
        first = self.posted()
        draft.unlink()
        self.assertEqual(self.names(first, self.posted())[1], "记-2024-03-0002")

    def test_a_draft_that_changes_month_is_numbered_in_the_new_one(self):
        draft = self.draft("2024-03-31")
        draft.date = "2024-04-02"
        draft.action_post()
        self.assertEqual(draft.name, "记-2024-04-0001")

    def test_many_posted_at_once_are_numbered_by_date(self):
        late, early = self.draft("2024-03-20"), self.draft("2024-03-10")
        (late | early).action_post()
        self.assertEqual(
            self.names(early, late), ["记-2024-03-0001", "记-2024-03-0002"]
        )

    def test_who_posts_takes_turns(self):
        """A new version of the journal's row refuses those who still see the old one.

        They would take the entry before theirs for missing, in the numbers and in the
        chain of hashes.
        """

        def version():
            query = SQL(
                "SELECT ctid FROM account_journal WHERE id = %s", self.general.id
            )
            return self.env.execute_query(query)

        draft = self.draft()
        before = version()
        self.assertEqual(version(), before)
        draft.action_post()
        self.assertNotEqual(version(), before)

    def test_nobody_gives_a_number(self):
        for user in (self.accountant, self.manager):
            draft = self.draft(user=user)
            with self.refused("get their number"):
                draft.name = "记-2024-03-0009"
            values = {
                **self.entry_values(self.general, [("2303", 1, 0), ("2307", 0, 1)]),
                "name": "记-2024-03-0009",
                "posted_before": True,
            }
            with self.refused("get their number"):
                self.env["account.move"].with_user(user).create(values)
            with self.refused("get their number"):
                draft.write({"state": "posted", "name": "记-2024-03-0009"})
        self.assertEqual(self.posted().name, "记-2024-03-0001")

    def test_another_unit_counts_for_itself(self):
        self.posted()
        other = self.make_unit("曾都区社会福利院", "cn_gov_institution")
        journal = self.journal("gov_general", other)
        values = self.entry_values(journal, [("2307", 1, 0), (("100201"), 0, 1)])
        move = self.env["account.move"].with_company(other).create(values)
        move.action_post()
        self.assertEqual(move.name, "记-2024-03-0001")

    def test_a_journal_of_ones_own_counts_by_month_too(self):
        journal = (
            self.env["account.journal"]
            .with_user(self.manager)
            .create({"name": "转账凭证", "type": "general", "code": "转24"})
        )
        names = self.names(
            self.posted("2024-12-10", journal=journal),
            self.posted("2025-01-10", journal=journal),
            self.posted("2024-12-11", journal=journal),
        )
        self.assertEqual(
            names, ["转24-2024-12-0001", "转24-2025-01-0001", "转24-2024-12-0002"]
        )

    @settings(
        derandomize=True,
        deadline=None,
        max_examples=8,
        suppress_health_check=[HealthCheck.differing_executors],
    )
    @given(st.lists(st.dates(), min_size=1, max_size=8))
    def test_numbers_have_no_gaps_whatever_the_order(self, dates):
        """The numbers of a month are 1, 2, 3 … in the order of posting."""
        journal = self.env["account.journal"].create(
            {
                "name": "凭证",
                "type": "general",
                "code": f"试{self.env['account.journal'].search_count([])}",
                "company_id": self.unit.id,
            }
        )
        counts = {}
        for date in (date.replace(year=2023 + date.year % 2) for date in dates):
            month = f"{date:%Y-%m}"
            counts[month] = counts.get(month, 0) + 1
            move = self.posted(date, journal=journal)
            self.assertEqual(move.name, f"{journal.code}-{month}-{counts[month]:04d}")
