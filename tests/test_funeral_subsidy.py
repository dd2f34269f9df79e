"""A cremation in the course of a funeral stops what the person was paid."""

from datetime import date
from unittest.mock import patch

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from odoo.addons.civil_case.tests.common import blank_paper
from odoo.addons.civil_subsidy.tests.common import MARCH, SubsidyCase, identity

APRIL = date(2024, 4, 1)


@tagged("standard", "post_install", "-at_install")
class TestFuneralSubsidy(SubsidyCase):
    """Death in March: March is paid, April isn't, by the rule for the month."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        paper, blank = cls.env.registry["civil.paper"], blank_paper()
        cls.startClassPatcher(
            patch.object(paper, "_pdf", lambda self, html, count_pages=False: blank)
        )
        cls.undertaker = new_test_user(
            cls.env,
            "t-home",
            "civil_funeral.group_home",
            division_ids=[Command.set(cls.district.ids)],
        )
        kinds = cls.env["civil.organization.kind"]
        cls.home = cls.env["civil.organization"].create(
            {
                "name": "测试殡仪馆",
                "division_id": cls.district.id,
                "kind_ids": kinds.search([("code", "=", "funeral_home")]).ids,
                "home_user_ids": [Command.set(cls.undertaker.ids)],
            }
        )

    def cremated(self, serial):
        """Somebody who died in March and was cremated, step by step."""
        case = (
            self.env["civil.funeral.case"]
            .with_user(self.undertaker)
            .create(
                {
                    "deceased_name": "张丙",
                    "identity_input": identity(serial),
                    "division_id": self.village.id,
                    "home_id": self.home.id,
                    "death_at": "2024-03-25 02:00:00",
                    "death_place": "家中",
                    "reporter_name": "张丁",
                    "reported_at": "2024-03-25 03:00:00",
                }
            )
        )
        case.action_report()
        case.action_certificate(
            certificate_kind="medical",
            certificate_input="1234567",
            certificate_date="2024-03-25",
            certificate_issuer="西城街道卫生院",
        )
        case.action_dispatch(vehicle="鄂S1", driver="李", transport_from="家中")
        case.action_transport(
            handed_at="2024-03-25 05:00:00",
            handed_by="张丁",
            received_by="李",
            body_state="完好",
        )
        case.action_admission(
            admitted_at="2024-03-25 06:00:00",
            body_tag="T1",
            cabinet="A1",
            admitted_by="郑",
        )
        case.action_confirmation(
            host_name="张丁", host_relation="长子", host_input=identity(9)
        )
        case.action_cremation(
            furnace="1",
            cremator="王",
            cremation_start="2024-03-27 01:00:00",
            cremated_at="2024-03-27 02:00:00",
        )
        return case

    @freeze_time("2024-04-10")
    def test_the_month_after_the_death_is_not_paid(self):
        resident = self.env["civil.resident"].create(
            {
                "name": "张丙",
                "identity_number": identity(3),
                "division_id": self.village.id,
            }
        )
        case = self.cremated(3)
        fact = case.sudo().death_id
        self.assertEqual(resident, fact.resident_id)
        self.assertEqual("cremation", fact.source)
        self.assertEqual(case.cremation_number, fact.certificate_number)
        self.assertEqual(date(2024, 3, 25), resident.death_date)
        lines = self.make_lines(
            self.line_values(3, name="张丙", account_holder="张丙"),
            self.line_values(
                13,
                identity_number=identity(3),
                name="张丙",
                account_holder="张丙",
                period=APRIL,
            ),
        )
        paid = []
        for line, period in zip(lines, (MARCH, APRIL), strict=True):
            batch = self.make_batch(period=period)
            batch.action_compute()
            outcome, _amount, reasons = self.outcome(batch, line)
            paid.append((outcome, "deceased" in reasons))
        self.assertEqual([("payable", False), ("blocked", True)], paid)
