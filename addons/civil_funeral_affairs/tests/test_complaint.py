from datetime import datetime

import psycopg2

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .common import AffairsCase


class TestComplaint(AffairsCase):
    """A complaint is answered in time, and another person closes it."""

    def answered(self, **values):
        complaint = self.make_complaint(**values)
        complaint.action_take()
        complaint.write(
            {
                "findings": "Two trips were written down",
                "verdict": "true",
                "measures": "Paid back",
                "answer": "One trip was paid back.",
            }
        )
        complaint.action_answer()
        return complaint

    def test_five_working_days(self):
        """Received on Wednesday before Qingming, whose Sunday is worked."""
        complaint = self.make_complaint()
        limit = complaint.sudo().clock_ids.limit_at
        # 7 April is a make-up working day; 8, 9, 10, 11 April follow.
        self.assertEqual(limit, datetime(2024, 4, 11, 15, 59, 59))

    def test_what_was_true_was_put_right(self):
        """The answer needs findings, a verdict and, where it was true, measures."""
        complaint = self.make_complaint()
        complaint.action_take()
        self.assertEqual(complaint.user_id, self.clerk)
        with self.assertRaisesRegex(UserError, "verdict"):
            complaint.action_answer()
        complaint.write({"findings": "So", "verdict": "partly", "answer": "Sorry"})
        with self.assertRaisesRegex(UserError, "what was done"):
            complaint.action_answer()
        complaint.verdict = "untrue"
        complaint.action_answer()
        self.assertEqual(complaint.sudo().clock_ids.state, "met")

    def test_asked_back_and_closed_by_another(self):
        """Whoever answered doesn't close; a bad answer is given again."""
        complaint = self.answered()
        with self.assertRaises(UserError):
            complaint.action_close()
        headed = complaint.with_user(self.head)
        with self.assertRaisesRegex(UserError, "satisfies"):
            headed.action_close()
        headed.satisfaction = "dissatisfied"
        headed.action_again()
        self.assertFalse(complaint.satisfaction)
        self.assertEqual(
            sorted(complaint.sudo().clock_ids.mapped("state")), ["met", "running"]
        )
        complaint.action_answer()
        headed.satisfaction = "satisfied"
        headed.action_close()
        with self.assertRaises(UserError):
            complaint.answer = "Other"

    def test_clue_is_made_once(self):
        """A second click opens the same clue, and it names where it came from."""
        complaint = self.answered()
        first = complaint.action_make_clue()["res_id"]
        self.assertEqual(complaint.action_make_clue()["res_id"], first)
        clue = self.env["civil.enforcement.clue"].browse(first)
        self.assertEqual(clue.source, "hotline")
        self.assertEqual(
            (clue.origin_model, clue.origin_id), (complaint._name, complaint.id)
        )

    @mute_logger("odoo.sql_db")
    def test_work_order_comes_once(self):
        """The hotline's number is on record once."""
        self.make_complaint()
        with self.assertRaises(psycopg2.errors.UniqueViolation):
            self.make_complaint()

    def test_waits_for_whoever_is_next(self):
        """On the section's desk, then on that of whoever took it up."""
        complaint = self.make_complaint()
        todos = self.env["civil.todo"].search(
            [("res_model", "=", complaint._name), ("res_id", "=", complaint.id)]
        )
        self.assertFalse(todos.user_id)
        complaint.action_take()
        todos = self.env["civil.todo"].search(
            [("res_model", "=", complaint._name), ("res_id", "=", complaint.id)]
        )
        self.assertEqual(todos.user_id, self.clerk)
