import base64
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg2

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL, mute_logger

from ..tools import draw as drawing
from .common import InspectionCase


class TestDraw(InspectionCase):
    """From the approved campaign to the draw that nobody can change."""

    def test_frozen_before_there_is_a_seed(self):
        campaign = self.campaign()
        campaign.action_freeze(witness="Mr Li", words="3 5 1")
        draw = campaign.draw_ids
        self.assertEqual(draw.state, "frozen")
        self.assertFalse(draw.seed)
        self.assertEqual(draw.population_hash, drawing.sha256(draw.population))
        draw.action_draw()
        self.assertEqual(
            draw.seed, drawing.make_seed(draw.population_hash, draw.random, "3 5 1")
        )
        self.assertEqual(campaign.state, "drawn")
        self.assertEqual(draw.drawn_uid, self.clerk)

    def test_inspections_follow(self):
        campaign, draw = self.drawn()
        self.assertEqual(draw.drawn_count, 3)
        self.assertEqual(campaign.inspection_ids.object_id, draw.line_ids.object_id)
        for record in campaign.inspection_ids:
            self.assertEqual(record.source, "drawn")
            self.assertEqual(len(record.inspector_ids), 2)

    def test_size_of_a_year(self):
        """121 objects at 5 % give 7 (domain check-list, number 9)."""
        self.make_objects(111)
        _campaign, draw = self.drawn(rate=0.05)
        self.assertEqual((draw.population_count, draw.drawn_count), (121, 7))

    def test_least_share_of_a_regular_campaign(self):
        self.make_objects(111)
        campaign = self.campaign(rate=0.02)
        with self.assertRaisesRegex(UserError, "at least 4 of 121"):
            campaign.action_freeze()
        special = self.campaign(rate=0.02, regularity="special")
        special.action_freeze()
        self.assertTrue(special.draw_ids)

    def test_risk_classes_have_shares_of_their_own(self):
        self.make_objects(10, risk_class="d")
        _campaign, draw = self.drawn(
            class_rate_ids=[Command.create({"risk_class": "d", "rate": 1})]
        )
        self.assertEqual(draw.drawn_count, 3 + 10)

    def test_object_domain(self):
        self.make_objects(2, division_id=self.west.id)
        _campaign, draw = self.drawn(
            object_domain=f"[('division_id', '=', {self.west.id})]", rate=1
        )
        self.assertEqual(draw.drawn_count, 2)

    def test_absent_and_uncertified_are_excluded(self):
        away = self.make_inspector(
            "Inspector C",
            absence_ids=[
                Command.create(
                    {
                        "date_from": "2024-03-20",
                        "date_to": "2024-03-21",
                        "reason": "Course",
                    }
                )
            ],
        )
        expired = self.make_inspector("Inspector D", certificate_to="2024-03-20")
        _campaign, draw = self.drawn(rate=1)
        told = {
            (line.inspector_id, line.reason): line.note for line in draw.exclusion_ids
        }
        self.assertEqual(told[away, "absence"], "Course")
        self.assertEqual(told[expired, "certificate"], "2024-03-20")
        self.assertFalse((away | expired) & draw.line_ids.inspector_id)

    def test_conflict(self):
        third = self.make_inspector("Inspector C")
        self.env["civil.inspection.conflict"].create(
            {
                "inspector_id": self.inspectors[0].id,
                "object_id": self.objects[4].id,
                "reason": "His mother lives there",
            }
        )
        _campaign, draw = self.drawn(rate=1)
        lines = draw.line_ids.filtered(lambda li: li.object_id == self.objects[4])
        self.assertEqual(lines.inspector_id, self.inspectors[1] | third)
        conflict = draw.exclusion_ids.filtered(lambda e: e.reason == "conflict")
        self.assertEqual(conflict.note, "His mother lives there")

    def test_an_object_without_inspectors_stops_the_freezing(self):
        self.env["civil.inspection.conflict"].create(
            {
                "inspector_id": self.inspectors[0].id,
                "object_id": self.objects[4].id,
                "reason": "Relative",
            }
        )
        with self.assertRaisesRegex(UserError, "Home 4 would find only 1 of 2"):
            self.campaign().action_freeze()

    def test_often_enough(self):
        for month in ("01", "02"):
            self.special(source="special", planned_date=f"2024-{month}-10")
        _campaign, draw = self.drawn(rate=1)
        self.assertNotIn(self.objects[0], draw.line_ids.object_id)
        self.assertEqual(draw.exclusion_ids.object_id, self.objects[0])
        self.assertEqual(draw.exclusion_ids.reason, "frequency")

    def test_left_out_with_a_reason(self):
        _campaign, draw = self.drawn(
            rate=1,
            exclusion_ids=[
                Command.create({"object_id": self.objects[1].id, "reason": "Rebuilt"})
            ],
        )
        self.assertNotIn(self.objects[1], draw.line_ids.object_id)
        self.assertEqual(draw.exclusion_ids.note, "Rebuilt")

    def test_joint_inspection(self):
        fire = self.env.ref("civil_inspection.unit_xf")
        fireman = self.make_inspector("Inspector F", unit_id=fire.id)
        campaign, draw = self.drawn(
            rate=1, unit_ids=[Command.set((self.unit | fire).ids)]
        )
        teams = campaign.inspection_ids.mapped("inspector_ids.unit_id")
        self.assertEqual(teams, self.unit | fire)
        lines = draw.line_ids.filtered(lambda li: li.inspector_id == fireman)
        self.assertEqual(len(lines), 10)

    def test_drawn_once(self):
        campaign, draw = self.drawn()
        with self.assertRaises(UserError):
            draw.action_draw()
        with self.assertRaises(UserError):
            campaign.action_draw()
        with self.assertRaises(UserError):
            campaign.action_freeze()

    def test_not_before_the_approval(self):
        campaign = self.campaign(approved=False)
        with self.assertRaisesRegex(UserError, "isn't approved"):
            campaign.action_freeze()
        with self.assertRaisesRegex(UserError, "your role"):
            campaign.action_approve()

    def test_whoever_made_it_does_not_approve_it(self):
        record = self.env["civil.inspection.campaign"].with_user(self.head)
        campaign = record.create(
            {
                "name": "Own",
                "kind_id": self.kind.id,
                "division_id": self.district.id,
                "date_from": "2024-03-11",
                "date_to": "2024-03-29",
            }
        )
        with self.assertRaisesRegex(UserError, "whoever made the campaign"):
            campaign.action_approve()

    def test_drawn_anew_with_a_reason_keeps_the_first(self):
        campaign, first = self.drawn()
        with self.assertRaisesRegex(UserError, "Only a section head"):
            campaign.action_redraw("It rains")
        campaign.with_user(self.head).action_redraw("An inspector left the bureau")
        second = campaign.draw_ids - first
        self.assertEqual(second.replaces_id, first)
        self.assertEqual(second.reason, "An inspector left the bureau")
        self.assertTrue(first.is_replaced)
        self.assertEqual(set(first.inspection_ids.mapped("state")), {"cancelled"})
        second.action_draw()
        self.assertEqual(campaign.draw_id, second)
        self.assertEqual(len(second.inspection_ids), 3)
        with self.assertRaises(UserError):
            first.action_draw()

    def test_no_draw_anew_once_announced(self):
        campaign, _draw = self.drawn()
        campaign.inspection_ids[0].action_notify()
        with self.assertRaisesRegex(UserError, "already announced"):
            campaign.with_user(self.head).action_redraw("Better ones")

    def test_nobody_changes_or_deletes_a_draw(self):
        campaign, draw = self.drawn()
        for user in (self.clerk, self.head, self.deputy, self.auditor):
            own = draw.with_user(user)
            for attempt in (
                lambda o=own: o.write({"seed": "0" * 64}),
                lambda o=own: o.unlink(),
                lambda o=own: o.line_ids[0].write({"object_id": self.objects[0].id}),
                lambda o=own: o.line_ids.unlink(),
                lambda o=own: o.exclusion_ids.create({"draw_id": o.id}),
            ):
                # Access errors are user errors, too.
                with self.assertRaises(UserError):
                    attempt()
        for attempt in (
            lambda: draw.sudo().write({"witness": "Somebody"}),
            lambda: draw.sudo().unlink(),
            lambda: draw.sudo().line_ids.unlink(),
            lambda: draw.sudo().line_ids.write({"position": 1}),
            lambda: (
                draw.sudo()
                .with_context(civil_inspection_draw=True)
                .write({"words": "x"})
            ),
            lambda: self.env["civil.inspection.draw"].create(
                {"campaign_id": campaign.id, "sequence": 9}
            ),
        ):
            with self.assertRaises(UserError):
                attempt()

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_too(self):
        _campaign, draw = self.drawn()
        self.env.flush_all()
        for statement in (
            SQL("UPDATE civil_inspection_draw SET seed = 'x' WHERE id = %s", draw.id),
            SQL("DELETE FROM civil_inspection_draw WHERE id = %s", draw.id),
            SQL("UPDATE civil_inspection_draw_line SET position = 9"),
            SQL("DELETE FROM civil_inspection_draw_line"),
        ):
            with self.assertRaises(psycopg2.Error), self.env.cr.savepoint():
                self.env.cr.execute(statement)

    @mute_logger("odoo.sql_db")
    def test_a_frozen_population_stays_frozen(self):
        campaign = self.campaign()
        campaign.action_freeze()
        self.env.flush_all()
        with self.assertRaises(psycopg2.Error), self.env.cr.savepoint():
            self.env.cr.execute("UPDATE civil_inspection_draw SET population = '{}'")

    def test_what_comes_after_freezing_is_not_drawn(self):
        campaign = self.campaign(rate=1)
        campaign.action_freeze()
        late = self.make_objects(1)
        campaign.action_draw()
        self.assertNotIn(late, campaign.inspection_ids.object_id)
        self.assertEqual(len(campaign.inspection_ids), 10)

    def test_the_auditor_repeats_the_draw(self):
        _campaign, draw = self.drawn()
        answer = draw.with_user(self.auditor).action_recompute()
        self.assertTrue(answer["params"]["same"])
        self.assertEqual(answer["params"]["type"], "success")

    def test_what_was_tampered_with_shows(self):
        """Even whoever can switch the guards of the database off is found out."""
        _campaign, draw = self.drawn()
        self.env.flush_all()
        cr = self.env.cr
        other = self.objects - draw.line_ids.object_id
        cr.execute("ALTER TABLE civil_inspection_draw_line DISABLE TRIGGER USER")
        cr.execute(
            SQL(
                "UPDATE civil_inspection_draw_line SET object_id = %s WHERE id = %s",
                other[0].id,
                draw.line_ids[0].id,
            )
        )
        cr.execute("ALTER TABLE civil_inspection_draw_line ENABLE TRIGGER USER")
        self.env.invalidate_all()
        answer = draw.with_user(self.auditor).action_recompute()
        self.assertFalse(answer["params"]["same"])
        self.assertIn("isn't what the result says", answer["params"]["message"])

    def test_a_changed_population_shows(self):
        _campaign, draw = self.drawn()
        record = draw._record()
        changed = record["population"].replace("Home 1", "Home X")
        self.assertEqual(
            drawing.recompute({**record, "population": changed}), ["population"]
        )
        self.assertIn("seed", drawing.recompute({**record, "random": "00"}))
        self.assertIn("result", drawing.recompute({**record, "result": "[]"}))
        other = json.dumps({**json.loads(record["population"]), "algorithm": "x"})
        self.assertEqual(
            drawing.recompute({**record, "population": other}), ["algorithm"]
        )

    def test_the_export_is_repeated_without_the_system(self):
        _campaign, draw = self.drawn()
        content = base64.b64decode(draw.with_user(self.auditor).export_file)
        program = Path(drawing.__file__)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "export.json")
            path.write_bytes(content)
            done = subprocess.run(
                [sys.executable, "-I", str(program), str(path)],
                capture_output=True,
                text=True,
                check=False,
            )
            self.assertEqual((done.returncode, done.stdout), (0, "same\n"))
            changed = {**json.loads(content), "words": "others"}
            path.write_text(json.dumps(changed))
            done = subprocess.run(
                [sys.executable, "-I", str(program), str(path)],
                capture_output=True,
                text=True,
                check=False,
            )
            self.assertEqual(done.stdout, "different: seed\n")
