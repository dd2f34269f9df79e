import io
import json
from unittest.mock import patch

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CivilBaseCase, division_file

GOOD = ("990101003,New Town,town,990101", "990101003001,New Village,村,990101003")
BAD = "990101,Double,district,999999"


@tagged("post_install", "-at_install")
class TestImport(CivilBaseCase):
    def taken(self):
        return self.env["civil.division"].search([("code", "=like", "990101003%")])

    def test_a_good_file_is_taken_whole(self):
        job = self.load(division_file(*GOOD), take="all")
        self.assertEqual("taken", job.state)
        self.assertEqual((2, 2, 0, 0), self.counts(job))
        self.assertEqual(2, len(self.taken()))
        self.assertEqual("divisions.csv", job.filename)
        self.assertEqual(64, len(job.sha256))

    def counts(self, job):
        return job.line_count, job.ok_count, job.warning_count, job.error_count

    def test_a_faulty_file_is_not_taken_whole(self):
        job = self.load(division_file(*GOOD, BAD), take="all")
        self.assertEqual("checked", job.state)
        self.assertEqual((3, 2, 0, 1), self.counts(job))
        with self.assertRaisesRegex(UserError, "1 faulty"):
            job.action_take()
        self.assertFalse(self.taken())

    def test_the_good_lines_may_be_taken(self):
        job = self.load(division_file(*GOOD, BAD))
        job.action_take_good()
        self.assertEqual("taken", job.state)
        self.assertEqual(2, len(self.taken()))

    def test_a_file_may_be_refused(self):
        job = self.load(division_file(*GOOD))
        job.action_refuse()
        self.assertEqual("refused", job.state)
        for action in ("action_take", "action_take_good", "action_check"):
            with self.assertRaises(UserError):
                getattr(job, action)()
        self.assertFalse(self.taken())

    def test_the_same_file_twice_changes_nothing(self):
        first = self.load(division_file(*GOOD), take="all")
        self.taken().write({"name": "Renamed"})
        again = self.load(division_file(*GOOD), filename="copy.csv", take="good")
        self.assertEqual("refused", again.state)
        for part in (first.filename, self.admin.name, "Nothing was changed"):
            self.assertIn(part, again.message)
        self.assertEqual({"Renamed"}, set(self.taken().mapped("name")))
        self.assertFalse(again.line_ids)

    def test_the_same_file_checked_twice_is_taken_once(self):
        first = self.load(division_file(*GOOD))
        second = self.load(division_file(*GOOD), filename="copy.csv")
        second.action_take()
        with self.assertRaisesRegex(UserError, "copy.csv"):
            first.action_take()

    def test_a_file_without_good_lines_is_not_taken(self):
        job = self.load(division_file(BAD), take="good")
        self.assertEqual("checked", job.state)
        with self.assertRaises(UserError):
            job.action_take_good()

    def test_unreadable_files_are_refused_in_a_sentence(self):
        for content, words in (
            (b"", "is empty"),
            (b"PK\x03\x04", "damaged"),
            (b"<html/>", "web page"),
            (b"\x81\xff\xff", "UTF-8"),
            (b"name,level\na,b", "missing: code"),
        ):
            job = self.load(content, filename="f")
            self.assertEqual("refused", job.state)
            self.assertIn(words, job.message)

    def test_half_done_is_undone(self):
        job = self.load(division_file(*GOOD))
        handler = type(self.env["civil.import.division"])
        with patch.object(handler, "_take", side_effect=UserError("no")):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                job.action_take()
        self.assertEqual("checked", job.state)

    def test_what_was_taken_of_divisions_stays(self):
        job = self.load(division_file(*GOOD), take="all")
        with self.assertRaisesRegex(UserError, "withdrawn"):
            job.action_withdraw()
        self.assertEqual("taken", job.state)

    def test_checking_again_reads_the_file_again(self):
        job = self.load(division_file("990101003001,V,village,990101003"))
        self.assertEqual(1, job.error_count)
        self.env["civil.division"].create(
            {
                "code": "990101003",
                "name": "T",
                "level": "town",
                "parent_id": self.district.id,
            }
        )
        job.action_check()
        self.assertEqual((1, 1, 0, 0), self.counts(job))

    def test_a_refused_sheet_is_one_faulty_line(self):
        handler = type(self.env["civil.import.division"])
        with patch.object(handler, "_check_sheet", return_value=(7, "Wrong month.")):
            job = self.load(division_file(*GOOD))
        self.assertEqual("refused", job.state)
        self.assertEqual("Wrong month.", job.message)

    def test_statements_do_not_grow_with_the_lines(self):
        def measure(first, count):
            lines = [
                f"{code},V,village,990101001"
                for code in range(990101001000 + first, 990101001000 + first + count)
            ]
            with self.count_statements() as counted:
                self.load(division_file(*lines), filename=f"{count}.csv")
            return counted[0]

        measure(100, 1)
        self.assertEqual(measure(200, 10), measure(300, 600))

    def test_faulty_lines_come_back_as_a_workbook(self):
        content = division_file(*GOOD, BAD, "990101004,,town,990101")
        job = self.load(content)
        action = job.action_download_errors()
        self.assertEqual("ir.actions.report", action["type"])
        report = self.env["ir.actions.report"].with_user(self.admin)
        content, kind = report._render_xlsx(
            "civil_base.civil_import_errors_report", job.ids, {}
        )
        self.assertEqual("xlsx", kind)
        sheet = openpyxl.load_workbook(io.BytesIO(content))["divisions"]
        rows = [[cell.value for cell in row] for row in sheet]
        self.assertEqual(
            ["code", "name", "level", "parent_code"],
            rows[0][:4],
            "can be uploaded again",
        )
        self.assertEqual(["990101", "Double", "district", "999999", 4], rows[1][:5])
        self.assertIn("999999", rows[1][5])
        self.assertEqual(3, len(rows))

    def test_the_workbook_can_be_corrected_and_uploaded(self):
        job = self.load(division_file("990101003,,town,990101"))
        report = self.env["ir.actions.report"].with_user(self.admin)
        content, _kind = report._render_xlsx(
            "civil_base.civil_import_errors_report", job.ids, {}
        )
        book = openpyxl.load_workbook(io.BytesIO(content))
        book.active["B2"] = "New Town"
        corrected = io.BytesIO()
        book.save(corrected)
        job = self.load(corrected.getvalue(), filename="corrected.xlsx", take="all")
        self.assertEqual("taken", job.state)

    def test_the_upload_dialog_shows_the_result(self):
        wizard = (
            self.env["civil.import.upload"]
            .with_user(self.admin)
            .create(
                {
                    "kind_id": self.kind.id,
                    "file": "Y29kZQ==",
                    "filename": "a.csv",
                }
            )
        )
        self.assertIn(self.kind, wizard.allowed_kind_ids)
        job = self.env["civil.import"].browse(wizard.action_upload()["res_id"])
        self.assertEqual("refused", job.state)

    def test_lines_are_opened_from_the_file(self):
        job = self.load(division_file(*GOOD))
        action = job.action_open_lines()
        lines = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(job.line_ids, lines)


