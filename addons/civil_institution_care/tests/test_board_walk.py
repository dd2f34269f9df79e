from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.civil_resident.tests.common import make_number

from .dragging import walk_dragging

CONFIRM = ".modal .o_civil_board_confirm"


@tagged("post_install", "-at_install")
class TestBoardWalk(HttpCase):
    """Cards are dragged on the floor plan by the staff of the institution."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.district = cls.env["civil.division"].create(
            {"code": "990101", "name": "测试区", "level": "district"}
        )
        cls.keeper = cls.make_user("board_keeper", "civil_institution.group_home")
        cls.auditor = cls.make_user("board_auditor", "civil_base.group_auditor")
        cls.home = cls.env["civil.institution"].create(
            {
                "name": "东镇康寿养老院",
                "division_id": cls.district.id,
                "kind_id": cls.env.ref("civil_institution.kind_home").id,
                "beds_approved": 40,
                "keeps_stays": True,
                "user_ids": [Command.set(cls.keeper.ids)],
            }
        )
        building = cls.env["civil.institution.building"].create(
            {"institution_id": cls.home.id, "name": "1号楼", "floors": 2}
        )
        cls.env["civil.institution.generate"].create(
            {"building_id": building.id, "floor_to": 2, "rooms": 6, "beds": 2}
        ).action_generate()
        cls.beds = cls.home.bed_ids

    @classmethod
    def make_user(cls, login, group):
        return new_test_user(
            cls.env,
            login,
            group,
            lang="zh_CN",
            tz="Asia/Shanghai",
            division_ids=[Command.set(cls.district.ids)],
        )

    def stay(self, name, order):
        person = self.env["civil.resident"].create(
            {
                "name": name,
                "identity_number": make_number("19400305", order),
                "division_id": self.district.id,
            }
        )
        return self.env["civil.institution.stay"].create(
            {
                "institution_id": self.home.id,
                "resident_id": person.id,
                "emergency_name": "程小妹",
                "emergency_phone": "13800000000",
                "has_application": True,
                "has_identity_copy": True,
                "has_household_book": True,
            }
        )

    def walk(self, user, *steps):
        path = f"/odoo/bed-board/{self.home.id}"
        code = walk_dragging(("see", ".o_civil_board_bed"), *steps)
        self.browser_js(path, code, login=user.login, timeout=240)
        self.env.invalidate_all()

    @staticmethod
    def bed(bed):
        return f"[data-bed='{bed.id}']"

    def test_dragged_onto_beds_and_moved(self):
        first, second, last = self.beds[0], self.beds[5], self.beds[-1]
        lives = self.stay("程咬金", "003")
        lives.action_note_resident(bed_id=first.id, date="2024-01-01")
        waits = self.stay("秦叔宝", "011")
        waits.action_apply()
        person = ".o_civil_board_person"
        self.walk(
            self.keeper,
            ("drag", person, "秦叔宝", self.bed(second)),
            ("see", ".modal .o_civil_board_text", "秦叔宝"),
            ("click", CONFIRM),
            ("see", f"{self.bed(second)}.o_civil_board_reserved", "秦叔宝"),
            ("gone", person),
            # The last bed lies below what is in sight.
            ("drag", f"{self.bed(first)} [data-drag]", "程咬金", self.bed(last)),
            ("see", ".modal .o_civil_board_text", "程咬金"),
            ("click", CONFIRM),
            ("see", f"{self.bed(last)}.o_civil_board_occupied", "程咬金"),
            ("see", f"{self.bed(first)}.o_civil_board_free"),
            # Dropped where somebody lies: nothing is asked, nothing moves.
            ("drag", f"{self.bed(second)} [data-drag]", "秦叔宝", self.bed(last)),
            ("see", ".o_notification", "秦叔宝"),
            ("see", f"{self.bed(second)}.o_civil_board_reserved", "秦叔宝"),
        )
        self.assertEqual((second, "applied"), (waits.bed_id, waits.state))
        self.assertEqual((last, "resident"), (lives.bed_id, lives.state))
        self.assertEqual("free", first.state)
        placements = lives.placement_ids.sorted("date_from")
        self.assertEqual([first, last], [one.bed_id for one in placements])

    def test_chosen_and_clicked(self):
        lives = self.stay("程咬金", "003")
        lives.action_note_resident(bed_id=self.beds[0].id, date="2024-01-01")
        self.walk(
            self.keeper,
            ("click", f"{self.bed(self.beds[0])} .o_civil_board_face"),
            ("see", ".o_civil_board_card", "程咬金"),
            ("click", f"{self.bed(self.beds[3])} .o_civil_board_face"),
            ("click", CONFIRM),
            ("see", f"{self.bed(self.beds[3])}.o_civil_board_occupied", "程咬金"),
            ("click", f"{self.bed(self.beds[1])} .o_civil_board_face"),
            ("click", "[data-target=out_of_service]"),
            ("see", f"{self.bed(self.beds[1])}.o_civil_board_out_of_service"),
            ("type", ".o_civil_board_search input", "cyj"),
            ("gone", self.bed(self.beds[0])),
            ("see", self.bed(self.beds[3]), "程咬金"),
        )
        self.assertEqual(self.beds[3], lives.bed_id)
        self.assertEqual("out_of_service", self.beds[1].state)

    def test_somebody_else_was_quicker(self):
        lives = self.stay("程咬金", "003")
        lives.action_note_resident(bed_id=self.beds[0].id, date="2024-01-01")
        place = f"{self.bed(self.beds[3])} .o_civil_board_face"
        # What another person does while the board stands open.
        other = f"""
            fetch("/web/dataset/call_kw/civil.institution.stay/action_move_bed", {{
                method: "POST",
                headers: {{ "Content-Type": "application/json" }},
                body: JSON.stringify({{
                    params: {{
                        model: "civil.institution.stay",
                        method: "action_move_bed",
                        args: [[{lives.id}]],
                        kwargs: {{ bed_id: {self.beds[7].id} }},
                    }},
                }}),
            }}).then((answer) => answer.json())
        """
        code = walk_dragging(
            ("click", f"{self.bed(self.beds[0])} .o_civil_board_face"),
            ("click", place),
            ("click", CONFIRM),
            ("see", ".o_notification", "程咬金"),
            ("see", f"{self.bed(self.beds[7])}.o_civil_board_occupied", "程咬金"),
            ("see", f"{self.bed(self.beds[3])}.o_civil_board_free"),
        ).replace(
            "await doing[name](...words);",
            f"""
            if (words[0] === {CONFIRM!r}) {{ await {other}; }}
            await doing[name](...words);""",
            1,
        )
        self.browser_js(
            f"/odoo/bed-board/{self.home.id}",
            code,
            login=self.keeper.login,
            timeout=240,
        )
        self.env.invalidate_all()
        self.assertEqual(self.beds[7], lives.bed_id)

    def test_who_reads_only_drags_nothing(self):
        lives = self.stay("程咬金", "003")
        lives.action_note_resident(bed_id=self.beds[0].id, date="2024-01-01")
        self.walk(
            self.auditor,
            ("see", self.bed(self.beds[0]), "程咬金"),
            ("gone", "[data-drag]"),
            ("gone", "[data-target]"),
            ("click", f"{self.bed(self.beds[0])} .o_civil_board_face"),
            ("see", ".o_civil_board_card", "程咬金"),
            ("click", f"{self.bed(self.beds[3])} .o_civil_board_face"),
            ("gone", ".modal"),
        )
        self.assertEqual(self.beds[0], lives.bed_id)
