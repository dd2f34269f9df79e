from psycopg2.errors import ExclusionViolation

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import EnforcementCase


@tagged("post_install", "-at_install")
class TestClue(EnforcementCase):
    """Clues are checked, then filed, transferred or put aside."""

    def make_clue(self, **values):
        clues = self.env["civil.enforcement.clue"].with_user(self.clerk)
        return clues.create(
            {
                "summary": "No agreements at the home",
                "division_id": self.east.id,
                "received_on": "2024-03-01",
                **values,
            }
        )

    def test_a_clue_is_checked_first(self):
        clue = self.make_clue()
        self.assertEqual(clue.name, "线索〔2024〕1号")
        with self.assertRaisesRegex(UserError, "Registered"):
            clue.action_no_case(reason="Nothing")
        with self.assertRaisesRegex(UserError, "what the check found"):
            clue.action_check()
        clue.action_check(result="All agreements are there")
        clue.action_no_case(reason="Nothing found")
        self.assertEqual((clue.state, clue.reason), ("no_case", "Nothing found"))
        with self.assertRaisesRegex(UserError, "settled"):
            clue.summary = "x"
        with self.assertRaises(UserError):
            clue.sudo().unlink()

    def test_transferred_with_whom_and_why(self):
        clue = self.make_clue()
        clue.action_check(result="A fire door is locked")
        self.assertEqual(
            clue.action_transfer(reason="Fire")["res_model"], "civil.enforcement.step"
        )
        clue.action_transfer(reason="Fire safety", recipient="Fire Brigade")
        self.assertEqual(clue.state, "transferred")
        self.assertEqual(clue.transferred_to, "Fire Brigade")

    def test_filed_as_a_case(self):
        clue = self.make_clue()
        clue.action_check(result="Twelve agreements are missing")
        for vals, missing in (
            ({"deed_date": "2024-02-20"}, "the day"),
            ({"offence_id": self.offence.id}, "offence"),
            ({"organization_id": self.organization.id}, "organization"),
        ):
            with self.assertRaisesRegex(UserError, missing):
                clue.action_file()
            clue.write(vals)
        action = clue.action_file()
        case = self.env["civil.enforcement.case"].browse(action["res_id"])
        self.assertEqual(clue.case_id, case)
        self.assertEqual(case.clue_id, clue)
        self.assertEqual(str(case.discovered_on), "2024-03-01")
        self.assertEqual(case.party_name, "Sunset Home")

    def test_the_step_window_takes_the_step(self):
        clue = self.make_clue()
        clue.action_check(result="x")
        action = clue.action_no_case()
        wizard = (
            self.env[action["res_model"]]
            .with_user(self.clerk)
            .with_context(**action["context"])
            .create({"reason": "Nothing found"})
        )
        wizard.action_confirm()
        self.assertEqual(clue.state, "no_case")

    def test_definitions_of_an_offence_do_not_overlap(self):
        with (
            self.assertRaises(ExclusionViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.offence.copy({"date_from": "2024-01-01"})
        self.offence.date_to = "2023-12-31"
        self.env.flush_all()
        self.offence.copy({"date_from": "2024-01-01", "date_to": False})
