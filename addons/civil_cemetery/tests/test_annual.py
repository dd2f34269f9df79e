from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CemeteryCase


@tagged("post_install", "-at_install")
class TestAnnual(CemeteryCase):
    """A cemetery's year: reported, scored, decided, published, corrected."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk2 = cls.make_user("cem_clerk2", "civil_cemetery.group_clerk")
        cls.campaign = (
            cls.env["civil.cemetery.annual.campaign"]
            .with_user(cls.head)
            .create(
                {
                    "year": 2023,
                    "division_id": cls.district.id,
                    "date_from": "2024-03-01",
                    "report_by": "2024-04-01",
                    "score_by": "2024-05-01",
                    "decide_by": "2024-06-30",
                }
            )
        )

    def begin(self):
        self.campaign.action_begin()
        annuals = self.campaign.annual_ids
        return (
            annuals.filtered(lambda annual: annual.facility_id == self.public),
            annuals.filtered(lambda annual: annual.facility_id == self.commercial),
        )

    def reported(self, annual, keeper=None):
        theirs = annual.with_user(keeper or self.keeper)
        theirs.self_report = "全年平稳"
        theirs.action_report()
        return annual.with_user(self.clerk)

    def scored(self, annual, lost=0, keeper=None):
        """Score an inspection, with so many points lost."""
        annual = self.reported(annual, keeper)
        for line in annual.line_ids:
            taken = min(lost, line.max_score)
            line.write({"score": line.max_score - taken, "note": taken and "缺"})
            lost -= taken
        annual.action_score()
        return annual

    def decided(self, annual, **options):
        annual = self.scored(annual, **options).with_user(self.head)
        annual.action_decide()
        return annual

    def test_both_sheets_have_a_hundred_points(self):
        public, commercial = self.begin()
        for annual in (public, commercial):
            self.assertEqual(100, sum(annual.line_ids.mapped("max_score")))
        blocks = {}
        for line in public.line_ids:
            blocks[line.section] = blocks.get(line.section, 0) + line.max_score
        self.assertEqual([15, 16, 16, 30, 23], list(blocks.values()))
        self.assertEqual(("county", "province"), self.levels(public, commercial))

    def levels(self, *annuals):
        return tuple(annual.final_level for annual in annuals)

    def test_plots_over_the_limit_are_counted_by_how_much(self):
        public, _commercial = self.begin()
        plots = self.plots.sorted("id")
        # Doubles of 0.8 m²: 20 % over is 0.96, 50 % is 1.2.
        for plot, area in zip(
            plots, (0.8, 0.81, 0.96, 0.961, 1.2, 1.201, 3), strict=False
        ):
            plot.area = area
        annual = self.reported(public)
        self.assertEqual(
            (2, 2, 2),
            (annual.oversize_low, annual.oversize_middle, annual.oversize_high),
        )
        annual.action_fill()
        lines = {line.item_id.figure: line for line in annual.line_ids}
        for code in ("oversize_low", "oversize_middle", "oversize_high"):
            self.assertEqual((2, 0), (lines[code].figure, lines[code].score))
            self.assertIn("2", lines[code].note)
        action = annual.action_open_oversize()
        found = self.env["civil.cemetery.plot"].search(action["domain"])
        self.assertEqual(6, len(found))

    def test_no_scores_are_missing_and_losses_are_explained(self):
        public, _commercial = self.begin()
        annual = self.reported(public)
        with self.assertRaisesRegex(UserError, "scored"):
            annual.action_score()
        annual.action_full_rest()
        annual.line_ids[0].write({"score": 0})
        with self.assertRaisesRegex(UserError, "full score"):
            annual.action_score()
        annual.line_ids[0].note = "未公示"
        annual.action_score()
        self.assertEqual(98, annual.total_score)

    def test_the_pass_mark_is_a_parameter(self):
        public, _commercial = self.begin()
        annual = self.decided(public, lost=40)
        self.assertEqual((60, "qualified"), (annual.total_score, annual.result))
        other, _commercial = self.again()
        self.assertEqual("unqualified", self.decided(other, lost=41).result)

    def again(self):
        """Begin the inspection of a further year."""
        self.campaign = self.campaign.copy({"year": 2024})
        return self.begin()

    def test_public_ones_end_at_the_county(self):
        public, _commercial = self.begin()
        annual = self.scored(public)
        with self.assertRaisesRegex(UserError, "role"):
            annual.action_decide()
        annual.with_user(self.head).action_decide()
        self.assertEqual("county", annual.opinion_ids.level)
        annual.with_user(self.head).action_publish()
        codes = set(annual.sudo().document_ids.mapped("kind_code"))
        self.assertEqual(
            {"cemetery_annual_result", "cemetery_annual_certificate"}, codes
        )
        self.assertEqual("published", annual.state)
        self.assertFalse(self.public._sale_refusal())

    def note(self, annual, level, result="qualified", user=None):
        notes = self.env["civil.cemetery.annual.note"].with_user(user or self.clerk)
        return notes.create(
            {
                "annual_id": annual.id,
                "level": level,
                "organ": "上级机关",
                "result": result,
                "opinion": "同意",
            }
        ).action_confirm()

    def test_commercial_ones_go_up_to_the_province(self):
        _public, commercial = self.begin()
        annual = self.scored(commercial, keeper=self.other_keeper)
        head = annual.with_user(self.head)
        with self.assertRaisesRegex(UserError, "city"):
            head.action_decide()
        with self.assertRaisesRegex(UserError, "wait"):
            self.note(annual, "province")
        self.note(annual, "city")
        self.assertEqual("reviewed", annual.state)
        with self.assertRaisesRegex(UserError, "province"):
            head.action_decide()
        self.note(annual, "province", "unqualified")
        head.action_decide()
        self.assertEqual("unqualified", annual.result, "the province decides")

    def test_who_is_not_qualified_gives_no_plots_until_corrected(self):
        public, _commercial = self.begin()
        annual = self.decided(public, lost=50)
        self.assertEqual("2024-07-03", str(annual.rectify_until))
        self.assertTrue(self.public.is_sale_stopped)
        self.assertIn("2023", self.plot._guard_give())
        reservation = self.env["civil.cemetery.reservation"].create(
            {
                "plot_id": self.plot.id,
                "holder_name": "张三",
                "user_name": "李四",
                "residence_id": self.east.id,
            }
        )
        with self.assertRaisesRegex(UserError, "2023"):
            reservation.with_user(self.keeper).action_reserve()
        self.assertEqual("available", self.plot.state)
        annual.action_publish()
        action = annual.with_user(self.clerk).action_next_round("corrected")
        following = self.env["civil.cemetery.annual"].browse(action["res_id"])
        self.assertTrue(self.public.is_sale_stopped, "until it is decided")
        kept = following.line_ids.filtered("is_checked")
        self.assertEqual(50, sum(kept.mapped("score")) + self.half(annual, kept))
        self.decided(following)
        self.assertEqual("rectified", following.result)
        self.assertFalse(self.public.is_sale_stopped)
        self.assertFalse(self.plot._guard_give())
        self.assertEqual((False, True), (annual.is_last, following.is_last))

    def half(self, annual, kept):
        """Points of items that were given in part, and are scored anew."""
        anew = annual.line_ids.filtered(
            lambda line: line.item_id not in kept.item_id and line.score
        )
        return sum(anew.mapped("score"))

    def test_stopped_facilities_are_found(self):
        public, _commercial = self.begin()
        self.decided(public, lost=50)
        facilities = self.env["civil.cemetery.facility"].with_user(self.clerk)
        self.assertEqual(
            self.public, facilities.search([("is_sale_stopped", "=", True)])
        )
        rest = facilities.search([("is_sale_stopped", "=", False)])
        self.assertIn(self.commercial, rest)
        self.assertNotIn(self.public, rest)

    def test_the_reserve_is_a_share_of_the_income(self):
        _public, commercial = self.begin()
        theirs = commercial.with_user(self.other_keeper)
        theirs.write({"plot_income": 100000, "upkeep_reserve": 5999.99})
        self.assertEqual(6, round(theirs.reserve_share, 2))
        theirs.upkeep_reserve = 5900
        annual = self.reported(commercial, self.other_keeper)
        annual.action_fill()
        [line] = annual.line_ids.filtered(
            lambda each: each.item_id.figure == "reserve_share"
        )
        self.assertEqual((5.9, 0), (line.figure, line.score))

    def test_progress_and_end_of_a_campaign(self):
        public, commercial = self.begin()
        with self.assertRaisesRegex(UserError, "2 inspections"):
            self.campaign.action_close()
        self.decided(public)
        self.assertEqual(
            (2, 1, 1, 1, 50.0),
            (
                self.campaign.annual_count,
                self.campaign.reported_count,
                self.campaign.scored_count,
                self.campaign.decided_count,
                self.campaign.progress,
            ),
        )
        self.campaign.action_publish()
        self.assertEqual(("published", "reporting"), (public.state, commercial.state))

    def test_what_waits_for_whom(self):
        public, _commercial = self.begin()
        todos = self.env["civil.todo"]

        def waiting(record):
            return todos.sudo().search(
                [("res_model", "=", record._name), ("res_id", "=", record.id)]
            )

        self.assertEqual(self.keeper, waiting(public).user_id)
        self.assertEqual("2024-04-01", str(waiting(public).due_at.date()))
        self.reported(public)
        self.assertEqual(
            self.env.ref("civil_cemetery.group_clerk"), waiting(public).group_id
        )

    # -- who may not -------------------------------------------------------------

    def test_no_button_works_for_others(self):
        public, _commercial = self.begin()
        names = [
            name
            for name in dir(type(public))
            if name.startswith("action_")
            and getattr(type(public), name).__module__.endswith("annual_course")
            and not name.startswith(("action_open", "action_note"))
        ]
        self.assertGreater(len(names), 8)
        others = (
            self.deputy,
            self.auditor,
            self.staff,
            self.other_keeper,
            self.make_user("cem_far", "civil_cemetery.group_clerk"),
        )
        others[-1].division_ids = self.west
        before = public.sudo().read()[0]
        for user in others:
            theirs = public.with_user(user)
            for name in names:
                back = name in ("action_send_back", "action_score_again")
                args = ("x",) if back else ()
                with self.subTest(user=user.login, name=name):
                    with self.assertRaises(UserError), self.env.cr.savepoint():
                        getattr(theirs, name)(*args)
                    self.env.invalidate_all()
                    self.assertEqual(before, public.sudo().read()[0])

    def test_keepers_report_and_do_not_score(self):
        public, _commercial = self.begin()
        theirs = public.with_user(self.keeper)
        theirs.line_ids[0].self_score = 1
        for vals in ({"opinion": "好"}, {"certificate_taken_on": "2024-06-01"}):
            with self.assertRaises(AccessError):
                theirs.write(vals)
        with self.assertRaises(UserError):
            theirs.line_ids[0].score = 1
        self.reported(public)
        with self.assertRaises(AccessError):
            theirs.self_report = "改"
        for name in ("action_score", "action_decide", "action_publish"):
            with self.assertRaises(UserError):
                getattr(theirs, name)()
        with self.assertRaises(AccessError):
            theirs.line_ids[0].score = 1

    def test_results_and_opinions_stay(self):
        public, _commercial = self.begin()
        annual = self.decided(public)
        for record, vals in (
            (annual, {"result": "unqualified"}),
            (annual, {"state": "published"}),
            (annual, {"self_report": "改"}),
            (annual.opinion_ids, {"result": "unqualified"}),
            (annual.line_ids[0], {"score": 0}),
        ):
            with self.assertRaises(UserError):
                record.sudo().write(vals)
        with self.assertRaises(AccessError):
            self.env["civil.cemetery.annual.opinion"].with_user(self.head).create(
                {"annual_id": annual.id, "level": "city", "result": "qualified"}
            )
        with self.assertRaises(UserError):
            annual.sudo().unlink()

    def test_who_scored_does_not_decide(self):
        public, _commercial = self.begin()
        annual = self.reported(public).with_user(self.head)
        annual.action_full_rest()
        annual.action_score()
        with self.assertRaisesRegex(UserError, "decide"):
            annual.action_decide()

    def test_keepers_see_their_own_only(self):
        public, commercial = self.begin()
        annuals = self.env["civil.cemetery.annual"].with_user(self.keeper)
        self.assertEqual(public, annuals.search([]))
        with self.assertRaises(AccessError):
            commercial.with_user(self.keeper).line_ids.read(["name"])
