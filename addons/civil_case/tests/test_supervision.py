from odoo.exceptions import AccessError, UserError

from .common import CaseCase


class TestSupervision(CaseCase):
    """What is overdue is urged, answered and closed (超时督办)."""

    def notices(self, case):
        return (
            self.env["civil.supervision"]
            .search([("res_model", "=", "civil.case"), ("res_id", "=", case.id)])
            .with_user(self.clerk)
        )

    def urged(self):
        case = self.accepted()
        case.with_user(self.head).action_supervise("Why does it take so long?")
        return self.notices(case)

    def test_system_urges_each_overdue_limit_once(self):
        case = self.accepted()
        with self.at("2024-04-01 12:00"):
            self.env["civil.supervision"]._cron_ask()
            self.assertFalse(self.notices(case))
        with self.at("2024-04-02 01:00"):
            self.env["civil.supervision"]._cron_ask()
            self.env["civil.supervision"]._cron_ask()
        notice = self.notices(case)
        self.assertEqual(1, len(notice))
        self.assertEqual(self.clerk, notice.user_id)
        self.assertFalse(notice.asked_uid)
        # Two working days; 4 to 6 April are holidays.
        self.assertEqual("2024-04-07", str(notice.due_date))

    def test_the_applicants_time_is_not_urged(self):
        case = self.received()
        case.material_ids.check_result = "missing"
        case.action_notice()
        with self.at("2024-06-03 01:00"):
            self.env["civil.supervision"]._cron_ask()
            self.assertFalse(self.notices(case))
            with self.assertRaisesRegex(UserError, "no time limit"):
                case.with_user(self.head).action_supervise("Why?")

    def test_resting_is_not_urged(self):
        case = self.accepted()
        case._pause_clock("case.decide", "hearing")
        with self.at("2024-06-03 01:00"):
            self.env["civil.supervision"]._cron_ask()
        self.assertFalse(self.notices(case))

    def test_course_of_a_notice(self):
        notice = self.urged()
        self.assertEqual(self.head, notice.asked_uid)
        self.assertEqual("civil.case.reason", notice.action_answer()["res_model"])
        notice.action_answer("The visit was late; done on Friday.")
        self.assertEqual("answered", notice.state)
        notice.with_user(self.head).action_ask_again("Which Friday?")
        self.assertEqual("open", notice.state)
        notice.action_answer("8 March.")
        notice.with_user(self.head).action_close()
        self.assertEqual("closed", notice.state)
        self.assertEqual(self.head, notice.closed_uid)

    def test_urged_once_at_a_time(self):
        notice = self.urged()
        case = self.env["civil.case"].browse(notice.res_id)
        with self.assertRaisesRegex(UserError, "hasn't been urged"):
            case.with_user(self.head).action_supervise("Again.")
        notice.action_answer("Soon.")
        notice.with_user(self.head).action_close()
        case.with_user(self.deputy).action_supervise("Again.")

    def test_it_waits_on_the_desks(self):
        notice = self.urged()
        todo = self.env["civil.todo"].search(
            [("res_model", "=", "civil.supervision"), ("res_id", "=", notice.id)]
        )
        self.assertEqual(self.clerk, todo.user_id)
        notice.action_answer("Soon.")
        todo = self.env["civil.todo"].search(
            [("res_model", "=", "civil.supervision"), ("res_id", "=", notice.id)]
        )
        self.assertEqual(self.env.ref("civil_case.group_head"), todo.group_id)

    def test_clerks_do_not_urge_or_close(self):
        case = self.accepted()
        for user in (self.clerk, self.auditor):
            with self.assertRaises(AccessError):
                case.with_user(user).action_supervise("Why?")
        notice = self.urged()
        notice.action_answer("Soon.")
        with self.assertRaisesRegex(UserError, "role"):
            notice.action_close()
        with self.assertRaisesRegex(UserError, "role"):
            notice.action_ask_again("Why?")

    def test_only_the_responsible_sees_and_answers(self):
        notice = self.urged()
        with self.assertRaises(AccessError):
            notice.with_user(self.clerk2).action_answer("Soon.")
        with self.assertRaises(UserError):
            notice.with_user(self.auditor).action_answer("Soon.")
        with self.assertRaises(AccessError):
            notice.with_user(self.stranger).action_answer("Soon.")

    def test_nobody_rewrites_a_notice(self):
        notice = self.urged()
        for vals in ({"question": "x"}, {"answer": "x"}, {"state": "closed"}):
            with self.assertRaises(UserError):
                notice.write(vals)
            with self.assertRaises(UserError):
                notice.with_user(self.head).write(vals)
        for user in (self.clerk, self.head):
            with self.assertRaises(AccessError):
                notice.with_user(user).unlink()
            with self.assertRaises(AccessError):
                self.env["civil.supervision"].with_user(user).create(
                    {"name": "x", "res_model": "civil.case", "res_id": 1}
                )