@tagged("post_install", "-at_install")
class TestImportAccess(CivilBaseCase):
    def setUp(self):
        super().setUp()
        self.job = self.load(division_file(*GOOD, BAD))

    def test_only_who_may_use_the_kind_imports(self):
        for user in (
            self.staff,
            self.finance,
            self.auditor,
            self.reader,
            self.outsider,
        ):
            with self.assertRaises(AccessError):
                self.load(division_file(*GOOD), user=user)
            with self.assertRaises(AccessError):
                self.job.with_user(user).action_take_good()

    def test_who_may_not_import_sees_no_file(self):
        for user in (self.staff, self.finance, self.reader):
            imports = self.env["civil.import"].with_user(user)
            self.assertFalse(imports.search([]))
            with self.assertRaises(AccessError):
                self.job.with_user(user).read(["filename"])
            with self.assertRaises(AccessError):
                self.job.line_ids[0].with_user(user).read(["message"])

    def test_the_auditor_reads_all_and_changes_nothing(self):
        job = self.job.with_user(self.auditor)
        self.assertEqual(3, len(job.line_ids))
        for vals in ({"filename": "x"}, {"message": "x"}):
            with self.assertRaises(AccessError):
                job.write(vals)
        with self.assertRaises(AccessError):
            job.line_ids.write({"status": "ok"})
        with self.assertRaises(AccessError):
            job.unlink()

    def test_nobody_writes_imports_or_lines_by_hand(self):
        for record, vals in (
            (self.job, {"error_count": 0}),
            (self.job, {"sha256": "0"}),
            (self.job.line_ids[0], {"status": "ok"}),
        ):
            with self.assertRaises(AccessError):
                record.with_user(self.admin).write(vals)
            with self.assertRaises(AccessError):
                record.with_user(self.admin).unlink()

    def test_cells_and_files_are_for_readers_of_personal_data(self):
        for field in ("raw", "data", "cells"):
            with self.assertRaises(AccessError):
                self.job.line_ids.with_user(self.admin).read([field])
        for field in ("file", "layout"):
            with self.assertRaises(AccessError):
                self.job.with_user(self.admin).read([field])
        attachment = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "civil.import"),
                ("res_field", "=", "file"),
                ("res_id", "=", self.job.id),
            ]
        )
        self.assertTrue(attachment)
        with self.assertRaises(AccessError):
            attachment.with_user(self.admin).read(["datas"])

    def test_readers_of_personal_data_see_cells(self):
        self.reader.group_ids = [
            Command.link(self.env.ref("civil_base.group_admin").id)
        ]
        line = self.job.line_ids[0].with_user(self.reader)
        self.assertEqual("990101003", line.data["code"])
        self.assertIn("code: 990101003", line.cells)
        self.assertEqual(json.loads(json.dumps(line.raw)), line.raw)
