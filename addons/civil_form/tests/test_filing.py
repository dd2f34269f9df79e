import base64

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import FormCase, content, make_book


@tagged("post_install", "-at_install")
class TestFiling(FormCase):
    """A filing from the blank form to the superior and back."""

    def test_the_workbook_is_filled_and_looks_as_before(self):
        filing = self.open_filing()
        filing.action_fill()
        self.type_in(filing)
        blank, filled = self.sheet_of(self.version), self.sheet_of(filing)
        values = [filled[cell].value for cell in ("B5", "B6", "B9", "B2")]
        self.assertEqual([2, 1, 1234.5, "2024-4"], values)
        self.assertEqual("=SUM(B5:B6)", filled["B7"].value)
        self.assertEqual("=B5+C5", filled["D5"].value)
        self.assertEqual(blank.merged_cells.ranges, filled.merged_cells.ranges)
        self.assertEqual(33, filled.column_dimensions["A"].width)
        for row in blank.iter_rows():
            for cell in row:
                other = filled[cell.coordinate]
                for name in ("font", "fill", "border", "number_format", "alignment"):
                    self.assertEqual(
                        repr(getattr(cell, name)), repr(getattr(other, name))
                    )
        self.assertEqual("民政事业月报", filled["A1"].value)

    def test_typed_formulas_follow_at_once(self):
        share = self.make_figure(
            "share", source="formula", formula="typed ÷ villages", digits=2
        )
        self.make_cells({"address": "C5", "figure": share})
        filing = self.open_filing()
        filing.action_fill()
        self.assertFalse(self.value_of(filing, share).shown)
        self.assertIsNone(self.sheet_of(filing)["C5"].value)
        row = self.value_of(filing, self.typed)
        filing.write({"value_ids": [(1, row.id, {"shown": "10", "note": "拨款"})]})
        self.assertEqual("3.33", self.value_of(filing, share).shown)
        self.assertEqual(3.33, self.sheet_of(filing)["C5"].value)
        filing.action_fill()
        self.assertEqual("10.00", self.value_of(filing, self.typed).shown)
        self.assertEqual("3.33", self.value_of(filing, share).shown)

    def test_counted_values_are_not_typed_over(self):
        filing = self.open_filing()
        filing.action_fill()
        row = self.value_of(filing, self.villages, self.east)
        with self.assertRaisesRegex(UserError, "is counted, not typed"):
            row.shown = "7"
        for vals in ({"value": 7}, {"given": False}, {"domain": []}):
            with self.assertRaises(UserError):
                row.write(vals)
        with self.assertRaisesRegex(UserError, "no number"):
            self.type_in(filing, "many")

    def test_missing_and_unknown_towns_are_told(self):
        self.version.workbook = base64.b64encode(
            content(make_book(("East Town", "Middle Town", "合计")))
        )
        filing = self.open_filing()
        filing.action_fill()
        found = "\n".join(filing.finding_ids.mapped("name"))
        self.assertIn("“Middle Town”, which is no place below Test District", found)
        self.assertIn("no row for West Town", found)
        self.type_in(filing)
        with self.assertRaisesRegex(UserError, "still to be explained"):
            filing.with_user(self.head).action_check()
        filing.finding_ids.write({"explanation": "并入东镇"})
        filing.action_fill()
        self.assertFalse(filing.unexplained_count)

    def test_the_checker_is_somebody_else(self):
        filing = self.open_filing(user=self.head)
        filing.action_fill()
        self.type_in(filing.with_user(self.clerk))
        with self.assertRaisesRegex(UserError, "can't check it"):
            filing.action_check()
        other = self.make_user("form_head_2", "civil_form.group_head")
        filing.with_user(other).action_check()
        self.assertEqual((self.head, other), (filing.filled_uid, filing.checked_uid))

    def test_who_only_typed_can_not_check_either(self):
        filing = self.open_filing()
        filing.action_fill()
        self.type_in(filing.with_user(self.head))
        with self.assertRaisesRegex(UserError, "can't check it"):
            filing.with_user(self.head).action_check()

    def test_nothing_is_checked_before_it_is_typed_with_a_note(self):
        filing = self.open_filing()
        filing.action_fill()
        for text, note in (("", "x"), ("5", "")):
            self.type_in(filing, text, note)
            with self.assertRaisesRegex(UserError, "still to be typed"):
                filing.with_user(self.head).action_check()

    def test_what_is_checked_is_frozen(self):
        filing = self.checked()
        row = self.value_of(filing, self.typed)
        for change in (
            lambda: row.write({"note": "other"}),
            lambda: row.write({"shown": "1"}),
            lambda: filing.write({"value_ids": [(1, row.id, {"note": "other"})]}),
            lambda: filing.write({"period_start": "2024-03-01"}),
            lambda: filing.write({"content_hash": "x"}),
            lambda: filing.write({"workbook": False}),
            lambda: filing.action_fill(),
            lambda: filing.unlink(),
        ):
            with self.assertRaises(UserError):
                change()
        self.assertEqual("财政拨款单", row.note)

    def test_another_filings_values_are_not_reached_through_this_one(self):
        march = self.checked("2024-03-01")
        april = self.open_filing()
        april.action_fill()
        row = self.value_of(march, self.typed)
        for command in ((1, row.id, {"note": "x"}), (0, 0, {}), (2, row.id), (5,)):
            with self.assertRaises(UserError):
                april.write({"value_ids": [command]})

    def test_what_was_changed_past_the_program_is_not_sent(self):
        filing = self.checked()
        row = self.value_of(filing, self.villages, self.east)
        self.env.cr.execute(
            "UPDATE civil_form_value SET value = 9 WHERE id = %s", [row.id]
        )
        row.invalidate_recordset()
        with self.assertRaisesRegex(UserError, "aren't those that were checked"):
            filing.action_send(way="system")

    def test_a_check_is_taken_back_before_sending(self):
        filing = self.checked()
        filing.with_user(self.head).action_reopen()
        self.assertEqual(("filled", False), (filing.state, filing.content_hash))
        self.type_in(filing, "5")

    def test_sent_returned_and_sent_again(self):
        filing = self.checked()
        with self.assertRaisesRegex(UserError, "in which way"):
            filing.action_send()
        filing.action_send(sent_on="2024-05-05", way="system", receipt_number="R1")
        first = filing.dispatch_ids
        filing.receipt_number = "R2"
        self.assertEqual("R2", first.receipt_number)
        kept = first.workbook
        self.assertEqual(filing.content_hash, first.content_hash)
        with self.assertRaisesRegex(UserError, "why the superior"):
            filing.action_return()
        filing.action_return(reason="口径有误")
        filing.action_fill()
        self.type_in(filing, "99")
        filing.with_user(self.head).action_check()
        filing.sent_way = "paper"
        self.assertIn(",sent,", filing.next_states)
        filing.action_send()
        with self.assertRaisesRegex(UserError, "why the superior"):
            filing.action_return()
        self.assertEqual([2, 1], filing.dispatch_ids.sorted().mapped("round"))
        self.assertEqual(
            ("口径有误", "R2"), (first.return_reason, first.receipt_number)
        )
        self.assertEqual(kept, first.workbook)
        self.assertNotEqual(kept, filing.dispatch_ids.sorted()[0].workbook)
        for record in (first, first.sudo()):
            with self.assertRaisesRegex(UserError, "doesn't change any more"):
                record.write({"sent_on": "2024-05-01"})
            with self.assertRaisesRegex(UserError, "doesn't change any more"):
                record.unlink()

    def test_a_day_ahead_is_no_day_of_sending(self):
        filing = self.checked()
        with self.assertRaisesRegex(UserError, "lies ahead"):
            filing.action_send(sent_on="2024-05-07", way="paper")

    def test_changes_over_the_threshold_are_explained(self):
        self.form.threshold_percent = 50
        self.checked("2024-03-01")
        self.checked("2023-04-01")
        filing = self.open_filing()
        filing.action_fill()
        row = self.type_in(filing, "1851.75")
        self.assertEqual(
            ("1,234.50", "1,234.50"), (row.previous_shown, row.last_year_shown)
        )
        self.assertFalse(row.to_explain)
        self.type_in(filing, "1851.76")
        self.assertTrue(row.unexplained)
        with self.assertRaisesRegex(UserError, "still to be explained"):
            filing.with_user(self.head).action_check()
        row.explanation = "提高标准"
        filing.with_user(self.head).action_check()

    def test_a_period_that_runs_is_not_filled(self):
        with self.assertRaisesRegex(UserError, "hasn't ended"):
            self.open_filing("2024-05-01").action_fill()

    def test_there_is_one_filing_a_period_and_days_settle_to_the_first(self):
        filing = self.open_filing("2024-04-17")
        self.assertEqual("2024-04-01", str(filing.period_start))
        self.assertEqual(filing, self.open_filing())
        self.assertEqual("2024-04-30", str(filing.period_end))

    def test_late_and_nearly_late(self):
        filing = self.open_filing()
        self.assertEqual("open", filing.due_state)
        self.form.remind_days = 4
        self.assertEqual("soon", filing.due_state)
        late = self.open_filing("2024-03-01")
        self.assertEqual("late", late.due_state)
        this_month = self.env.ref("civil_form.civil_form_filing_view_search").arch
        self.assertIn("due_this_month", this_month)
        found = filing.search(
            [("due_date", ">=", "today =1d"), ("due_date", "<", "today =1d +1m")]
        )
        self.assertEqual(filing, found & (filing | late))

    def test_every_counted_value_opens_its_records(self):
        filing = self.open_filing()
        filing.action_fill()
        for place, count in ((self.east, 2), (self.west, 1)):
            action = self.value_of(filing, self.villages, place).action_records()
            model = self.env[action["res_model"]].with_user(self.clerk)
            self.assertEqual(count, model.search_count(action["domain"]))

    def test_a_formula_opens_its_parts(self):
        share = self.make_figure("share", source="formula", formula="villages × 2")
        self.make_cells({"address": "C5", "figure": share})
        filing = self.open_filing()
        filing.action_fill()
        action = self.value_of(filing, share).action_records()
        parts = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual("3", parts.shown)
        self.assertFalse(parts.cells)

    def test_a_division_by_zero_is_told_and_nothing_is_half_done(self):
        bad = self.make_figure(
            "bad", source="formula", formula="1 ÷ (villages - villages)"
        )
        self.make_cells({"address": "C5", "figure": bad})
        filing = self.open_filing()
        with self.assertRaisesRegex(UserError, "divides by zero"):
            filing.action_fill()

    def test_states_are_changed_by_steps_only(self):
        filing = self.open_filing()
        for vals in ({"state": "sent"}, {"maker_ids": [(5,)]}, {"filled_uid": 1}):
            with self.assertRaises(UserError):
                filing.write(vals)
        with self.assertRaises(UserError):
            filing.with_context(
                civil_form_filling=True, civil_form_together=True
            ).write({"sent_way": "paper"})
