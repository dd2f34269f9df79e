import json

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.sql_db import db_connect
from odoo.tests import HttpCase, new_test_user, tagged

from ..models.workflow_mixin import Transition, _Pass
from .common import CivilBaseCase, division_file

GOOD = division_file("990101003,New Town,town,990101")


@tagged("post_install", "-at_install")
class TestWorkflow(CivilBaseCase):
    """The workflow, tried on imports."""

    def setUp(self):
        super().setUp()
        self.job = self.load(GOOD)

    def test_a_step_stamps_and_writes_the_state_last(self):
        self.assertEqual("checked", self.job.state)
        self.job.action_take()
        self.assertEqual("taken", self.job.state)
        self.assertEqual(self.admin, self.job.taken_uid)
        self.assertTrue(self.job.taken_date)

    def test_next_states_are_what_the_user_may_do_now(self):
        self.assertEqual(",checked,taken,refused,", self.job.next_states)
        self.assertFalse(self.job.sudo().with_user(self.auditor).next_states)
        self.job.action_take()
        self.assertFalse(self.job.next_states)

    def test_all_or_nothing_with_every_reason(self):
        other = self.load(GOOD + b"\n", filename="other.csv")
        other.action_refuse()
        with self.assertRaises(UserError) as caught:
            (self.job | other).sudo()._transition("refused")
        self.assertIn("other.csv: it is in the state “Refused”", str(caught.exception))
        self.assertEqual("checked", self.job.state)

    def test_reasons_name_the_role(self):
        reasons = self.job.with_user(self.auditor)._refusal_reasons("taken")
        self.assertTrue(reasons[self.job.with_user(self.auditor)])

    def test_raised_rights_do_not_lift_the_role(self):
        with self.assertRaises(UserError):
            self.job.with_user(self.outsider).sudo()._transition("refused")

    def test_an_undeclared_step_is_a_fault_of_the_program(self):
        with self.assertRaises(ValueError):
            self.job._refusal_reasons("nowhere")
        with self.assertRaises(ValueError):
            self.job._refusal_reasons("taken", name="other")

    def test_state_and_stamps_are_never_written_by_hand(self):
        job = self.job.sudo().with_user(self.env.ref("base.user_root"))
        for vals in (
            {"state": "taken"},
            {"state": "checked"},
            {"taken_uid": self.staff.id},
            {"taken_date": "2024-01-01"},
        ):
            with self.assertRaises(UserError):
                job.write(vals)

    def test_a_forged_context_opens_nothing(self):
        for forged in (True, {"vals": {"state": "taken"}}, "pass", [self.job.id]):
            job = self.job.sudo().with_context(civil_workflow_pass=forged)
            with self.assertRaises(UserError):
                job.write({"state": "taken"})

    def test_a_pass_opens_one_write_only(self):
        other = self.load(GOOD + b"\n", filename="other.csv")
        key = _Pass(self.job, {"state": "refused"})
        for records, vals in (
            (other, {"state": "refused"}),
            (self.job, {"state": "taken"}),
        ):
            with self.assertRaises(UserError):
                records.sudo().with_context(civil_workflow_pass=key).write(vals)

    def test_records_are_never_created_in_a_later_state(self):
        imports = self.env["civil.import"]
        vals = {
            "kind_id": self.kind.id,
            "file": b"YQ==",
            "filename": "a.csv",
            "sha256": "0",
        }
        for wrong in ({"state": "taken"}, {"taken_uid": self.staff.id}):
            with self.assertRaises(UserError):
                imports.create({**vals, **wrong})
        for wrong in ({"default_state": "taken"}, {"default_taken_uid": self.staff.id}):
            with self.assertRaises(UserError):
                imports.with_context(**wrong).create(vals)
        self.env["ir.default"].set("civil.import", "state", "taken")
        self.assertEqual("draft", imports.create(vals).state)
        self.assertEqual("draft", imports.create({**vals, "state": "draft"}).state)

    def test_import_does_not_set_the_state(self):
        result = self.env["civil.import"].load(
            [".id", "state"], [[self.job.id, "taken"]]
        )
        self.assertFalse(result["ids"])
        self.assertEqual("checked", self.job.state)

    def test_a_copy_starts_anew(self):
        [vals] = self.job.sudo().copy_data()
        self.assertFalse({"state", "checked_uid", "checked_date"} & vals.keys())

    def test_two_sources_and_two_groups(self):
        step = Transition(
            ("a", "b"), "c", group=("base.group_user", "base.group_portal")
        )
        self.assertEqual(("a", "b"), step.sources)
        self.assertEqual("c", step.key)
        self.assertEqual(2, len(step.groups))
        self.assertEqual((), Transition("a", "b").groups)

    def test_a_step_without_a_group_is_the_system_s(self):
        step = Transition("checked", "refused")
        self.assertTrue(self.job.sudo()._step_refusal([step]))
        root = self.job.with_user(self.env.ref("base.user_root"))
        self.assertFalse(root._step_refusal([step]))


