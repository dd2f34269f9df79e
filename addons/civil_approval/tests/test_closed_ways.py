import json

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from .common import ApprovalCase

#: What a context might try to open a lock with.
FORGED = (
    {},
    {"skip_validation_check": True},
    {"skip_check_state_condition": True},
    {"tier_validation_defer_compute_can_review": True},
    {"civil_workflow_pass": True},
    {"civil_approval_pen": True},
    {"civil_approval_pen": "<object object>"},
    {"install_mode": True, "module": "civil_approval", "import_file": True},
)


@tagged("post_install", "-at_install")
class TestClosedWays(ApprovalCase):
    """Every way past the steps that base_tier_validation leaves open."""

    def test_reviews_change_by_decisions_only(self):
        """Hole 1: every internal user wrote and deleted reviews."""
        record = self.submitted()
        review = self.reviews(record)[0]
        root = self.env.ref("base.user_root")
        values = {
            "model": record._name,
            "res_id": record.id,
            "definition_id": self.first.id,
            "status": "approved",
        }
        for context in FORGED:
            reviews = review.with_context(**context)
            for found in (reviews, reviews.with_user(root), reviews.sudo()):
                for vals in ({"status": "approved"}, {"done_by": self.head.id}):
                    with self.assertRaises(UserError):
                        found.write(vals)
                with self.assertRaises(UserError):
                    found.unlink()
                with self.assertRaises(UserError):
                    found.create(values)
                with self.assertRaises(UserError):
                    found.copy()
        for user in (self.clerk, self.head, self.admin):
            own = review.with_user(user)
            with self.assertRaises(AccessError):
                own.check_access("write")
            with self.assertRaises(UserError):
                own.write({"comment": "x"})
        self.assertEqual(review.status, "pending")

    def test_reviews_do_not_change_through_their_record(self):
        record = self.submitted()
        review = self.reviews(record)[0]
        for command in (
            Command.update(review.id, {"status": "approved"}),
            Command.delete(review.id),
            Command.clear(),
            Command.create({"status": "approved", "sequence": 9}),
        ):
            for user in (self.head, self.env.ref("base.user_root")):
                with self.assertRaises(UserError):
                    record.with_user(user).write({"review_ids": [command]})
        with self.assertRaises(UserError):
            self.make_document(review_ids=[Command.create({"status": "approved"})])

    def test_reviews_do_not_change_by_import(self):
        record = self.submitted()
        review = self.reviews(record)[0]
        result = review.load([".id", "status"], [[str(review.id), "Passed"]])
        self.assertFalse(result["ids"])
        self.assertEqual(review.status, "pending")

    def test_portal_and_public_see_nothing(self):
        """Hole 1: portal and public users read reviews and definitions."""
        self.submitted()
        for user in (self.portal, self.env.ref("base.public_user")):
            for name in ("tier.review", "tier.definition"):
                with self.assertRaises(AccessError):
                    self.env[name].with_user(user).search([])

    def test_people_without_a_role_at_the_bureau_see_nothing(self):
        internal = new_test_user(self.env, "t-internal", "base.group_user")
        with self.assertRaises(AccessError):
            self.env["tier.review"].with_user(internal).search([])

    def test_no_context_opens_what_is_frozen(self):
        """Hole 5: skip_validation_check opened the lock."""
        record = self.submitted()
        for context in FORGED:
            own = record.with_context(**context)
            for user in (self.clerk, self.head, self.env.ref("base.user_root")):
                for vals in ({"name": "E"}, {"amount": 2}, {"state": "approved"}):
                    with self.assertRaises(UserError):
                        own.with_user(user).write(vals)
                with self.assertRaises(UserError):
                    own.with_user(user).unlink()

    def test_nothing_is_created_approved(self):
        """Hole 7: create({'state': 'approved'}) passed."""
        for context in (*FORGED, {"default_state": "approved"}):
            documents = self.documents.with_context(**context)
            vals = {"name": "D", "division_id": self.district.id}
            if "default_state" not in context:
                vals["state"] = "approved"
            for user in (self.clerk, self.env.ref("base.user_root")):
                with self.assertRaises(UserError):
                    documents.with_user(user).create(vals)

    def test_the_ways_of_the_shipped_addon_are_shut(self):
        record = self.submitted()
        for user in (self.clerk, self.head, self.env.ref("base.user_root")):
            own = record.with_user(user)
            for method in (
                own.request_validation,
                own.restart_validation,
                own.validate_tier,
                own.reject_tier,
                own._validate_tier,
                own._rejected_tier,
            ):
                with self.assertRaises(UserError):
                    method()
        self.assertEqual(self.reviews(record).mapped("status"), ["pending", "waiting"])

    def test_the_comment_window_of_the_shipped_addon_is_shut(self):
        record = self.submitted()
        values = {
            "res_model": record._name,
            "res_id": record.id,
            "validate_reject": "validate",
            "comment": "x",
        }
        with self.assertRaises(AccessError):
            self.env["comment.wizard"].with_user(self.head).create(values)
        wizard = self.env["comment.wizard"].create(values)
        with self.assertRaises(UserError):
            wizard.add_comment()

    def test_an_exception_of_the_shipped_addon_opens_nothing(self):
        record = self.submitted()
        field = self.env["ir.model.fields"]._get(record._name, "name")
        self.env["tier.validation.exception"].create(
            {"model_id": self.model.id, "field_ids": [Command.set(field.ids)]}
        )
        self.first.allow_write_for_reviewer = True
        self.last.allow_write_for_reviewer = True
        for user in (self.clerk, self.head):
            with self.assertRaises(UserError):
                record.with_user(user).write({"name": "E"})

    def test_reviews_show_with_their_record(self):
        record = self.submitted()
        reviews = self.env["tier.review"]
        own = reviews.with_user(self.clerk2).search([("model", "=", record._name)])
        self.assertEqual(own, self.reviews(record))
        self.clerk2.division_ids = False
        found = reviews.with_user(self.clerk2)
        self.assertFalse(found.search([("model", "=", record._name)]))
        with self.assertRaises(AccessError):
            self.reviews(record)[0].with_user(self.clerk2).read(["name"])

    def test_who_is_named_sees_the_review_without_the_record(self):
        self.first.write({"reviewer_group_id": False, "reviewer_id": self.head.id})
        record = self.submitted()
        self.head.division_ids = False
        found = self.env["tier.review"].with_user(self.head).search([])
        self.assertEqual(found & self.reviews(record), self.reviews(record)[0])


@tagged("post_install", "-at_install")
class TestRemote(HttpCase):
    """The same over HTTP, as a program outside would try it."""

    def test_no_review_is_written_from_outside(self):
        user = new_test_user(
            self.env, "t-remote", "civil_base.group_admin", password="t-remote"
        )
        self.authenticate("t-remote", "t-remote")
        vals = {"status": "approved", "done_by": user.id}
        for method, args in (
            ("create", [[vals]]),
            ("write", [[1], vals]),
            ("unlink", [[1]]),
            ("_make", [[vals]]),
            ("_decide", [[1], vals]),
        ):
            for context in ({}, {"civil_approval_pen": {}}):
                params = {
                    "model": "tier.review",
                    "method": method,
                    "args": args,
                    "kwargs": {"context": context},
                }
                answer = self.url_open(
                    "/web/dataset/call_kw",
                    data=json.dumps(
                        {"jsonrpc": "2.0", "method": "call", "params": params}
                    ),
                    headers={"Content-Type": "application/json"},
                ).json()
                self.assertIn("error", answer)
