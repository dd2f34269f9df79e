from freezegun import freeze_time

from odoo.exceptions import UserError

from .common import ProjectCase


class TestProject(ProjectCase):
    """A project goes through the stages of its kind."""

    def test_takes_stages_of_kind(self):
        """Stages follow one another, with their papers; the kind may change later."""
        project = self.make_project()
        plan, build = project.stage_ids
        self.assertEqual(plan.paper_ids.mapped("name"), ["Plan approved"])
        self.assertEqual(plan.paper_ids.project_id, project)
        self.assertEqual(str(plan.planned_to), "2024-04-03")
        self.assertEqual(build.planned_from, plan.planned_to)
        self.assertEqual(str(project.date_to), "2024-07-02")
        self.project_kind.stage_ids.unlink()
        self.assertEqual(len(project.stage_ids), 2)

    def test_paper_and_result_are_needed(self):
        """A stage can't be finished without its papers and its result."""
        project = self.make_project()
        project.action_start()
        stage = project.current_stage_id
        self.assertEqual(stage.state, "running")
        with self.assertRaisesRegex(UserError, "Plan approved"):
            stage.action_finish()
        stage.paper_ids.document_no = "No. 5"
        with self.assertRaisesRegex(UserError, "result"):
            stage.action_finish()
        stage.result = "Approved"
        stage.action_finish()
        self.assertEqual(stage.done_uid, self.clerk)
        self.assertEqual(project.current_stage_id.name, "Build")
        self.assertEqual(project.current_stage_id.state, "running")
        self.assertEqual(project.progress, 25)
        with self.assertRaisesRegex(UserError, "stays as it is"):
            stage.result = "Something else"
        with self.assertRaisesRegex(UserError, "stays as it is"):
            stage.paper_ids.document_no = False
        with self.assertRaisesRegex(UserError, "stays as it is"):
            stage.paper_ids.unlink()

    def test_completed_when_every_stage_is(self):
        """Only then; a stage is left out by the head, with a reason."""
        project = self.make_project()
        project.action_start()
        headed = project.with_user(self.head)
        with self.assertRaisesRegex(UserError, "Plan、Build"):
            headed.action_complete()
        wizard = headed.stage_ids[0].action_skip()
        self.assertEqual(wizard["res_model"], "civil.case.reason")
        headed.stage_ids[0].action_skip(reason="Planned by the city")
        self.assertEqual(headed.stage_ids[0].skip_reason, "Planned by the city")
        headed.stage_ids[1].action_start()
        headed.stage_ids[1].result = "Built"
        headed.stage_ids[1].action_finish()
        self.assertEqual(project.progress, 100)
        headed.action_complete()
        self.assertEqual(project.state, "completed")
        with self.assertRaises(UserError):
            project.unlink()

    def test_late_stage_waits_on_the_desk(self):
        """Whoever answers for the stage has it on the desk, with its day."""
        project = self.make_project()
        project.stage_ids[0].user_id = self.head
        project.action_start()
        todo = self.env["civil.todo"].search(
            [("res_model", "=", "civil.project"), ("res_id", "=", project.id)]
        )
        self.assertEqual(todo.user_id, self.head)
        self.assertEqual(str(todo.due_at.date()), "2024-04-03")
        late = self.env["civil.project"].with_user(self.clerk)
        self.assertNotIn(project, late.search([("is_late", "=", True)]))
        with freeze_time("2024-04-04 01:00:00"):
            project.invalidate_recordset()
            self.assertTrue(project.is_late)
            self.assertIn(project, late.search([("is_late", "=", True)]))
        project.with_user(self.head).action_suspend(reason="Money is missing")
        self.assertFalse(todo.exists())

    def test_reports_stay(self):
        """A report is signed by whoever writes it and doesn't change."""
        project = self.make_project()
        entry = (
            self.env["civil.project.entry"]
            .with_user(self.clerk)
            .create(
                {"project_id": project.id, "text": "Begun", "user_id": self.head.id}
            )
        )
        self.assertEqual(entry.user_id, self.clerk)
        self.assertEqual(str(project.last_entry_on), "2024-03-04")
        with self.assertRaises(UserError):
            entry.text = "Not begun"
        with self.assertRaises(UserError):
            self.env["civil.project.entry"].create(
                {"project_id": project.id, "text": "Early", "date": "2024-03-05"}
            )
