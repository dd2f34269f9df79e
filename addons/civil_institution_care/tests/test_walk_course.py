from odoo import fields
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.civil_resident.tests.common import make_number

from .dragging import walk_dragging

ASK = "button[name=action_ask]"
SHEET = ".o_civil_assessment_sheet"
CONFIRM = ".modal button[name=action_confirm]"
AGREEMENTS = ".o_field_widget[name=agreement_ids]"


def field(name, within=""):
    """Return the input of a field."""
    return f"{within} .o_field_widget[name={name}] input".strip()


def today(name, within=""):
    """Return the steps that put today into a field."""
    return (
        ("click", field(name, within)),
        ("click", ".o_datetime_picker .o_today"),
        ("gone", ".o_datetime_picker"),
    )


class CourseCase(HttpCase):
    """A home, its staff and two assessors, who click in the browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.district = cls.env["civil.division"].create(
            {"code": "990101", "name": "测试区", "level": "district"}
        )
        cls.keeper = cls.make_user("course_keeper", "civil_institution.group_home")
        cls.nurse, cls.nurse2 = (
            cls.make_user(login, "civil_assessment.group_assessor")
            for login in ("course_nurse", "course_nurse2")
        )
        cls.home = cls.env["civil.institution"].create(
            {
                "name": "东镇康寿养老院",
                "division_id": cls.district.id,
                "kind_id": cls.env.ref("civil_institution.kind_home").id,
                "address": "迎宾大道1号",
                "beds_approved": 40,
                "keeps_stays": True,
                "user_ids": [Command.set(cls.keeper.ids)],
            }
        )
        building = cls.env["civil.institution.building"].create(
            {"institution_id": cls.home.id, "name": "1号楼", "floors": 1}
        )
        cls.env["civil.institution.generate"].create(
            {"building_id": building.id, "rooms": 4, "beds": 2}
        ).action_generate()
        cls.bed, cls.other_bed = cls.home.bed_ids[:2]
        cls.number = make_number("19400305", "003")

    @classmethod
    def make_user(cls, login, *groups):
        return new_test_user(
            cls.env,
            login,
            ",".join(groups),
            name=login,
            lang="zh_CN",
            tz="Asia/Shanghai",
            division_ids=[Command.set(cls.district.ids)],
        )

    def walk(self, user, path, *steps):
        code = walk_dragging(*steps)
        self.browser_js(f"/odoo/{path}", code, login=user.login, timeout=240)
        self.env.invalidate_all()

    def on_form(self, *steps, user=None):
        self.walk(user or self.keeper, f"stays/{self.stay.id}", *steps)

    def on_board(self, *steps):
        """Take steps on the floor plan; give back the answers they leave."""
        ready = ("see", ".o_civil_board_bed")
        self.walk(self.keeper, f"bed-board/{self.home.id}", ready, *steps)

    @staticmethod
    def place(bed):
        return f"[data-bed='{bed.id}']"

    # -- the parts of the course -----------------------------------------------------

    def enquire_and_apply(self):
        """Somebody asks for a free bed, then applies with the papers."""
        self.on_board(
            ("click", f"{self.place(self.bed)} .o_civil_board_face"),
            ("click", ".o_civil_board_admit"),
            ("see", field("institution_id"), self.home.name),
            ("type", field("person_name"), "程咬金"),
            ("type", field("identity_input"), self.number),
            ("type", field("emergency_name"), "程小妹"),
            ("type", field("emergency_phone"), "13800000000"),
            ("save",),
            ("see", ".o_arrow_button_current", "咨询"),
        )
        self.stay = self.env["civil.institution.stay"].search(
            [("institution_id", "=", self.home.id)]
        )
        self.assertEqual("enquiry", self.stay.state)
        self.assertEqual(self.number, self.stay.resident_id.sudo().identity_number)
        self.on_form(
            *(
                ("click", field(name))
                for name in ("has_application", "has_identity_copy")
            ),
            ("click", field("has_household_book")),
            *today("medical_report_on"),
            ("save",),
            ("click", "button[name=action_apply]"),
            ("see", ".o_arrow_button_current", "申请"),
        )
        self.assertEqual("applied", self.stay.state)

    def reserve(self):
        self.on_board(
            ("drag", ".o_civil_board_person", "程咬金", self.place(self.bed)),
            ("click", ".o_civil_board_confirm"),
            ("see", f"{self.place(self.bed)}.o_civil_board_reserved", "程咬金"),
        )
        self.assertEqual((self.bed, "reserved"), (self.stay.bed_id, self.bed.state))

    def assess(self):
        """Two assessors find out what the person is able to do, and the risks."""
        sheet = (
            self.env["civil.assessment"]
            .with_user(self.nurse)
            .create(
                {
                    "resident_id": self.stay.resident_id.id,
                    "assessor2_id": self.nurse2.id,
                }
            )
        )
        path = f"civil.assessment/{sheet.id}"
        self.walk(
            self.nurse,
            path,
            ("each", f"{SHEET} button:first-child[role=radio]"),
            ("save",),
            ("click", "button[name=action_score]"),
            ("click", "button[name=action_sign_first]"),
            ("gone", "button[name=action_sign_first]"),
        )
        self.walk(
            self.nurse2,
            path,
            ("click", ".o_notebook a[name=signatures]"),
            ("pick", field("signer_kind"), "本人"),
            ("type", field("signer_name"), "程咬金"),
            *today("person_signed_on"),
            ("save",),
            ("click", "button[name=action_sign_second]"),
            ("gone", "button[name=action_sign_second]"),
        )
        self.assertEqual("signed", sheet.state)
        self.assess_risks()
        self.on_form(
            ("click", "button[name=action_assess]"),
            ("see", ".o_arrow_button_current", "评估"),
        )
        self.assertEqual("assessed", self.stay.state)
        self.assertEqual(sheet, self.stay.assessment_id)

    def assess_risks(self):
        risks = self.env["civil.assessment.risk"].with_user(self.nurse)
        sheet = risks.create({"resident_id": self.stay.resident_id.id})
        sheet.line_ids.level = "none"
        sheet.action_assess()
        sheet.write(
            {
                "told_to": "程小妹",
                "told_relation": "女儿",
                "told_on": fields.Date.today(),
            }
        )
        sheet.action_sign()

    def agree(self, kind):
        """An agreement is put down and signed by all three."""
        modal = ".modal"
        self.on_form(
            ("click", ".o_notebook a[name=agreements]"),
            ("click", f"{AGREEMENTS} .o_field_x2many_list_row_add a"),
            ("pick", field("kind", modal), kind),
            ("choose", field("level_id", modal), "自理"),
            ("type", field("institution_signer", modal), "董秀兰"),
            ("type", field("person_signer", modal), "程咬金"),
            ("type", field("contact_signer", modal), "程小妹"),
            ("type", field("date_until", modal), "2099-12-31"),
            *today("signed_on", modal),
            ("click", ".modal .o_form_button_save"),
            ("gone", ".modal"),
            ("save",),
            ("click", f"{AGREEMENTS} .o_data_cell", kind),
            ("click", ".modal button[name=action_sign]"),
            ("gone", ".modal button[name=action_sign]"),
        )
        self.assertEqual("signed", self.stay.agreement_ids[0].state)

    def try_out(self, since=None):
        """The person moves in on trial, today or on an earlier day."""
        day = since or fields.Date.context_today(self.stay)
        self.agree("试住协议")
        self.on_board(
            ("click", f"{self.place(self.bed)} .o_civil_board_face", "程咬金"),
            ("click", ".o_civil_board_take"),
            ("type", ".modal .o_civil_board_date", str(day)),
            ("click", ".o_civil_board_confirm"),
            ("see", f"{self.place(self.bed)}.o_civil_board_occupied", "程咬金"),
        )
        self.assertEqual(("trial", self.bed), (self.stay.state, self.stay.bed_id))
        self.assertEqual(day, self.stay.date_from)

    def sign_and_move_in(self):
        self.agree("服务协议")
        self.on_form(
            ("click", "button[name=action_sign]"),
            ("see", ".o_arrow_button_current", "签约"),
            ("click", ASK, "入住"),
            ("see", field("level_id", ".modal")),
            ("click", CONFIRM),
            ("see", ".o_arrow_button_current", "在住"),
        )
        self.assertEqual("resident", self.stay.state)
        self.assertTrue(self.stay.care_level_id)

    def leave_and_come_back(self):
        self.on_board(
            (
                "drag",
                f"{self.place(self.bed)} [data-drag]",
                "程咬金",
                "[data-target=leave]",
            ),
            ("type", field("destination", ".modal"), "女儿家"),
            ("click", CONFIRM),
            ("see", f"{self.place(self.bed)}.o_civil_board_held", "程咬金"),
        )
        self.assertEqual(("on_leave", "held"), (self.stay.state, self.bed.state))
        self.assertEqual("女儿家", self.stay.absence_ids.destination)
        self.on_board(
            (
                "drag",
                f"{self.place(self.bed)} [data-drag]",
                "程咬金",
                "[data-target=return]",
            ),
            ("click", ".o_civil_board_confirm"),
            ("see", f"{self.place(self.bed)}.o_civil_board_occupied", "程咬金"),
        )
        self.assertEqual(("resident", "occupied"), (self.stay.state, self.bed.state))
        self.assertTrue(self.stay.absence_ids.date_to)

    def change_the_bed(self):
        self.on_board(
            (
                "drag",
                f"{self.place(self.bed)} [data-drag]",
                "程咬金",
                self.place(self.other_bed),
            ),
            ("click", ".o_civil_board_confirm"),
            ("see", f"{self.place(self.other_bed)}.o_civil_board_occupied"),
        )
        self.assertEqual((self.other_bed, "free"), (self.stay.bed_id, self.bed.state))

    def discharge(self):
        self.on_form(
            ("click", ASK, "离院"),
            ("pick", field("kind", ".modal"), "退住"),
            ("click", CONFIRM),
            ("see", ".o_arrow_button_current", "离院"),
        )
        self.assertEqual(
            ("discharged", "left"), (self.stay.state, self.stay.discharge_kind)
        )
        self.assertEqual("free", self.other_bed.state)
        self.assertFalse(self.stay.bed_id)


@tagged("post_install", "-at_install")
class TestWalkCourse(CourseCase):
    """A resident's whole course, clicked through by who does it."""

    def test_from_the_enquiry_to_the_discharge(self):
        self.enquire_and_apply()
        self.reserve()
        self.assess()
        self.try_out()
        self.sign_and_move_in()
        self.leave_and_come_back()
        self.change_the_bed()
        self.discharge()
