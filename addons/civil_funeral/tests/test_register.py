import io

import openpyxl

from odoo.tests import new_test_user, tagged

from .common import FuneralCase, number

HEADER = ("火化证编号", "死者姓名", "身份证号", "死亡日期", "火化日期", "殡仪馆")


@tagged("post_install", "-at_install")
class TestRegister(FuneralCase):
    """What a funeral home's register tells closes in on the open cases."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registrar = new_test_user(
            cls.env,
            "fun_registrar",
            "civil_resident.group_clerk",
            division_ids=[(6, 0, cls.district.ids)],
        )

    def take(self, *rows):
        """Import a cremation register, as a clerk of the residents' file."""
        book = openpyxl.Workbook()
        for row in (HEADER, *rows):
            book.active.append(row)
        content = io.BytesIO()
        book.save(content)
        job = (
            self.env["civil.import"]
            .with_user(self.registrar)
            ._load("cremation", "火化登记.xlsx", content.getvalue(), take="good")
        )
        self.assertEqual("taken", job.state, job.message)
        self.env.invalidate_all()
        return job

    def row(self, certificate="HH-0001", order=1, died="2026-08-05", **values):
        cells = {
            "火化证编号": certificate,
            "死者姓名": "赵大山",
            "身份证号": number(order),
            "死亡日期": died,
            "火化日期": "2026-08-05",
            "殡仪馆": "测试区殡仪馆",
            **values,
        }
        return [cells[name] for name in HEADER]

    def deaths(self, order=1):
        return self.env["civil.death"].search([("identity_number", "=", number(order))])

    def test_a_register_meets_the_open_case(self):
        case = self.reach("transport_pending")
        fact = case.sudo().death_id
        self.assertEqual("health", fact.source)
        self.take(self.row())
        self.assertEqual("placement_pending", case.state)
        self.assertEqual("HH-0001", case.cremation_number)
        self.assertEqual(fact, self.deaths())
        self.assertEqual("cremation", fact.source)
        self.assertEqual("HH-0001", fact.certificate_number)
        self.assertEqual(
            "funeral.placement",
            case.sudo()
            .clock_ids.filtered(
                lambda c: c.state == "running" and c.code != "funeral.household"
            )
            .code,
        )
        node = case.sudo().node_ids.filtered(lambda n: n.node == "register")
        self.assertEqual(self.registrar, node.recorded_uid)
        self.take(self.row(), self.row("HH-0002", order=8))
        self.assertEqual(1, len(self.deaths()))
        self.assertEqual(
            1, len(case.sudo().node_ids.filtered(lambda n: n.node == "register"))
        )

    def test_a_case_without_certificate_takes_the_register_as_its_fact(self):
        case = self.report()
        self.take(self.row())
        self.assertEqual("placement_pending", case.state)
        self.assertEqual(self.deaths(), case.sudo().death_id)

    def test_another_day_is_kept_beside(self):
        case = self.reach("transport_pending")
        self.take(self.row(died="2026-08-04"))
        self.assertEqual("placement_pending", case.state)
        self.assertEqual(2, len(self.deaths()))
        self.assertEqual("2026-08-05", str(case.sudo().death_id.death_date))

    def test_a_late_report_finds_the_register(self):
        self.take(self.row())
        case = self.report()
        self.assertEqual("placement_pending", case.state)
        self.assertEqual("HH-0001", case.cremation_number)
        self.assertEqual(1, len(self.deaths()))

    def test_what_the_course_cremated_is_not_added_again(self):
        case = self.reach("cremated")
        self.take(self.row(certificate=case.cremation_number, 火化日期="2026-08-07"))
        self.assertEqual(1, len(self.deaths()))
        self.assertEqual("cremated", case.state)

    def test_rows_of_others_move_nothing(self):
        case = self.report()
        self.take(self.row(order=7))
        self.assertEqual("certificate_pending", case.state)

    def test_deaths_entered_by_hand_close_in_too(self):
        case = self.report()
        self.env["civil.death"].with_user(self.registrar).create(
            {
                "name": "赵大山",
                "identity_input": number(1),
                "death_date": "2026-08-05",
                "cremation_date": "2026-08-05",
                "certificate_number": "HH-9",
                "source": "cremation",
                "division_id": self.village.id,
            }
        )
        self.env.invalidate_all()
        self.assertEqual("placement_pending", case.state)
