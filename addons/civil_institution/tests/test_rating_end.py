import datetime

import psycopg2
from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import rate
from .common_rating import RatingCase

DAY = datetime.timedelta(days=1)


@tagged("post_install", "-at_install")
class TestRatingEnd(RatingCase):
    def at(self, day):
        return freeze_time(f"{day} 04:00:00")

    def lapse(self):
        self.env["civil.institution.rating"]._cron_lapse()

    def test_a_rating_lapses_after_its_last_day(self):
        rating = self.grant("3")
        with self.at(rating.valid_until):
            self.lapse()
            self.assertEqual("rated", rating.state)
            self.assertFalse(self.home.lacks_rating)
        with self.at(rating.valid_until + DAY):
            self.lapse()
            self.assertEqual("lapsed", rating.state)
            self.assertEqual("plaque", self.todos(rating).key)
            rating.action_note_plaque()
            self.assertFalse(self.todos(rating))

    def test_a_rating_that_began_while_nothing_ran_is_shown(self):
        """The night in which it began may have been missed."""
        first = self.grant("2")
        with self.at("2024-06-20"):
            end = first.valid_until + relativedelta(years=3)
            later = rate(self.home.with_user(self.clerk), "1", end)
            self.assertEqual(first.valid_until + DAY, later.valid_from)
            self.assertEqual("2", self.home.rating_level)
        with self.at(later.valid_from + 3 * DAY):
            self.lapse()
            self.assertEqual("1", self.home.rating_level)
            self.assertEqual(later.valid_until, self.home.rating_until)

    def test_a_lapsed_rating_of_a_public_home_is_found(self):
        self.home.ownership = "public"
        rating = self.grant()
        found = [("lacks_rating", "=", True), ("id", "=", self.home.id)]
        for day, count in ((rating.valid_until, 0), (rating.valid_until + DAY, 1)):
            with self.at(day):
                self.home.invalidate_recordset()
                self.assertEqual(bool(count), self.home.lacks_rating)
                homes = self.env["civil.institution"]
                self.assertEqual(count, homes.search_count(found))

    def failed(self, level="2"):
        rating = self.send(level)
        self.fill(rating, 0.3, 0.3, 0.3)
        self.record(rating, level)
        rating.refusal_reason = "未达到"
        rating.with_user(self.head).action_fail()
        return rating

    def test_a_failed_level_is_locked_for_two_years(self):
        self.failed("2")
        with self.at("2026-06-04"):
            for level in ("2", "3"):
                self.refused("from 2026-06-05", self.draft(level).action_apply)
            self.draft("1").action_apply()

    def test_a_failed_level_is_free_on_the_day(self):
        self.failed("2")
        with self.at("2026-06-05"):
            self.draft("2").action_apply()

    def test_the_lock_is_a_dated_parameter(self):
        self.failed("2")
        self.parameter("lock_years", 1)
        with self.at("2025-06-04"):
            self.refused("from 2025-06-05", self.draft().action_apply)
        with self.at("2025-06-05"):
            self.draft().action_apply()

    def test_a_renewal_comes_three_months_before_the_end(self):
        rating = self.grant()
        window = rating.valid_until - relativedelta(months=3)
        with self.at(window - DAY):
            draft = self.draft("2")
            self.assertIn("renewed from", draft.may_apply_note)
            self.refused("can be renewed from 2027-03-13", draft.action_apply)
            self.assertFalse(self.todos(rating))
        with self.at(window):
            rating._sync_todos()
            keys = set(self.todos(rating).mapped("key"))
            self.assertEqual({"renew", f"renew-{self.keeper.id}"}, keys)
            draft.action_apply()
            self.assertEqual(["renewal", rating], [draft.kind, draft.previous_id])
            rating._sync_todos()
            self.assertFalse(self.todos(rating))

    def test_months_are_counted_back_from_the_last_day(self):
        rating = rate(self.home.with_user(self.clerk), "2", "2025-05-31")
        renewable = [("is_renewable", "=", True), ("id", "=", rating.id)]
        for day, count in (("2025-02-27", 0), ("2025-02-28", 1)):
            with self.at(day):
                rating.invalidate_recordset()
                self.assertEqual(bool(count), rating.is_renewable)
                self.assertEqual(count, rating.search_count(renewable))
        with self.at("2025-02-28"):
            self.draft("2").action_apply()

    def test_a_renewal_begins_after_the_end(self):
        rating = self.grant()
        with self.at("2027-05-10"):
            again = self.publish()
        self.announce(again, "2027-05-20")
        self.assertEqual(rating.valid_until + DAY, again.valid_from)
        self.assertEqual("rated", rating.state)
        with self.at("2027-06-14"):
            self.lapse()
            self.env.flush_all()
            self.assertEqual(["lapsed", "rated"], [rating.state, again.state])
            self.assertEqual(again.valid_until, self.home.rating_until)

    def test_an_upgrade_comes_two_years_after_the_beginning(self):
        rating = self.grant()
        free = rating.valid_from + relativedelta(years=2)
        with self.at(free - DAY):
            draft = self.draft("3")
            self.refused(f"higher level from {free}", draft.action_apply)
        with self.at(free):
            draft.action_apply()
            self.assertEqual("upgrade", draft.kind)

    def test_an_upgrade_ends_the_rating_before(self):
        rating = self.grant()
        with self.at("2026-06-16"):
            better = self.publish("3")
        self.announce(better, "2026-06-26")
        self.assertEqual("lapsed", rating.state)
        self.assertEqual(better.valid_from - DAY, rating.valid_until)
        with self.at("2026-06-26"):
            self.assertEqual("2", self.home._rating_on(datetime.date(2026, 6, 25)))
            self.assertEqual("3", self.home._rating_on(datetime.date(2026, 6, 26)))

    def test_one_application_at_a_time(self):
        self.apply("2")
        self.refused("another application runs", self.draft("3").action_apply)

    @mute_logger("odoo.sql_db")
    def test_no_two_ratings_at_a_time(self):
        rating = self.grant()
        other = self.draft()
        with self.assertRaises(psycopg2.errors.ExclusionViolation):
            with self.env.cr.savepoint():
                other._write_guarded(
                    {
                        "level": "3",
                        "valid_from": rating.valid_until,
                        "valid_until": "2030-01-01",
                    }
                )
                self.env.flush_all()
        other._write_guarded(
            {
                "level": "3",
                "valid_from": rating.valid_until + DAY,
                "valid_until": "2030-01-01",
            }
        )
        self.env.flush_all()

    def test_cancelled_ratings_end_on_the_day_before(self):
        rating = self.grant("3")
        head = rating.with_user(self.head)
        with self.at("2025-01-10"):
            self.refused("name the ground", head.action_cancel)
            rating.write(
                {
                    "end_ground_id": self.env.ref(
                        "civil_institution.rating_ground_below"
                    ).id,
                    "end_note": "复核得分不足",
                }
            )
            self.refused("doesn't cancel", head.action_cancel)
            rating.end_ground_id = self.env.ref(
                "civil_institution.rating_ground_accident"
            )
            self.refused("doesn't lower", head.action_downgrade)
            self.refused("role", rating.with_user(self.clerk).action_cancel)
            head.action_cancel()
            self.assertEqual("cancelled", rating.state)
            self.assertEqual("3", self.home._rating_on(datetime.date(2025, 1, 9)))
            self.assertFalse(self.home._rating_on(datetime.date(2025, 1, 10)))
            self.assertEqual("plaque", self.todos(rating).key)
            self.assertEqual(datetime.date(2025, 1, 9), self.home.rating_until)
            since = datetime.date(2023, 1, 10)
            today = datetime.date(2025, 1, 10)
            self.assertEqual(1, len(self.home._serious_accidents(since, today)))

    def test_a_lowered_rating_keeps_its_end(self):
        rating = self.grant("3")
        with self.at("2025-01-10"):
            rating.write(
                {
                    "end_ground_id": self.env.ref(
                        "civil_institution.rating_ground_below"
                    ).id,
                    "end_note": "复核得分不足",
                    "lower_level": "3",
                }
            )
            head = rating.with_user(self.head)
            self.refused("which lower level", head.action_downgrade)
            rating.lower_level = "2"
            head.action_downgrade()
            lower = self.home.rating_ids - rating
            self.assertEqual(
                ["2", rating.granted_until, "rated", "downgrade"],
                [lower.level, lower.valid_until, lower.state, lower.origin],
            )
            self.assertEqual("2", self.home.rating_level)
            self.assertEqual("2", self.home._rating_on(datetime.date(2025, 1, 10)))

    def test_one_that_never_began_never_holds(self):
        rating = self.grant()
        with self.at("2024-06-14"):
            rating.write(
                {
                    "end_ground_id": self.env.ref(
                        "civil_institution.rating_ground_fraud"
                    ).id,
                    "end_note": "材料造假",
                }
            )
            rating.with_user(self.head).action_cancel()
            self.assertFalse(self.home.rating_level)
            self.assertFalse(self.home._rating_on(datetime.date(2024, 6, 14)))

    # -- the register ------------------------------------------------------------

    def test_the_register_puts_ratings_on_record(self):
        home = self.home.with_user(self.clerk)
        rating = rate(home, "2", "2026-05-28")
        self.assertEqual(
            ["register", "rated", datetime.date(2023, 5, 29)],
            [rating.origin, rating.state, rating.valid_from],
        )
        self.assertEqual("2", self.home.rating_level)
        self.assertEqual(rating, rate(home, "2", "2026-05-28"))
        self.assertEqual(rating, rate(home, "3", "2026-05-28"))
        self.assertEqual("3", self.home.rating_level)
        later = rate(home, "4", "2027-01-31")
        self.assertNotEqual(rating, later)
        self.assertEqual(
            [datetime.date(2024, 1, 31), "lapsed"], [rating.valid_until, rating.state]
        )
        self.assertEqual(later, rate(home, "2", "2026-05-28"), "older news")

    def test_the_register_leaves_what_was_decided_here(self):
        rating = self.grant("3")
        home = self.home.with_user(self.clerk)
        for level, until in (("2", "2027-06-13"), ("2", "2028-01-01")):
            day = datetime.date.fromisoformat(until)
            self.assertEqual(home, home._note_known_ratings({home: (level, day)}))
        self.assertEqual("3", self.home.rating_level)
        self.assertEqual(rating, self.home.rating_ids)

    def test_the_import_brings_ratings_with_a_last_day(self):
        rows = (
            {"名称": "甲福利院", "等级": "三级", "等级有效期止": "2026-05-28"},
            {"名称": "乙福利院", "等级": "三级", "等级有效期止": ""},
            {"名称": "丙福利院", "等级": "", "等级有效期止": ""},
        )
        messages = self.upload(*rows).line_ids.mapped("message")
        self.assertIn("stand together", "".join(filter(None, messages)))
        for _twice in range(2):
            self.upload(*rows, take="all")
        homes = self.env["civil.institution"]
        one, two, three = (homes.search([("name", "=", row["名称"])]) for row in rows)
        self.assertEqual("3", one._rating_on(datetime.date(2024, 6, 1)))
        self.assertEqual(["register"], one.rating_ids.mapped("origin"))
        self.assertFalse((two | three).rating_ids)
        self.upload({**rows[0], "等级": "二级"}, take="all")
        self.assertEqual("2", one.rating_level)
        self.assertEqual(1, len(one.rating_ids))

    def test_known_ratings_are_entered_by_hand(self):
        ratings = self.env["civil.institution.rating"].with_user(self.clerk)
        rating = ratings.create(
            {
                "institution_id": self.home.id,
                "origin": "register",
                "applied_level": "4",
            }
        )
        self.refused("until when", rating.action_note_known)
        rating.granted_until = "2025-12-31"
        rating.action_note_known()
        self.assertEqual("4", self.home.rating_level)

    def test_the_facts_of_an_award(self):
        home = self.home.with_user(self.clerk)
        rate(home, "3", "2023-12-31")
        self.lapse()
        self.grant("2")
        year = datetime.date(2024, 1, 1), datetime.date(2024, 12, 31)
        [fact] = home._rating_facts(*year)
        self.assertEqual(
            [home.id, "2", datetime.date(2024, 6, 14), False, False],
            [
                fact.institution_id,
                fact.level,
                fact.rated_on,
                fact.is_first,
                fact.is_higher,
            ],
        )
        [first] = home._rating_facts(
            datetime.date(2021, 1, 1), datetime.date(2021, 1, 1)
        )
        self.assertTrue(first.is_first and first.is_higher)

    # -- re-checks ---------------------------------------------------------------

    def test_a_tenth_of_the_rated_is_drawn_for_the_year(self):
        homes = [self.home, self.other]
        homes += [self.make_home(name=f"第{number}养老院") for number in range(9)]
        for home in homes:
            rate(home.with_user(self.clerk), "2", "2026-05-28")
        rounds = self.env["civil.institution.rating.round"].with_user(self.clerk)
        year = rounds.create({"division_id": self.district.id})
        year.action_draw()
        self.assertEqual([11, 2], [year.rated_count, year.drawn_count], "rounded up")
        drawn = year.recheck_ids
        year.action_draw()
        self.assertEqual(drawn, year.recheck_ids, "enough are drawn")
        self.assertEqual("recheck", self.todos(drawn[0]).key)
        drawn[0].write({"checked_on": "2024-06-05", "result": "kept"})
        self.assertFalse(self.todos(drawn[0]))
        self.assertEqual(1, year.done_count)
        self.assertAlmostEqual(100 / 11, year.share, places=1)
        with self.assertRaisesRegex(Exception, "stays on the year's list"):
            drawn[1].unlink()
