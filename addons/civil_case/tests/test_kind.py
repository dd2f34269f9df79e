from odoo import api, models
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form

from .common import CaseCase


class TestKind(CaseCase):
    """Kinds of cases are data; what they bring about is a handler."""

    def test_handler_is_a_model_with_rules(self):
        for name in ("res.partner", "no.such.model", "civil.case"):
            with self.assertRaises(ValidationError):
                self.kind.handler = name

    def test_handler_refuses_and_acts(self):
        done = []
        handler = self.env.registry["civil.case.handler"]
        self.patch(
            handler,
            "_acceptance_refusal",
            lambda self, case: case.summary == "bad" and "it is bad",
        )
        self.patch(
            handler,
            "_decision_refusal",
            lambda self, case: case.summary == "worse" and "it is worse",
        )
        self.patch(handler, "_granted", lambda self, case: done.append(case))
        case = self.received(summary="bad")
        case.material_ids.check_result = "ok"
        with self.assertRaisesRegex(UserError, "it is bad"):
            case.action_accept()
        case.summary = "worse"
        case.action_accept()
        with self.assertRaisesRegex(UserError, "it is worse"):
            case.action_submit()
        case.summary = "good"
        case.action_submit()
        case.with_user(self.head).action_review()
        case.with_user(self.deputy).action_grant()
        self.assertEqual([case], done)

    def test_grant_that_fails_grants_nothing(self):
        handler = self.env.registry["civil.case.handler"]

        refusal = "No number left."

        @api.model
        def fail(self, case):
            raise UserError(refusal)

        self.patch(handler, "_granted", fail)
        case = self.submitted()
        case.with_user(self.head).action_review()
        with self.assertRaisesRegex(UserError, "No number"):
            with self.env.cr.savepoint():
                case.with_user(self.deputy).action_grant()
        case.invalidate_recordset()
        self.assertEqual("under_approval", case.state)
        self.assertEqual("running", self.clock(case, "decide").state)

    def test_subject_is_one_record(self):
        case = self.accepted()
        case._set_subject(self.organization)
        self.assertEqual(self.organization.id, case._subject().id)
        with self.assertRaisesRegex(UserError, "another record"):
            case._set_subject(self.env.user)
        with self.assertRaises(UserError):
            case.write({"res_id": 1})
        action = case.action_open_subject()
        self.assertEqual("civil.organization", action["res_model"])

    def test_count_leads_to_the_cases(self):
        case = self.accepted()
        kind = self.kind.with_user(self.head)
        self.assertEqual(1, kind.case_count)
        found = self.env["civil.case"].search(kind.action_view_cases()["domain"])
        self.assertEqual(case, found.with_user(self.clerk))

    def test_form_of_a_new_case(self):
        with Form(self.env["civil.case"].with_user(self.clerk)) as form:
            form.kind_id = self.kind
            form.organization_id = self.organization
            form.division_id = self.town
        case = form.record
        self.assertEqual(3, len(case.material_ids))
        self.assertEqual(self.clerk, case.user_id)

    def test_other_matters_are_there_for_trying(self):
        kind = self.env.ref("civil_case.kind_other")
        self.assertEqual("civil.case.handler", kind.handler)
        self.assertTrue(kind.material_ids)
        self.assertIsInstance(kind._handler(), models.AbstractModel)

    def test_statistics_count_what_was_in_time(self):
        self.granted()
        late = self.submitted()
        with self.at("2024-04-10 09:00"):
            late.with_user(self.head).action_review()
            late.with_user(self.deputy).action_grant()
        self.env.flush_all()
        statistic = self.env["civil.case.statistic"].with_user(self.head)
        [[share, promised, count]] = statistic._read_group(
            [("kind_id", "=", self.kind.id)],
            [],
            ["in_time:avg", "as_promised:avg", "__count"],
        )
        self.assertEqual((0.5, 0.5, 2), (share, promised, count))
