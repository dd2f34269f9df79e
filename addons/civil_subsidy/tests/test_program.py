from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .life_common import LifeCase

#: Every program of the bureau: name, method, cycle, payee, notice, source, children.
PROGRAMS = (
    ("特困基本生活", "fixed", "monthly", "person", "needed", False),
    ("特困照料护理", "fixed", "monthly", "agent", "needed", False),
    ("孤儿基本生活费", "fixed", "monthly", "person", "forbidden", True),
    ("事实无人抚养", "fixed", "monthly", "person", "forbidden", True),
    ("农村低保", "difference", "monthly", "head", "needed", False),
    ("高龄津贴按季", "fixed", "quarterly", "person", "none", False),
    ("养老服务补贴", "fixed", "monthly", "person", "none", False),
    ("机构运营补贴", "bed_month", "quarterly", "institution", "none", False),
    ("机构床位补贴", "bed_day", "yearly", "institution", "none", False),
    ("急难救助", "individual", "once", "person", "none", False),
    ("惠民殡葬减免", "individual", "once", "institution", "none", False),
)


@tagged("post_install", "-at_install")
class TestProgram(LifeCase):
    """Programs are made on the screen, and what can't be meant is refused."""

    def test_a_section_head_makes_every_program_on_the_form(self):
        programs = self.env["civil.subsidy.program"].with_user(self.head)
        for at, (name, method, cycle, payee, notice, children) in enumerate(PROGRAMS):
            with self.subTest(name), Form(programs) as form:
                form.name = name
                form.code = f"t{at}"
                form.remark = name[:12]
                form.cycle = cycle
                form.amount_method = method
                form.payee_kind = payee
                form.for_children = children
                if not children:
                    form.publicity = notice
                with form.class_ids.new() as line:
                    line.name = "全部"
                with form.share_ids.new() as line:
                    line.source = "district"
                    line.percent = 100
                    line.date_from = "2020-01-01"
            program = programs.search([("code", "=", f"t{at}")])
            self.assertEqual(program.publicity, notice)
            self.assertTrue(program._sources_complete(date(2024, 1, 1)))
            self.assertFalse(program._sources_complete(date(2019, 1, 1)))

    def test_misfits_are_refused(self):
        for values, sentence in (
            ({"amount_method": "bed_day", "source": "roster"}, "per person"),
            ({"cycle": "quarterly", "source": "roster"}, "paid monthly"),
            ({"for_children": True, "publicity": "none"}, "never published"),
            ({"source": "roster", "payee_kind": "agent"}, "account of each person"),
        ):
            with (
                self.subTest(values),
                self.assertRaisesRegex(ValidationError, sentence),
                self.env.cr.savepoint(),
            ):
                self.old.write(values)

    def test_the_program_says_what_it_lacks(self):
        self.assertIn("0 percent, not 100", self.old.setup_warning)
        self.make_class(self.old, "90-99周岁")
        self.env["civil.subsidy.share"].create(
            [
                {
                    "program_id": self.old.id,
                    "source": source,
                    "percent": percent,
                    "date_from": "2020-01-01",
                }
                for source, percent in (("central", 66.67), ("district", 33.33))
            ]
        )
        self.old.invalidate_recordset()
        self.assertEqual(
            self.old.setup_warning, "No standard is in force for: 90-99周岁."
        )
        self.assertTrue(self.old._sources_complete(date(2024, 1, 1)))

    def test_a_class_takes_the_standard_above_it(self):
        above = self.make_class(self.low, "全区")
        (self.urban | self.rural).parent_id = above
        part = self.make_class(self.low, "重点保障", parent_id=self.urban.id)
        self.assertTrue(part._has_standard(date(2024, 1, 1)))
        record = self.grant(self.first, self.low, class_id=part.id)
        self.assertEqual(self.amounts(record, "2024-01"), ["800.00"])

    def test_end_and_replace(self):
        standard = self.eighty.standard_ids.with_user(self.head)
        new = standard.action_end_and_replace(120, "2024-07-01", "曾民发〔2024〕8号")
        self.assertEqual(str(standard.date_to), "2024-06-30")
        self.assertEqual(standard.browse(new).amount, 120)
        self.assertFalse(standard.browse(new).overlap)
        record = self.grant(self.first)
        self.assertEqual(
            self.amounts(record, "2024-06", "2024-07"), ["100.00", "120.00"]
        )
        with self.assertRaisesRegex(UserError, "ended on 2024-06-30 already"):
            standard.action_end_and_replace(130, "2024-09-01", "x")
        with self.assertRaisesRegex(UserError, "has to begin later"):
            standard.browse(new).action_end_and_replace(130, "2024-07-01", "x")
        with self.assertRaises(AccessError):
            standard.browse(new).with_user(self.clerk).action_end_and_replace(
                130, "2025-07-01", "x"
            )

    def test_who_may_not_make_programs(self):
        for user in (self.clerk, self.deputy, self.finance, self.auditor):
            with self.assertRaises(AccessError):
                self.env["civil.subsidy.program"].with_user(user).create(
                    {"name": "x", "code": "x9", "remark": "x"}
                )
            with self.assertRaises(AccessError):
                self.env["civil.subsidy.stacking"].with_user(user).create(
                    {"program_id": self.old.id, "other_program_id": self.low.id}
                )
