import base64

import psycopg2

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import FormCase, content, make_book, unlocked


@tagged("post_install", "-at_install")
class TestForm(FormCase):
    """Forms, their versions and what goes where."""

    def setUp(self):
        super().setUp()
        self.version.date_to = "2025-12-31"

    def test_an_old_workbook_is_refused_with_the_remedy(self):
        old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
        with self.assertRaisesRegex(ValidationError, "old.xls: .*save it as .xlsx"):
            self.make_version(
                date_from="2026-01-01",
                workbook=base64.b64encode(old),
                filename="old.xls",
            )

    def test_cells_are_kept_in_one_way(self):
        cell = self.make_cells({"address": "$c$6", "figure": self.villages})
        self.assertEqual(("月报表", "C6"), (cell.sheet, cell.address))
        merged = self.version.cell_ids.filtered(lambda each: each.kind == "period")
        self.assertEqual("B2", merged.address)

    @mute_logger("odoo.sql_db")
    def test_bad_cells_are_refused_in_words(self):
        for address, words in (
            ("Z99", "outside the form"),
            ("cell", "no address"),
            ("D5", "formula of the form"),
        ):
            with self.assertRaisesRegex(ValidationError, words):
                self.make_cells({"address": address, "figure": self.villages})
        with self.assertRaisesRegex(ValidationError, "no sheet “年报”.*月报表"):
            self.make_cells({"address": "C5", "figure": self.typed, "sheet": "年报"})
        with self.assertRaises(psycopg2.errors.UniqueViolation):
            with self.env.cr.savepoint():
                self.make_cells({"address": "B9", "figure": self.villages})

    def test_content_that_can_not_be_meant(self):
        for cell in (
            {"address": "C5"},
            {"address": "C5", "kind": "block", "figure": self.villages},
            {
                "address": "C5",
                "kind": "block",
                "figure": self.villages,
                "column": "A",
                "division": self.east,
            },
        ):
            with self.assertRaises(ValidationError):
                self.make_cells(cell)

    def test_locked_cells_of_a_protected_sheet_are_refused(self):
        version = self.make_version(unlocked(make_book(), "B5"), date_from="2026-01-01")
        self.make_cells({"address": "B5", "figure": self.villages}, version=version)
        with self.assertRaisesRegex(ValidationError, "locked"):
            self.make_cells({"address": "B6", "figure": self.villages}, version=version)

    def test_a_renamed_sheet_is_noticed_when_the_workbook_comes(self):
        book = make_book()
        book.active.title = "新表"
        with self.assertRaisesRegex(ValidationError, "no sheet “月报表”.*新表"):
            self.version.workbook = base64.b64encode(content(book))

    @mute_logger("odoo.sql_db")
    def test_versions_and_due_days_do_not_overlap(self):
        with self.assertRaises(psycopg2.errors.ExclusionViolation):
            with self.env.cr.savepoint():
                self.make_version(date_from="2025-06-01")
        with self.assertRaises(psycopg2.errors.ExclusionViolation):
            with self.env.cr.savepoint():
                self.form.due_ids.copy({"date_from": "2023-01-01"})

    def test_the_version_and_the_due_day_of_the_period_hold(self):
        later = self.make_version(date_from="2026-01-01")
        self.form.due_ids.date_to = "2024-04-29"
        self.env["civil.form.due"].create(
            {
                "form_id": self.form.id,
                "days": 5,
                "date_from": "2024-04-30",
                "legal_basis": "市民函〔2024〕2号",
            }
        )
        march, april = self.open_filing("2024-03-31"), self.open_filing()
        self.assertEqual("2024-04-10", str(march.due_date))
        self.assertEqual("2024-05-05", str(april.due_date))
        self.assertEqual(self.version, self.form._version_on(april.period_end))
        self.assertEqual(later, self.form._version_on(later.date_from))
        with self.assertRaisesRegex(UserError, "no version holds on 2022"):
            self.open_filing("2022-04-01")

    def test_cells_are_proposed_and_taken(self):
        action = self.version.with_user(self.admin).action_propose()
        wizard = self.env["civil.form.propose"].browse(action["res_id"])
        by_address = {line.address: line for line in wizard.line_ids}
        # What is filled row by row is taken, and the first row stands for all below.
        self.assertEqual({"C5", "C7"}, by_address.keys())
        self.assertEqual("East Town / 居民数", by_address["C5"].label)
        self.assertEqual("A", by_address["C5"].name_column)
        wizard.line_ids.figure_id = False
        with self.assertRaises(UserError):
            wizard.action_apply()
        by_address["C5"].figure_id = self.villages
        wizard.action_apply()
        cell = self.version.cell_ids.filtered(lambda each: each.address == "C5")
        self.assertEqual(("block", "A"), (cell.kind, cell.name_column))

    def test_filings_begin_by_themselves_once(self):
        quarterly = self.make_form(name="季报", period_kind="quarter")
        self.make_version(form=quarterly)
        without = self.make_form(name="无表")
        self.env["civil.form"]._cron_open_filings()
        begun = (self.form | quarterly | without).filing_ids
        self.assertEqual(
            {(self.form, "2024-04-01"), (quarterly, "2024-01-01")},
            {(filing.form_id, str(filing.period_start)) for filing in begun},
        )
        self.assertFalse(self.env["civil.form"]._cron_open_filings())

    def test_a_workbook_with_which_something_was_sent_stays(self):
        filing = self.checked()
        filing.action_send(way="paper")
        with self.assertRaisesRegex(UserError, "was sent with this workbook"):
            self.version.workbook = base64.b64encode(content(make_book()))

    def test_a_form_that_was_filled_keeps_cycle_and_place(self):
        filing = self.open_filing()
        self.form.period_kind = "year"
        self.form.period_kind = "month"
        filing.action_fill()
        for vals in ({"period_kind": "quarter"}, {"division_id": self.east.id}):
            with self.assertRaisesRegex(UserError, "filled already"):
                self.form.write(vals)
        self.form.write({"period_kind": "month", "name": "新名"})

    def test_checks_are_read_when_they_are_written(self):
        for expression, words in (
            ("B5", "exactly one sign"),
            ("B5 = 年报!B6", "no sheet"),
            ("B5 = towns", "no address"),
            ("B5 = (B6", "parenthesis"),
        ):
            with self.assertRaisesRegex(ValidationError, words):
                self.version.check_ids.create(
                    {
                        "version_id": self.version.id,
                        "name": "Sum",
                        "expression": expression,
                    }
                )
