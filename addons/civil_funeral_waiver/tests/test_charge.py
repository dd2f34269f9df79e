from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from odoo.addons.civil_document.models.civil_paper import CivilPaper

from .common import WaiverCase

USED = (("遗体接运", 1), ("遗体冷藏", 80), ("普通炉火化", 1))


@tagged("post_install", "-at_install")
class TestCharge(WaiverCase):
    """The counter of the funeral home: what is charged, waived and paid."""

    def test_the_family_pays_the_rest(self):
        sheet = self.sheet(self.reach("cremated"), *USED)
        sheet.action_settle()
        self.assertRecordValues(
            sheet,
            [
                {
                    "state": "settled",
                    "total": 2050.0,
                    "waived": 1880.0,
                    "payable": 170.0,
                    "program_id": self.program.id,
                    "ground_id": self.grounds["hukou"].id,
                }
            ],
        )
        self.assertEqual([300, 1080, 500], sheet.line_ids.mapped("waived"))
        self.assertIn("寄存一年", sheet.unused_items)
        self.assertNotIn("奖补", sheet.unused_items)
        self.assertRegex(sheet.name, r"^JS-\d+-2026-00001$")

    def test_one_screen(self):
        """Case chosen, what is waived brought in, quantities typed, settled."""
        case = self.reach("cremated")
        with Form(
            self.env["civil.funeral.charge"]
            .with_user(self.home_user)
            .with_context(default_claims_waiver=True)
        ) as form:
            form.case_id = case.with_user(self.home_user)
            form.proof = "户口簿"
            form.other_claim = "none"
            form.applicant = "赵小山"
            form.signed_on = "2026-08-07"
        sheet = form.record
        sheet.action_fill()
        hours = dict((line.name, line.quantity) for line in sheet.line_ids)
        # Admitted 2026-08-05 09:58, cremated 2026-08-07 01:30, in begun hours.
        self.assertEqual(40, hours["遗体冷藏"])
        sheet.action_fill()
        self.assertEqual(4, len(sheet.line_ids))
        sheet.line_ids.filtered(lambda line: line.name == "骨灰寄存").unlink()
        sheet.action_settle()
        self.assertEqual(300 + 600 + 500, sheet.waived)
        self.assertEqual(50, sheet.payable)

    def test_nothing_above_the_list(self):
        sheet = self.sheet(self.reach("cremated"), *USED)
        sheet.line_ids[0].unit_price = 351
        with self.assertRaisesRegex(UserError, "350.00 yuan at most"):
            sheet.action_settle()

    def test_nothing_outside_the_list(self):
        sheet = self.sheet(self.reach("cremated"), *USED)
        sheet.line_ids = [Command.create({"name": "引魂费", "unit_price": 66})]
        with self.assertRaisesRegex(UserError, "what isn't listed isn't charged"):
            sheet.action_settle()
        sheet.line_ids[-1].name = "消毒费"
        with self.assertRaisesRegex(UserError, "part of another item"):
            sheet.action_settle()

    def test_no_list_no_charge(self):
        sheet = self.sheet(self.reach("cremated"), *USED, date="2026-03-01")
        self.assertFalse(sheet.price_list_id)
        with self.assertRaisesRegex(UserError, "no published price list"):
            sheet.action_settle()

    def test_without_a_waiver_everything_is_paid(self):
        sheet = self.sheet(self.reach("in_home"), ("遗体接运", 1), claims_waiver=False)
        sheet.action_settle()
        self.assertEqual((350, 0), (sheet.payable, sheet.waived))

    def test_waived_after_the_cremation_only(self):
        sheet = self.sheet(self.reach("in_home"), ("遗体接运", 1))
        with self.assertRaisesRegex(UserError, "no cremation certificate"):
            sheet.action_settle()

    def test_registered_here_at_death(self):
        sheet = self.sheet(self.reach("cremated"), *USED, hukou="other")
        with self.assertRaises(UserError):
            sheet.action_settle()
        sheet.hukou, sheet.proof = "local", False
        sheet.ground_id = self.grounds["hukou"]
        with self.assertRaisesRegex(UserError, "household registration"):
            sheet.action_settle()

    def test_unknown_bodies_need_no_register(self):
        sheet = self.sheet(self.reach("cremated"), *USED, hukou="other")
        sheet.ground_id = self.grounds["unknown"]
        with self.assertRaisesRegex(UserError, "is known"):
            sheet.action_settle()

    def test_a_class_of_low_income(self):
        resident = self.env["civil.resident"].create(
            {
                "name": "赵大山",
                "identity_input": self.reach("cremated").sudo().identity_number,
                "division_id": self.village.id,
            }
        )
        case = self.env["civil.funeral.case"].search([], limit=1, order="id desc")
        case.sudo()._write_guarded({"resident_id": resident.id})
        kind = self.env.ref("civil_resident.kind_minimum_living")
        ground = self.env["civil.funeral.waiver.ground"].create(
            {
                "program_id": self.program.id,
                "name": "低保对象",
                "kind": "category",
                "category_ids": [Command.set(kind.ids)],
            }
        )
        sheet = self.sheet(case, *USED, ground_id=ground.id)
        with self.assertRaisesRegex(UserError, "none of the lists"):
            sheet.action_settle()
        self.env["civil.resident.category"].create(
            {
                "resident_id": resident.id,
                "kind_id": kind.id,
                "date_from": "2024-01-01",
                "date_to": "2026-08-05",
            }
        )
        sheet.action_settle()
        self.assertEqual("settled", sheet.state)

    def test_claimed_elsewhere_is_claimed_once(self):
        for claim, sentence in ((False, "state whether"), ("employer", "second time")):
            sheet = self.sheet(self.one(), *USED, other_claim=claim)
            with self.assertRaisesRegex(UserError, sentence):
                sheet.action_settle()

    def one(self):
        """The single case of the test."""
        case = self.env["civil.funeral.case"].search([], limit=1)
        return case or self.reach("cremated")

    def test_waived_once_for_a_deceased(self):
        case = self.reach("cremated")
        first, second = self.sheet(case, *USED), self.sheet(case, *USED)
        first.action_settle()
        with self.assertRaisesRegex(UserError, first.name):
            second.action_settle()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                "UPDATE civil_funeral_charge SET state = 'settled' WHERE id = %s",
                [second.id],
            )
        # What isn't waived may be charged on a further sheet.
        second.claims_waiver = False
        second.line_ids = [Command.clear(), self.deposit()]
        second.action_settle()
        self.assertEqual(240, second.payable)

    def deposit(self):
        return Command.create({"price_line_id": self.price("骨灰寄存").id})

    def test_an_award_for_an_ecological_burial(self):
        sheet = self.sheet(self.reach("placement_pending"), *USED)
        award = Command.create(
            {"name": "奖补", "waiver_item_id": self.items["生态安葬奖补"].id}
        )
        sheet.line_ids = [award]
        with self.assertRaisesRegex(UserError, "no ecological burial"):
            sheet.action_settle()
        self.place(sheet.case_id, placement_kind="ecological")
        sheet.action_settle()
        self.assertEqual((1880, 2000, 3880), (sheet.waived, sheet.award, sheet.claimed))
        self.assertEqual(170, sheet.payable)

    def test_the_policy_of_the_day_of_death(self):
        self.program.with_user(self.head).date_to = "2026-08-04"
        later = self.make_program(
            date_from="2026-08-05",
            item_ids=[self.item_values("接运", "transport", "lump", 400)],
        )
        sheet = self.sheet(self.reach("cremated"), *USED)
        self.assertEqual(later, sheet.program_id)
        self.assertEqual(350, sheet.waived)

    def test_what_a_policy_said_stays(self):
        self.sheet(self.reach("cremated"), *USED).action_settle()
        for write in (
            lambda: self.items["火化"].with_user(self.head).write({"amount": 600}),
            lambda: self.items["火化"].with_user(self.head).unlink(),
            lambda: self.grounds["hukou"].with_user(self.head).unlink(),
        ):
            with self.assertRaises(UserError):
                write()
        self.program.with_user(self.head).date_to = "2026-12-31"

    def test_a_settled_sheet_stays(self):
        sheet = self.sheet(self.reach("cremated"), *USED)
        sheet.action_settle()
        for write in (
            lambda: sheet.write({"applicant": "别人"}),
            lambda: sheet.line_ids[0].write({"quantity": 9}),
            lambda: sheet.line_ids[0].unlink(),
            lambda: sheet.write({"line_ids": [self.deposit()]}),
            lambda: sheet.write({"state": "draft"}),
            lambda: sheet.unlink(),
        ):
            with self.assertRaises(UserError):
                write()

    def test_voided_and_settled_anew(self):
        sheet = self.sheet(self.reach("cremated"), *USED)
        sheet.action_settle()
        sheet.action_void("数量录错")
        again = self.env["civil.funeral.charge"].browse(
            sheet.action_replace()["res_id"]
        )
        again = again.with_user(self.home_user)
        self.assertEqual(sheet, again.replaces_id)
        again.signed_on = "2026-08-07"
        again.line_ids.filtered(lambda line: line.name == "遗体冷藏").quantity = 70
        again.action_settle()
        self.assertEqual(300 + 1050 + 500, again.waived)
        self.assertEqual(1880, sheet.waived)

    def test_the_settlement_sheet_is_printed_once(self):
        sheet = self.sheet(self.reach("cremated"), *USED)
        with self.assertRaises(UserError):
            sheet.action_print()
        sheet.action_settle()
        pages = []

        def keep(paper, html, count_pages=False):
            pages.append(str(html))
            return self.blank(paper)

        with patch.object(type(self.env["civil.paper"]), "_pdf", keep):
            sheet.action_print()
            sheet.action_print()
        self.assertEqual(1, len(pages))
        for text in (sheet.name, "普通炉火化", "1,880.00", "壹佰柒拾元整", "赵小山"):
            self.assertIn(text, pages[0])
        self.assertNotIn(sheet.sudo().case_id.identity_number, pages[0])
        self.assertEqual(1, sheet.sudo().document_count)

    def blank(self, paper):
        self.assertTrue(issubclass(type(paper), CivilPaper))
        return b"%PDF-1.4 blank"
