from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import START, EnforcementCase


@tagged("post_install", "-at_install")
class TestScreens(EnforcementCase):
    """Every role that sees cases can open them; lists filter and group in SQL."""

    def test_every_role_opens_a_case(self):
        case = self.served()
        for user in (
            self.clerk,
            self.head,
            self.deputy,
            self.legal,
            self.cashier,
            self.auditor,
            self.admin,
        ):
            with self.subTest(user=user.login):
                form = Form(case.with_user(user))
                self.assertEqual(form.summary, "No service agreement")

    def test_a_case_is_entered_on_its_form(self):
        form = Form(self.env["civil.enforcement.case"].with_user(self.clerk))
        form.offence_id = self.offence
        self.assertEqual(form.summary, "No service agreement")
        form.organization_id = self.organization
        form.division_id = self.east
        form.deed_date = "2024-02-20"
        case = form.save()
        self.assertEqual(case.state, "draft")
        self.assertEqual(case.town_id, self.east)

    def test_statistics_by_offence_result_town_and_month(self):
        self.served(self.sanction(amount=5000))
        self.travel(START)
        case = self.served(self.sanction(amount=2000))
        self.pay(case, 2000)
        [row] = self.env["civil.enforcement.case"]._read_group(
            [("offence_id", "=", self.offence.id)],
            ["offence_id", "outcome", "town_id", "decided_date:month"],
            ["fine_amount:sum", "paid_amount:sum", "__count"],
        )
        self.assertEqual(row[:3], (self.offence, "punish", self.east))
        self.assertEqual(row[4:], (7000, 2000, 2))

    def test_what_waits_stands_on_the_desk(self):
        case = self.noticed()
        todos = self.env["civil.todo"].sudo()
        mine = [("res_model", "=", case._name), ("res_id", "=", case.id)]
        [todo] = todos.search(mine)
        self.assertEqual(todo.user_id, self.clerk)
        waited = todo.name
        case.action_record_statement(day="2024-03-04", text="No")
        self.assertNotEqual(todos.search(mine).name, waited)
        case.evidence_ids.with_user(self.head).action_preserve()
        self.assertEqual(len(todos.search(mine)), 2)

    def test_one_case_one_file(self):
        case = self.served(self.sanction("warning"))
        case.with_user(self.head).action_close(reason="Warned")
        with self.assertRaisesRegex(UserError, "publish"):
            case.action_archive_case()
        case.action_publish(day="2024-03-14", text="https://example.org/1")
        items = case._archive_items()
        self.assertIn("行政处罚决定书", [item["name"] for item in items])
        self.assertEqual(case._archive_values()["retention"], "30")
