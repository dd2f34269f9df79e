from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.civil_license.tests.common import pdf_text

from .common import CemeteryCase

NEW_LAW = "2026-03-30 02:00:00"


class FacilityCase(CemeteryCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk2 = cls.make_user("cem_clerk2", "civil_cemetery.group_clerk")
        cls.applicant = cls.env["civil.organization"].create(
            {"name": "东镇一村村民委员会", "division_id": cls.east.id}
        )

    def apply(self, matter, facility=None, **values):
        kind = self.env.ref(f"civil_cemetery.case_kind_{matter}")
        organization = facility.organization_id if facility else self.applicant
        return (
            self.env["civil.case"]
            .with_user(self.clerk)
            .create(
                {
                    "kind_id": kind.id,
                    "party_type": "organization",
                    "organization_id": organization.id,
                    "division_id": self.east.id,
                    "facility_id": facility and facility.id,
                    **values,
                }
            )
        )

    def building(self, **values):
        return self.apply(
            "new",
            **{
                "facility_kind": "public",
                "facility_name": "东镇一村公益性公墓",
                "facility_address": "东镇一村后山",
                "facility_land_area": 5,
                "facility_plots": 600,
                **values,
            },
        )

    def accept(self, case):
        case.action_receive()
        case.material_ids.check_result = "ok"
        case.action_accept()

    def words(self, case, result="agreed"):
        """Let everybody whose word the case waits for say it."""
        for word in case.endorsement_ids.filtered("is_waited"):
            word.write({"result": result, "date": "2024-06-03", "letter": "函1号"})

    def look(self, case):
        """Check the site and visit it, by two."""
        case.site_check_ids.result = "clear"
        for needed in case.kind_id.consult_ids:
            asked = self.env["civil.case.consultation"].with_user(self.clerk)
            asked = asked.create(
                {
                    "case_id": case.id,
                    "consult_id": needed.id,
                    "body": needed.body,
                    "question": needed.question,
                }
            )
            asked.action_send()
            asked.action_answer("agreed", "同意")
        if case.kind_id.needs_visit:
            visit = self.env["civil.case.visit"].with_user(self.clerk)
            visit.create(
                {
                    "case_id": case.id,
                    "place": "东镇一村后山",
                    "user_ids": [Command.set((self.clerk | self.clerk2).ids)],
                    "findings": "与申请一致，道路排水完好",
                    "result": "fit",
                }
            ).action_finish()

    def grant(self, case):
        case.action_propose("grant", "拟同意")
        case.action_submit()
        case.with_user(self.head).action_review()
        case.with_user(self.deputy).action_grant()
        self.assertEqual("granted", case.state)

    def granted(self, case):
        self.accept(case)
        self.words(case)
        self.look(case)
        self.grant(case)
        return case


@tagged("post_install", "-at_install")
class TestFacilityCase(FacilityCase):
    """Building, acceptance, changes and closing of facilities, by the routes."""

    def test_a_public_cemetery_from_application_to_opening(self):
        case = self.granted(self.building())
        facility = case.facility_id
        self.assertEqual(
            ("preparing", "public", 600, "东镇一村村民委员会"),
            (
                facility.state,
                facility.kind,
                facility.planned_plots,
                facility.organizer,
            ),
        )
        with self.assertRaisesRegex(UserError, "accepted"):
            facility.with_user(self.head).action_operate()
        self.granted(self.apply("acceptance", facility))
        self.assertEqual("2024-06-03", str(facility.accepted_on))
        with self.assertRaisesRegex(UserError, "case"):
            facility.with_user(self.clerk).accepted_on = "2020-01-01"
        facility.with_user(self.head).action_operate()
        self.assertEqual("operating", facility.state)

    def test_the_route_lists_who_agrees(self):
        case = self.building()
        self.accept(case)
        self.assertEqual(
            ["applies", "agrees", "approves"], case.endorsement_ids.mapped("role")
        )
        self.assertEqual(6, len(case.site_check_ids))
        self.look(case)
        case.action_propose("grant", "拟同意")
        with self.assertRaisesRegex(UserError, "乡镇人民政府"):
            case.action_submit()
        self.words(case, "refused")
        with self.assertRaisesRegex(UserError, "refused"):
            case.action_submit()
        self.words(case)
        waited = case.endorsement_ids.filtered(lambda word: word.result == "refused")
        waited.result = "agreed"
        case.action_submit()
        self.assertEqual("under_approval", case.state)

    def test_a_forbidden_place_is_not_granted(self):
        case = self.building()
        self.accept(case)
        self.words(case)
        case.action_propose("grant", "拟同意")
        self.look(case)
        case.site_check_ids[1].result = "touched"
        with self.assertRaisesRegex(UserError, "林地"):
            case.action_submit()
        case.site_check_ids[1].result = False
        with self.assertRaisesRegex(UserError, "checked"):
            case.action_submit()

    def test_land_forest_and_environment_are_consulted(self):
        case = self.building()
        self.accept(case)
        self.words(case)
        case.site_check_ids.result = "clear"
        case.action_propose("grant", "拟同意")
        with self.assertRaisesRegex(UserError, "自然资源"):
            case.action_submit()

    def test_the_province_approves_commercial_ones(self):
        case = self.building(facility_kind="commercial")
        self.accept(case)
        waited = case.endorsement_ids.filtered("is_waited")
        self.assertEqual(["市民政局", "省民政厅"], waited.mapped("organ"))

    def test_no_new_commercial_ones_under_the_new_regulation(self):
        case = self.building(facility_kind="commercial")
        self.accept(case)
        self.words(case)
        self.look(case)
        case.action_propose("grant", "拟同意")
        with freeze_time(NEW_LAW):
            # Applied for before, and not granted anymore.
            with self.assertRaisesRegex(UserError, "824"):
                case.action_submit()
            late = self.building(facility_kind="commercial")
            late.action_receive()
            late.material_ids.check_result = "ok"
            with self.assertRaisesRegex(UserError, "824"):
                late.action_accept()

    def test_new_ones_are_run_by_the_government_under_the_new_regulation(self):
        with freeze_time(NEW_LAW):
            case = self.building()
            case.action_receive()
            case.material_ids.check_result = "ok"
            with self.assertRaisesRegex(UserError, "government"):
                case.action_accept()
            case.facility_is_government = True
            case.action_accept()
            self.assertEqual("accepted", case.state)

    def test_a_decision_is_due_after_twenty_working_days(self):
        case = self.building()
        self.accept(case)
        clock = case._clocks("case.decide")
        self.assertEqual("2024-07-02", str(clock._local(clock.limit_at).date()))

    def test_renaming_keeps_the_old_name(self):
        self.granted(self.apply("rename", self.public, facility_name="东镇长青园"))
        self.assertEqual("东镇长青园", self.public.name)
        self.assertEqual(["东镇公益性公墓"], self.public.former_name_ids.mapped("name"))
        facilities = self.env["civil.cemetery.facility"].with_user(self.clerk)
        self.assertEqual(
            self.public, facilities.search([("former_name_ids.name", "ilike", "公益")])
        )

    def test_representative_and_nature_change_with_a_case(self):
        self.granted(
            self.apply(
                "representative", self.commercial, facility_representative="新法人"
            )
        )
        self.assertEqual("新法人", self.commercial.legal_representative)
        with self.assertRaises(UserError):
            self.commercial.with_user(self.clerk).kind = "public"
        self.granted(self.apply("nature", self.commercial, facility_new_kind="public"))
        self.assertEqual("public", self.commercial.kind)
        kinds = self.commercial.kind_ids
        self.assertIn(self.env.ref("civil_organization.kind_cemetery_public"), kinds)

    def test_an_extension_is_accepted_too(self):
        self.public.write({"land_area": 5, "planned_plots": 100})
        self.granted(
            self.apply(
                "extension", self.public, facility_land_area=2, facility_plots=50
            )
        )
        self.assertEqual((7, 150), (self.public.land_area, self.public.planned_plots))
        self.assertTrue(self.public.is_extension_open)
        self.granted(self.apply("acceptance", self.public))
        self.assertFalse(self.public.is_extension_open)

    def test_closing_waits_for_plots_that_were_promised(self):
        self.plot.sudo()._write_guarded({"state": "reserved"})
        case = self.apply("close", self.public)
        self.accept(case)
        self.words(case)
        case.action_propose("grant", "拟同意")
        with self.assertRaisesRegex(UserError, "1 plots"):
            case.action_submit()
        self.plot.sudo()._write_guarded({"state": "available"})
        self.grant(case)
        self.assertEqual("closed", self.public.state)

    def test_a_second_case_about_the_same_waits(self):
        first = self.apply("rename", self.public, facility_name="甲园")
        first.action_receive()
        second = self.apply("rename", self.public, facility_name="乙园")
        second.action_receive()
        second.material_ids.check_result = "ok"
        with self.assertRaisesRegex(UserError, "decided yet"):
            second.action_accept()

    def test_what_a_case_is_about_is_said(self):
        for matter, values in (
            ("new", {"facility_kind": "public"}),
            ("rename", {"facility_id": self.public.id}),
            ("close", {}),
        ):
            case = self.apply(matter, **values)
            case.action_receive()
            case.material_ids.check_result = "ok"
            with self.assertRaises(UserError, msg=matter):
                case.action_accept()

    # -- who may not -------------------------------------------------------------

    def test_keepers_and_others_see_no_cases(self):
        case = self.building()
        self.accept(case)
        for user in (self.keeper, self.staff):
            with self.assertRaises(UserError):
                case.with_user(user).read(["name"])
        other = self.make_user("cem_other", "civil_case.group_head")
        cases = self.env["civil.case"].with_user(other)
        self.assertFalse(cases.search([("id", "=", case.id)]), "another section")

    def test_auditors_and_deputies_write_nothing(self):
        case = self.building()
        self.accept(case)
        for user in (self.auditor, self.deputy):
            for record, vals in (
                (case.endorsement_ids[0], {"letter": "x"}),
                (case.site_check_ids[0], {"result": "clear"}),
                (case, {"facility_name": "x"}),
            ):
                with self.assertRaises(UserError):
                    record.with_user(user).write(vals)

    def test_only_heads_set_routes_and_places(self):
        for name in ("route", "site.rule", "name.rule"):
            record = self.env[f"civil.cemetery.{name}"].search([], limit=1)
            field = "note" if name == "name.rule" else "legal_basis"
            for user in (self.clerk, self.deputy, self.auditor):
                with self.assertRaises(UserError):
                    record.with_user(user).write({field: "x"})
            record.with_user(self.head).write({field: "y"})

    def test_what_was_said_is_frozen_with_the_decision(self):
        case = self.granted(self.building())
        with self.assertRaises(UserError):
            case.endorsement_ids[0].with_user(self.clerk).letter = "x"


@tagged("post_install", "-at_install")
class TestFacilityPapers(FacilityCase):
    """What the approval, the acceptance and the inspection's result say."""

    prints = True

    def text(self, record, code):
        document = record.sudo().document_ids.filtered(lambda d: d.kind_code == code)
        self.assertEqual(1, len(document), code)
        return pdf_text(document.attachment_id.raw)

    def test_the_papers_can_be_read(self):
        case = self.granted(self.building())
        text = self.text(case, "cemetery_approval")
        for words in ("东镇一村公益性公墓", "东镇一村后山", "600", "未经验收合格"):
            self.assertIn(words, text)
        acceptance = self.granted(self.apply("acceptance", case.facility_id))
        text = self.text(acceptance, "cemetery_acceptance")
        for words in ("验收意", "东镇一村公益性公墓", "道路排水完好", "准予投入使用"):
            self.assertIn(words, text)
