from datetime import date, datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from . import matter
from .common import CivilBaseCase


class TodoCase(CivilBaseCase):
    """Matters, two levels of one post, and a department with people."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.matters = matter.join(cls)
        privilege = cls.env["res.groups.privilege"].create({"name": "Matters"})
        staff = cls.env.ref("civil_base.group_staff")
        cls.clerks, cls.others = cls.env["res.groups"].create(
            [
                {
                    "name": name,
                    "privilege_id": privilege.id,
                    "implied_ids": [Command.link(staff.id)],
                }
                for name in ("Clerks", "Others")
            ]
        )
        cls.heads = cls.env["res.groups"].create(
            {
                "name": "Heads",
                "privilege_id": privilege.id,
                "implied_ids": [Command.link(cls.clerks.id)],
            }
        )
        cls.clerk = cls.post("todo_clerk", cls.clerks)
        cls.clerk2 = cls.post("todo_clerk2", cls.clerks)
        cls.head = cls.post("todo_head", cls.heads)
        cls.away = cls.post("todo_away", cls.clerks)
        cls.away.division_ids = cls.west

    @classmethod
    def post(cls, login, group):
        user = cls.make_user(login, "civil_base.group_staff")
        user.group_ids += group
        return user

    def make(self, **values):
        return self.matters.create({"name": "M", "division_id": self.east.id, **values})

    def todos(self, records):
        return self.env["civil.todo"].search(
            [("res_model", "=", records._name), ("res_id", "in", records.ids)]
        )

    def seen(self, user, *domain):
        return (
            self.env["civil.todo"]
            .with_user(user)
            .search([("res_model", "=", matter.MATTER), *domain])
        )

    def mine(self, user):
        return self.seen(user, ("is_mine", "=", True))


@tagged("post_install", "-at_install")
class TestTodoSync(TodoCase):
    """The desk follows the records."""

    def test_it_appears_changes_and_goes(self):
        record = self.make(user_id=self.clerk.id, due=date(2024, 3, 1))
        todo = self.todos(record)
        self.assertEqual(
            (todo.name, todo.user_id, todo.division_id, todo.due_at),
            ("Do M", self.clerk, self.east, datetime(2024, 3, 1, 15, 59, 59)),
        )
        self.assertEqual(todo.owner, self.clerk.name)
        record.name = "N"
        self.assertEqual((self.todos(record), todo.name), (todo, "Do N"))
        record.user_id = self.clerk2
        self.assertEqual((self.todos(record), todo.user_id), (todo, self.clerk2))
        record.second_id = self.heads
        self.assertEqual(len(self.todos(record)), 2)
        record.done = True
        self.assertFalse(self.todos(record))

    def test_it_goes_with_the_record(self):
        record = self.make(user_id=self.clerk.id)
        other = self.make(user_id=self.clerk.id)
        record.unlink()
        self.assertFalse(self.todos(record))
        self.assertTrue(self.todos(other))

    def test_it_waits_since_it_came_to_the_same_people(self):
        with freeze_time("2024-03-01 01:00:00"):
            record = self.make(user_id=self.clerk.id)
        with freeze_time("2024-03-02 01:00:00"):
            record.name = "N"
        self.assertEqual(self.todos(record).since, datetime(2024, 3, 1, 1))
        with freeze_time("2024-03-03 01:00:00"):
            record.user_id = self.clerk2
        self.assertEqual(self.todos(record).since, datetime(2024, 3, 3, 1))

    def test_it_has_a_name_in_every_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        record = self.make(user_id=self.clerk.id)
        self.env.cr.execute(
            "SELECT name FROM civil_todo WHERE id = %s", self.todos(record).ids
        )
        [names] = self.env.cr.fetchone()
        self.assertEqual(set(names) & {"en_US", "zh_CN"}, {"en_US", "zh_CN"})

    def test_a_thousand_records_change_in_as_many_statements_as_ten(self):
        def statements(count):
            records = self.matters.create(
                [
                    {
                        "name": f"M{number}",
                        "division_id": self.east.id,
                        "group_id": self.clerks.id,
                    }
                    for number in range(count)
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            with self.count_statements() as counted:
                records._sync_todos()
            first = counted[0]
            self.env.invalidate_all()
            with self.count_statements() as counted:
                records.write({"group_id": self.heads.id})
            return first, counted[0], len(self.todos(records))

        statements(1)
        *few, _number = statements(10)
        *many, number = statements(1000)
        self.assertEqual(number, 1000)
        self.assertEqual(many[0], few[0])
        # The ORM itself writes a hundred rows with a statement.
        self.assertEqual(many[1], few[1] + 9)

    def test_the_daily_look_mends_what_went_past(self):
        record = self.make(user_id=self.clerk.id)
        gone = self.make(user_id=self.clerk.id)
        self.env.flush_all()
        self.env.cr.execute(
            "DELETE FROM civil_base_test_matter WHERE id = %s", [gone.id]
        )
        self.env.cr.execute(
            "UPDATE civil_base_test_matter SET name = 'X' WHERE id = %s", [record.id]
        )
        self.env.invalidate_all()
        self.env["civil.todo"]._cron_refresh()
        self.assertFalse(self.todos(gone))
        self.assertEqual(self.todos(record).name, "Do X")


@tagged("post_install", "-at_install")
class TestTodoAccess(TodoCase):
    """For whom it waits, and who sees it."""

    def test_a_person_sees_his_own_and_his_groups_within_his_divisions(self):
        own = self.make(user_id=self.clerk.id)
        shared = self.make(group_id=self.clerks.id)
        self.make(user_id=self.clerk2.id)
        self.make(group_id=self.others.id)
        self.assertEqual(self.seen(self.clerk), self.todos(own | shared))
        self.assertEqual(self.mine(self.clerk), self.todos(own | shared))
        self.assertFalse(self.seen(self.away))
        self.assertFalse(self.seen(self.staff))
        self.assertFalse(self.seen(self.finance))

    def test_a_division_taken_away_is_gone_at_once(self):
        self.make(group_id=self.clerks.id)
        self.assertTrue(self.seen(self.clerk))
        self.clerk.division_ids = self.west
        self.assertFalse(self.seen(self.clerk))

    def test_a_head_sees_what_waits_for_clerks_but_is_not_waited_for(self):
        shared = self.todos(self.make(group_id=self.clerks.id))
        self.assertEqual(self.seen(self.head), shared)
        self.assertFalse(self.mine(self.head))
        self.assertFalse(shared.with_user(self.head).is_mine)
        self.assertTrue(shared.with_user(self.clerk).is_mine)

    def test_an_entry_may_wait_for_higher_groups_too(self):
        shared = self.todos(self.make(group_id=self.clerks.id, implied=True))
        self.assertEqual(self.mine(self.head), shared)

    def test_who_is_barred_is_not_waited_for(self):
        record = self.make(
            group_id=self.clerks.id, barred_ids=[Command.set(self.clerk.ids)]
        )
        self.assertFalse(self.mine(self.clerk))
        self.assertEqual(self.mine(self.clerk2), self.todos(record))
        record.write({"barred_ids": [Command.set(self.clerk2.ids)], "name": "N"})
        self.assertFalse(self.mine(self.clerk2))
        self.assertTrue(self.mine(self.clerk))

    def test_an_auditor_sees_everything_of_his_divisions(self):
        self.make(group_id=self.others.id)
        self.assertEqual(len(self.seen(self.auditor)), 1)
        self.assertFalse(self.mine(self.auditor))
        self.auditor.division_ids = self.west
        self.assertFalse(self.seen(self.auditor))

    def test_nobody_writes_a_todo(self):
        todo = self.todos(self.make(user_id=self.clerk.id))
        for user in (self.clerk, self.admin):
            with self.assertRaises(AccessError):
                todo.with_user(user).write({"name": "X"})
            with self.assertRaises(AccessError):
                todo.with_user(user).unlink()
            with self.assertRaises(AccessError):
                self.env["civil.todo"].with_user(user).create({"name": "X"})
        with self.assertRaises(AccessError):
            self.seen(self.outsider)

    def test_it_opens_the_record(self):
        record = self.make(user_id=self.clerk.id)
        todo = self.todos(record).with_user(self.clerk)
        action = todo.action_open_record()
        self.assertEqual(
            (action["res_model"], action["res_id"]), (matter.MATTER, record.id)
        )
        self.env.cr.execute("DELETE FROM civil_base_test_matter")
        with self.assertRaises(UserError):
            todo.action_open_record()


@tagged("post_install", "-at_install")
class TestDesk(TodoCase):
    """Deadlines and counts; the department's load."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.department = cls.env["civil.department"].create(
            {"code": "T-D", "name": "Department", "state": "enabled"}
        )
        cls.department._sync_roles()
        cls.employ(cls.clerk, "clerk")
        cls.leader = cls.make_user("todo_leader", "civil_base.group_staff")
        cls.employ(cls.leader, "head")

    @classmethod
    def employ(cls, user, level):
        role = cls.department._role(level)
        user.write({"role_line_ids": [Command.create({"role_id": role.id})]})

    def test_the_head_of_the_department_sees_its_load(self):
        record = self.make(user_id=self.clerk.id)
        self.make(user_id=self.clerk2.id)
        todo = self.todos(record)
        self.assertEqual(todo.department_id, self.department)
        self.assertEqual(self.seen(self.leader), todo)
        self.assertTrue(todo.with_user(self.leader).is_department)
        self.assertFalse(self.mine(self.leader))
        self.assertFalse(todo.with_user(self.clerk).is_department)
        self.leader.division_ids = self.west
        self.assertFalse(self.seen(self.leader))

    def test_who_no_longer_leads_sees_nothing(self):
        self.make(user_id=self.clerk.id)
        self.assertTrue(self.seen(self.leader))
        self.employ(self.leader, "clerk")
        self.leader.role_line_ids.filtered(
            lambda line: line.role_id.level == "head"
        ).unlink()
        self.assertFalse(self.seen(self.leader))

    @freeze_time("2024-03-06 17:00:00")
    def test_late_near_and_this_week(self):
        """It is Thursday, 7 March, one o'clock at night in China."""
        days = {
            date(2024, 3, 6): ("late", False),
            date(2024, 3, 7): ("near", True),
            date(2024, 3, 10): ("near", True),
            date(2024, 3, 11): ("on_time", False),
            None: (False, False),
        }
        for day, (level, week) in days.items():
            todo = self.todos(self.make(user_id=self.clerk2.id, due=day))
            self.assertEqual((todo.level, todo.is_due_this_week), (level, week), day)
            for choice in ("late", "near", "on_time"):
                found = self.mine(self.clerk2).filtered_domain([("level", "=", choice)])
                self.assertEqual(todo in found, level == choice)
            found = self.seen(self.clerk2, ("is_due_this_week", "=", True))
            self.assertEqual(todo in found, week)

    @freeze_time("2024-03-07 01:00:00")
    def test_the_counts_say_what_the_lists_show(self):
        others = self.env["civil.todo"].with_user(self.clerk).retrieve_dashboard()
        self.assertIsNone(others["department"])
        self.make(user_id=self.clerk.id, due=date(2024, 3, 6))
        self.make(user_id=self.clerk.id, due=date(2024, 3, 8))
        self.make(user_id=self.leader.id)
        desk = self.env["civil.todo"]
        counts = desk.with_user(self.clerk).retrieve_dashboard()
        self.assertEqual(counts["mine"] - others["mine"], 2)
        self.assertEqual(counts["mine_late"] - others["mine_late"], 1)
        self.assertEqual(counts["mine_week"] - others["mine_week"], 1)
        counts = desk.with_user(self.leader).retrieve_dashboard()
        self.assertEqual((counts["department"], counts["department_late"]), (3, 1))
        self.assertEqual(counts["mine"], 1)

    def test_statements_do_not_grow_with_what_waits(self):
        self.make(group_id=self.clerks.id)
        desk = self.env["civil.todo"].with_user(self.clerk)

        def statements():
            self.env.invalidate_all()
            with self.count_statements() as counted:
                desk.retrieve_dashboard()
                desk.search([("is_mine", "=", True)], limit=80).mapped("level")
            return counted[0]

        statements()
        one = statements()
        for number in range(20):
            self.make(group_id=self.clerks.id, name=f"M{number}")
        self.assertEqual(statements(), one)
