from unittest.mock import patch

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.civil_base.tests.common import CivilBaseCase
from odoo.addons.civil_case.tests.common import blank_paper
from odoo.addons.civil_resident.tests.common import make_number

SECTION = "civil_funeral"
#: A Wednesday, 18:00 in China.
NOW = "2026-08-05 10:00:00"


def number(order):
    """An identity number that nobody has."""
    return make_number(order=f"{order:03d}")


class FuneralCase(CivilBaseCase):
    """A district with two funeral homes, and a user for each role of the course."""

    #: Whether papers are printed for good; elsewhere a blank one is enough.
    prints = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        frozen = freeze_time(NOW)
        cls.clock = frozen.start()
        cls.addClassCleanup(frozen.stop)
        if not cls.prints:
            paper, blank = cls.env.registry["civil.paper"], blank_paper()
            cls.startClassPatcher(
                patch.object(paper, "_pdf", lambda self, html, count_pages=False: blank)
            )
        divisions = cls.divisions
        cls.village = divisions["990101001001"]
        cls.other_village = divisions["990101002001"]
        cls.home_user = cls.person("home", cls.district)
        cls.other_home_user = cls.person("home", cls.district, "fun_home2")
        cls.informant = cls.person("informant", cls.village)
        cls.other_informant = cls.person("informant", cls.other_village, "fun_inf2")
        cls.clerk = cls.person("clerk", cls.district)
        cls.east_clerk = cls.person("clerk", cls.west, "fun_west")
        cls.head = cls.person("head", cls.district)
        cls.deputy = cls.person("deputy", cls.district)
        kind = cls.env["civil.organization.kind"].search(
            [("code", "=", "funeral_home")]
        ) or cls.env["civil.organization.kind"].create(
            {"code": "funeral_home", "name": "Funeral Home"}
        )
        cls.home, cls.other_home = cls.env["civil.organization"].create(
            [
                {
                    "name": name,
                    "kind_ids": [Command.set(kind.ids)],
                    "division_id": cls.district.id,
                    "home_user_ids": [Command.set(user.ids)],
                }
                for name, user in (
                    ("测试区殡仪馆", cls.home_user),
                    ("测试区第二殡仪馆", cls.other_home_user),
                )
            ]
        )

    def setUp(self):
        super().setUp()
        self.clock.move_to(NOW)

    @classmethod
    def person(cls, level, division, login=None):
        """Make a user of a role, for one division."""
        return new_test_user(
            cls.env,
            login or f"fun_{level}",
            f"{SECTION}.group_{level}",
            name=login or level,
            tz="Asia/Shanghai",
            division_ids=[Command.set(division.ids)],
        )

    # -- the course, each step by whoever takes it -----------------------------------

    def report(self, user=None, send=True, **values):
        """Report a death in East Village, at the start of the day by default."""
        case = (
            self.env["civil.funeral.case"]
            .with_user(user or self.informant)
            .create(
                {
                    "deceased_name": "赵大山",
                    "identity_input": number(1),
                    "division_id": self.village.id,
                    "death_at": "2026-08-05 09:00:00",
                    "death_place": "东村三组",
                    "reporter_kind": "informant",
                    "reporter_name": "钱信息",
                    "home_id": self.home.id,
                    **values,
                }
            )
        )
        if send:
            case.action_report()
        return case

    def certify(self, case, user=None, **values):
        """Note the medical certificate."""
        return case.with_user(user or self.informant).action_certificate(
            **{
                "certificate_kind": "medical",
                "certificate_date": "2026-08-05",
                "certificate_issuer": "东镇卫生院",
                "certificate_doctor": "孙医生",
                "death_cause": "冠心病",
                **values,
            }
        )

    def fetch(self, case, user=None):
        """Send the hearse and fetch the body."""
        mine = case.with_user(user or self.home_user)
        mine.action_dispatch(
            vehicle="鄂S12345",
            driver="李师傅",
            carriers="周一、吴二",
            transport_from="东村三组",
            dispatched_at="2026-08-05 09:30:00",
        )
        mine.action_transport(
            handed_at="2026-08-05 09:45:00",
            handed_by="赵小山",
            received_by="李师傅",
            body_state="完好",
            distance=12.5,
        )

    def admit(self, case, user=None, **values):
        """Admit the body to the home."""
        case.with_user(user or self.home_user).action_admission(
            **{
                "admitted_at": "2026-08-05 09:58:00",
                "body_tag": f"T{case.id}",
                "cabinet": f"A{case.id}",
                "admitted_by": "郑馆员",
                **values,
            }
        )

    def confirm(self, case, user=None, **values):
        """Have the host sign the confirmation."""
        case.with_user(user or self.home_user).action_confirmation(
            **{
                "host_name": "赵小山",
                "host_relation": "长子",
                "host_input": number(2),
                "host_phone": "13800000000",
                **values,
            }
        )

    def cremate(self, case, user=None, **values):
        """Cremate, two days later by default."""
        self.clock.move_to("2026-08-07 02:00:00")
        case.with_user(user or self.home_user).action_cremation(
            **{
                "furnace": f"{case.id}号炉",
                "cremator": "王炉工",
                "cremation_start": "2026-08-07 00:00:00",
                "cremated_at": "2026-08-07 01:30:00",
                **values,
            }
        )

    def hand_over(self, case, user=None):
        """Give the ashes out."""
        case.with_user(user or self.home_user).action_ashes(
            ashes_to="赵小山", ashes_relation="长子", ashes_by="郑馆员"
        )

    def place(self, case, user=None, **values):
        """Note where the ashes are."""
        case.with_user(user or self.informant).action_placement(
            **{
                "placement_kind": "plot",
                "placement_place": "东镇公墓二区3排5号",
                "placement_document": "GAZ-2026-1",
                "placement_date": "2026-08-07",
                **values,
            }
        )

    def reach(self, state, **values):
        """Bring a new case to a state."""
        case = self.report(**values)
        course = (
            ("transport_pending", self.certify),
            ("in_home", lambda c: (self.fetch(c), self.admit(c))),
            ("cremation_pending", self.confirm),
            ("cremated", self.cremate),
            ("placement_pending", self.hand_over),
            ("placed", self.place),
        )
        for reached, step in course:
            if case.state == state:
                break
            step(case)
            self.assertEqual(reached, case.state)
        return case