@tagged("post_install", "-at_install")
class TestWorkflowTwoUsers(CivilBaseCase):
    def test_two_users_do_not_take_the_same_step_at_once(self):
        """Two real transactions, one after the other has begun its step."""
        connection = db_connect(self.env.cr.dbname)
        with connection.cursor() as first, connection.cursor() as second:
            job = self.env(cr=first)["civil.import"]._load(
                "divisions", "race.csv", b"race"
            )
            first.commit()
            self.addCleanup(self._remove, job.id)
            waiting = self.env(cr=first)["civil.import"].create(
                {**self._vals(first), "filename": "race"}
            )
            first.commit()
            self.addCleanup(self._remove, waiting.id)
            waiting.action_refuse()
            with self.assertRaisesRegex(UserError, "Somebody else"):
                self.env(cr=second)["civil.import"].browse(waiting.id).action_refuse()
            first.rollback()
            second.rollback()

    def _vals(self, cr):
        kind = self.env(cr=cr).ref("civil_base.import_kind_divisions")
        return {"kind_id": kind.id, "file": b"YQ==", "sha256": "0"}

    def _remove(self, job_id):
        with db_connect(self.env.cr.dbname).cursor() as cr:
            cr.execute("DELETE FROM civil_import WHERE id = %s", [job_id])


@tagged("post_install", "-at_install")
class TestWorkflowRemote(HttpCase):
    """The same over HTTP, as a program outside would try it."""

    def test_a_remote_write_is_refused(self):
        new_test_user(
            self.env, "civil_remote", "civil_base.group_admin", password="civil_remote"
        )
        job = self.env["civil.import"]._load("divisions", "a.csv", b"nothing")
        self.authenticate("civil_remote", "civil_remote")
        for context in ({}, {"civil_workflow_pass": {"vals": {"state": "taken"}}}):
            answer = self._call("write", [[job.id], {"state": "taken"}], context)
            self.assertIn("error", answer)
        answer = self._call("_transition", [[job.id], "taken"], {})
        self.assertIn("error", answer)
        self.assertEqual("refused", job.state)

    def _call(self, method, args, context):
        params = {
            "model": "civil.import",
            "method": method,
            "args": args,
            "kwargs": {"context": context},
        }
        response = self.url_open(
            "/web/dataset/call_kw",
            data=json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}),
            headers={"Content-Type": "application/json"},
        )
        return response.json()


@tagged("post_install", "-at_install")
class TestWorkflowAccess(CivilBaseCase):
    def test_who_may_not_import_presses_no_button(self):
        job = self.load(GOOD)
        self.kind.group_ids = [Command.set(self.env.ref("civil_base.group_admin").ids)]
        for user in (
            self.staff,
            self.finance,
            self.reader,
            self.auditor,
            self.outsider,
        ):
            for action in (
                "action_check",
                "action_take",
                "action_take_good",
                "action_refuse",
                "action_download_errors",
            ):
                with self.assertRaises(AccessError):
                    getattr(job.with_user(user), action)()
        self.assertEqual("checked", job.state)
