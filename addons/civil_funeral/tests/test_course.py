import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import FuneralCase, number


@tagged("post_install", "-at_install")
class TestCourse(FuneralCase):
    """From the report to the closed loop, under one number."""

    def test_the_whole_course(self):
        case = self.reach("placed")
        self.assertRegex(case.name, r"^SZ-990101-2026-\d{6}$")
        self.assertRegex(case.cremation_number, r"^HZ-990101-2026-\d{6}$")
        case.with_user(self.informant).action_visit(
            visitor="钱信息", visit_note="骨灰已入公墓"
        )
        case.with_user(self.informant).action_household(household_date="2026-08-07")
        case.with_user(self.clerk).action_closing()
        self.assertEqual("closed", case.state)
        self.assertFalse(case.due_at)
        nodes = case.sudo().node_ids.sorted("id").mapped("node")
        self.assertEqual(
            [
                "report",
                "certificate",
                "dispatch",
                "transport",
                "admission",
                "confirmation",
                "cremation",
                "ashes",
                "placement",
                "visit",
                "household",
                "closing",
            ],
            nodes,
        )
        transport = case.sudo().node_ids.filtered(lambda n: n.node == "transport")
        self.assertEqual("赵小山", transport.party)
        self.assertEqual("李师傅", transport.person)
        self.assertEqual(case.order_number, transport.document_no)
        self.assertEqual(self.home_user, transport.recorded_uid)
        cremation = case.sudo().node_ids.filtered(lambda n: n.node == "cremation")
        self.assertEqual(case.cremation_number, cremation.document_no)
        self.assertEqual("funeral.placement", cremation.limit_kind_id.code)

    def test_no_cremation_without_certificate(self):
        case = self.report()
        self.fetch(case)
        self.admit(case)
        self.assertEqual("in_home", case.state)
        with self.assertRaisesRegex(UserError, "no valid certificate"):
            self.confirm(case)
        with self.assertRaises(UserError):
            self.cremate(case)
        self.certify(case, user=self.home_user)
        self.assertEqual("in_home", case.state)
        self.confirm(case)
        self.cremate(case)
        self.assertEqual("cremated", case.state)

    def test_refusals_are_in_chinese(self):
        case = self.report().with_context(lang="zh_CN")
        self.fetch(case)
        self.admit(case)
        self.env["res.lang"]._activate_lang("zh_CN")
        with self.assertRaisesRegex(UserError, "没有有效的死亡证明"):
            self.confirm(case)

    def test_no_cremation_without_confirmation(self):
        case = self.reach("in_home")
        with self.assertRaises(UserError):
            self.cremate(case)
        with self.assertRaisesRegex(UserError, "identity number of the host"):
            self.confirm(case, host_input=False)

    def test_unnatural_deaths_need_the_police(self):
        case = self.report(is_unnatural=True)
        with self.assertRaisesRegex(UserError, "police issue"):
            self.certify(case)
        self.certify(case, certificate_kind="police", certificate_input="GA-2026-7")
        self.fetch(case)
        self.admit(case)
        with self.assertRaisesRegex(UserError, "police haven't consented"):
            self.confirm(case)
        case.with_user(self.home_user).action_release(
            release_number="曾公刑尸字〔2026〕3号",
            release_date="2026-08-05",
            release_issuer="区公安分局",
        )
        self.confirm(case)
        self.cremate(case)

    def test_unknown_bodies(self):
        case = self.report(
            user=self.clerk,
            is_unknown=True,
            deceased_name=False,
            identity_input=False,
            reporter_kind="police",
        )
        self.assertEqual("无名氏", case.deceased_name)
        with self.assertRaisesRegex(UserError, "no identity number"):
            self.report(user=self.clerk, is_unknown=True)
        self.certify(case, certificate_kind="letter", certificate_input="公函1号")
        self.assertFalse(case.sudo().death_id.identity_number)
        self.fetch(case)
        self.admit(case)
        mine = case.with_user(self.home_user)
        mine.action_release(
            release_number="公函2号",
            release_date="2026-08-05",
            release_issuer="区公安分局",
        )
        with self.assertRaisesRegex(UserError, "notice of the unknown body"):
            self.confirm(case, host_input=False)
        mine.action_notice(notice_place="区政府网站", notice_at="2026-08-05 09:59:00")
        self.clock.move_to("2026-10-04 15:00:00")
        with self.assertRaisesRegex(UserError, "notice of the unknown body"):
            self.confirm(case, host_input=False)
        self.clock.move_to("2026-10-04 16:00:00")
        self.confirm(case, host_input=False)

    def test_the_code_is_the_identity_number_from_july_2026(self):
        case = self.report(death_at="2026-06-30 10:00:00")
        with self.assertRaisesRegex(UserError, "enter the code"):
            self.certify(case, certificate_date="2026-06-30")
        self.certify(case, certificate_date="2026-06-30", certificate_input="1234567")
        self.assertEqual("1234567", case.sudo().certificate_number)
        other = self.report(identity_input=number(5))
        with self.assertRaisesRegex(UserError, "differs"):
            self.certify(other, certificate_input="1234567")
        self.certify(other)
        self.assertEqual(number(5), other.sudo().certificate_number)

    def test_storage_is_extended_by_formality(self):
        case = self.reach("in_home")
        limit = case.sudo().clock_ids.filtered(lambda c: c.code == "funeral.storage")
        self.assertEqual("2026-08-08 15:59:59", str(limit.limit_at))
        mine = case.with_user(self.home_user)
        values = {"storage_applicant": "赵小山", "storage_reason": "等待亲属"}
        with self.assertRaisesRegex(UserError, "may be stored until"):
            mine.action_extension(storage_until="2026-08-08", **values)
        mine.action_extension(storage_until="2026-08-10", **values)
        self.assertEqual("2026-08-10 15:59:59", str(limit.limit_at))
        self.clock.move_to("2026-08-12 02:00:00")
        self.assertTrue(case.is_overdue)
        mine.action_extension(storage_until="2026-08-14", **values)
        states = case.sudo().clock_ids.filtered(lambda c: c.code == limit.code)
        self.assertEqual(["late", "running"], states.sorted("id").mapped("state"))
        self.assertFalse(case.is_overdue)

    def test_cabinets_and_furnaces_hold_one(self):
        case = self.reach("in_home")
        second = self.report(identity_input=number(6))
        self.fetch(second)
        with self.assertRaisesRegex(UserError, "is taken by"):
            self.admit(second, cabinet=case.cabinet)
        self.admit(second)
        self.certify(second)
        for each in (case, second):
            self.confirm(each)
        self.cremate(case)
        with self.assertRaisesRegex(UserError, "was in use"):
            self.cremate(second, furnace=case.furnace)
        self.cremate(second)

    def test_a_later_placement_replaces(self):
        case = self.reach("placement_pending")
        with self.assertRaisesRegex(UserError, "until when"):
            self.place(case, placement_kind="deposit", placement_document=False)
        self.place(
            case,
            placement_kind="deposit",
            placement_document=False,
            placement_until="2026-09-07",
        )
        self.assertEqual("placed", case.state)
        self.assertTrue(case.sudo()._clocks("funeral.deposit"))
        self.place(case)
        states = case.placement_ids.sorted("id").mapped("state")
        self.assertEqual(["replaced", "valid"], states)
        self.assertEqual("plot", case.placement_kind)
        self.assertEqual("met", case.sudo()._clocks("funeral.deposit").state)

    def test_elsewhere_needs_proof(self):
        case = self.reach("placement_pending")
        with self.assertRaisesRegex(UserError, "number of the proof"):
            self.place(case, placement_kind="elsewhere", placement_document=False)

    def test_the_loop_closes_only_when_complete(self):
        case = self.reach("placed")
        closing = case.with_user(self.clerk)
        with self.assertRaisesRegex(UserError, "nobody has visited"):
            closing.action_closing()
        closing.action_visit(visitor="钱信息", visit_note="已安放")
        with self.assertRaisesRegex(UserError, "household registration"):
            closing.action_closing()
        closing.action_household(household_date="2026-08-06")
        case.with_user(self.informant).action_mark("coffin", "群众反映装棺")
        with self.assertRaisesRegex(UserError, "abnormal marks"):
            closing.action_closing()
        case.mark_ids.with_user(self.clerk).action_clear("经核查不属实")
        closing.action_closing()

    def test_nodes_are_only_added(self):
        case = self.report()
        node = case.sudo().node_ids
        for change in (
            lambda: node.write({"person": "别人"}),
            lambda: node.unlink(),
            lambda: self.env["civil.funeral.node"].create({"case_id": case.id}),
        ):
            with self.assertRaises(UserError):
                change()
        with (
            self.assertRaises(psycopg2.errors.InsufficientPrivilege),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute("UPDATE civil_funeral_node SET person = 'x'")

    def test_corrections_are_new_nodes(self):
        case = self.reach("in_home")
        node = case.node_ids.filtered(lambda n: n.node == "transport")
        values = {**node.facts, "driver": "x"}
        values.pop("driver")
        with self.assertRaisesRegex(UserError, "write what was wrong"):
            case.with_user(self.home_user).action_correct(node.id, " ", **values)
        values["distance"] = 21.0
        case.with_user(self.home_user).action_correct(node.id, "里程填错", **values)
        self.assertEqual(21.0, case.distance)
        self.assertEqual("in_home", case.state)
        node.invalidate_recordset()
        self.assertTrue(node.is_corrected)
        again = case.node_ids.filtered(lambda n: n.corrects_id)
        self.assertEqual("里程填错", again.correction_reason)
        with self.assertRaisesRegex(UserError, "corrected already"):
            case.with_user(self.home_user).action_correct(node.id, "再改", **values)
        with self.assertRaises(AccessError):
            case.with_user(self.informant).action_correct(again.id, "改", **values)

    def test_the_report_is_corrected_with_a_reason(self):
        case = self.report()
        with self.assertRaisesRegex(UserError, "has been sent in"):
            case.deceased_name = "赵大川"
        node = case.node_ids
        case.action_correct(node.id, "姓名写错", deceased_name="赵大川")
        self.assertEqual("赵大川", case.deceased_name)
        self.assertEqual(2, len(case.node_ids))

    def test_an_unknown_body_is_identified(self):
        case = self.report(
            user=self.clerk,
            is_unknown=True,
            deceased_name=False,
            identity_input=False,
            reporter_kind="police",
        )
        self.certify(case, certificate_kind="letter", certificate_input="公函1号")
        case.with_user(self.clerk).action_correct(
            case.node_ids.filtered(lambda n: n.node == "report").id,
            "家属已认领",
            is_unknown=False,
            deceased_name="冯四",
            identity_input=number(9),
        )
        self.assertEqual(number(9), case.sudo().death_id.identity_number)
        self.assertEqual("冯四", case.sudo().death_id.name)

    def test_the_window_corrects_with_what_was_said(self):
        case = self.reach("in_home")
        node = case.node_ids.filtered(lambda n: n.node == "admission")
        window = node.with_user(self.home_user).action_correct()
        step = (
            self.env["civil.funeral.step"]
            .with_user(self.home_user)
            .with_context(**window["context"])
            .create({"reason": "柜号写错"})
        )
        self.assertEqual(case.body_tag, step.body_tag)
        step.cabinet = "B-9"
        step.action_confirm()
        self.assertEqual("B-9", case.cabinet)
        self.assertEqual(
            1,
            len(
                case.sudo()
                ._clocks("funeral.storage")
                .filtered(lambda c: c.state == "running")
            ),
        )
        report = case.node_ids.filtered(lambda n: n.node == "report")
        window = report.with_user(self.informant).action_correct()
        step = (
            self.env["civil.funeral.step"]
            .with_user(self.informant)
            .with_context(**window["context"])
            .create({"reason": "姓名写错", "deceased_name": "赵大川"})
        )
        step.action_confirm()
        self.assertEqual("赵大川", case.deceased_name)
        self.assertEqual("赵大川", case.sudo().death_id.name)

    def test_facts_can_not_be_written(self):
        case = self.report()
        for values in (
            {"cremation_number": "HZ-1"},
            {"state": "cremated"},
            {"certificate_kind": "medical"},
            {"cremated_at": "2026-08-05 00:00:00"},
        ):
            with self.assertRaises(UserError):
                case.with_user(self.clerk).write(values)

    def test_one_case_a_person(self):
        self.report()
        with (
            self.assertRaises(psycopg2.errors.UniqueViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.report()

    def test_cancelled_by_the_head(self):
        case = self.report()
        with self.assertRaises(UserError):
            case.with_user(self.clerk).action_cancellation(cancel_reason="误报")
        case.with_user(self.head).action_cancellation(cancel_reason="误报")
        self.assertEqual("cancelled", case.state)
        self.assertFalse(case.due_at)
        self.report()

    def test_desk(self):
        case = self.report()
        todos = self.env["civil.todo"].search(
            [("res_model", "=", case._name), ("res_id", "=", case.id)]
        )
        self.assertEqual(self.env.ref("civil_funeral.group_informant"), todos.group_id)
        self.certify(case)
        todos = self.env["civil.todo"].search(
            [("res_model", "=", case._name), ("res_id", "=", case.id)]
        )
        self.assertEqual(self.home_user, todos.user_id)
        self.assertEqual(case.due_at, todos.due_at)
