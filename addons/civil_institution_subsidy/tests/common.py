import contextlib
import datetime
from decimal import Decimal

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.fields import Command
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from odoo.addons.civil_institution.tests.common import InstitutionCase
from odoo.addons.civil_resident.tests.common import make_number

NOW = "2026-03-05 02:00:00"
ABILITY = {"0": "1", "1": "1.5", "2": "2", "3": "3", "4": "3.25"}
RATING = {"0": "0.8", "1": "1", "2": "1", "3": "1.1", "4": "1.2", "5": "1.3"}
COMPLIANCE = {"sound": "1", "rectifying": "0.5", "watched": "0"}
CLOSED = datetime.date(2025, 12, 31)


def day(text):
    """Return the day that ``text`` names."""
    return datetime.date.fromisoformat(text)


class ClaimCase(InstitutionCase):
    """Two filed homes with beds that keep stays, a program, and everybody it takes."""

    #: Of two beds each, in each home.
    rooms = 8

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        clock = freeze_time(NOW)
        cls.clock = clock.start()
        cls.addClassCleanup(clock.stop)
        cls.order = 0
        cls.clerk2 = cls.make_user("ins_clerk2", "civil_institution.group_clerk")
        cls.town = new_test_user(
            cls.env,
            "ins_town",
            "civil_institution_subsidy.group_town",
            division_ids=[Command.set(cls.east.ids)],
        )
        cls.west_town = new_test_user(
            cls.env,
            "ins_west_town",
            "civil_institution_subsidy.group_town",
            division_ids=[Command.set(cls.west.ids)],
        )
        cls.pay_clerk = cls.make_user("ins_pay", "civil_subsidy.group_clerk")
        cls.pay_head = cls.make_user("ins_pay_head", "civil_subsidy.group_head")
        cls.pay_deputy = cls.make_user("ins_pay_deputy", "civil_subsidy.group_deputy")
        cls.program = cls.env.ref("civil_institution_subsidy.program_operating")
        cls.standard = cls.env["civil.subsidy.standard"].create(
            {
                "class_id": cls.env.ref("civil_institution_subsidy.class_operating").id,
                "amount": 200,
                "least_days": 15,
                "leave_days": 7,
                "date_from": "2024-01-01",
            }
        )
        for kind, factors in (
            ("ability", ABILITY),
            ("rating", RATING),
            ("compliance", COMPLIANCE),
        ):
            for key, factor in factors.items():
                cls.make_factor(kind, key, factor)
        for home in (cls.home, cls.other):
            cls.equip(home)

    @classmethod
    def make_factor(cls, kind, key, factor, date_from="2024-01-01", **values):
        return cls.env["civil.institution.coefficient"].create(
            {
                "program_id": cls.program.id,
                "kind": kind,
                "key": key,
                "factor": float(factor),
                "date_from": date_from,
                **values,
            }
        )

    @classmethod
    def equip(cls, home):
        """Let a home be filed, insured, keep stays, have beds and an account."""
        home.sudo()._write_guarded({"state": "filed", "filing_date": "2020-05-01"})
        home.keeps_stays = True
        partner = cls.env["res.partner"].create({"name": home.name, "is_company": True})
        cls.env["res.partner.bank"].create(
            {"partner_id": partner.id, "acc_number": f"8201000000{home.id:08d}"}
        )
        home.payee_partner_id = partner
        cls.env["civil.institution.paper"].create(
            {
                "institution_id": home.id,
                "kind_id": cls.env.ref("civil_institution.paper_kind_insurance").id,
                "number": f"P{home.id}",
                "issued_on": "2024-01-01",
                "valid_until": "2027-12-31",
            }
        )
        return cls.make_beds(home, rooms=cls.rooms)

    # -- people ------------------------------------------------------------------

    @classmethod
    def person(cls, level="1", assessed="2024-12-20", until="2026-12-19", **values):
        """Put an old resident on file, assessed."""
        cls.order += 1
        values = {
            "name": f"老人{cls.order:03d}",
            "identity_input": make_number("19440305", f"{cls.order:03d}"),
            "division_id": cls.east.id,
            **values,
        }
        resident = cls.env["civil.resident"].create(values)
        if level is not None:
            cls.assess(resident, level, assessed, until)
        return resident

    @classmethod
    def assess(cls, resident, level, assessed, until):
        """Put a signed assessment on record as its last step leaves it."""
        standard = cls.env.ref("civil_assessment.standard_ability")
        found = standard.level_ids.filtered(lambda one: one.level == int(level))
        cls.env.flush_all()
        cls.env.cr.execute(
            """
            INSERT INTO civil_assessment (name, company_id, resident_id, division_id,
                instrument, standard_id, date, reason, state, final_level_id,
                valid_until, institution_until, assessor1_id, event_fall, event_lost,
                event_choke, event_suicide, event_other, pressure_injury)
            VALUES ('T', %s, %s, %s, 'ability', %s, %s, 'first', 'signed', %s, %s, %s,
                %s, '0', '0', '0', '0', '0', 'none')
            """,
            [
                cls.env.company.id,
                resident.id,
                resident.division_id.id,
                standard.id,
                assessed,
                found.id,
                until,
                until,
                cls.env.uid,
            ],
        )
        cls.env.invalidate_all()

    @classmethod
    def move_in(cls, resident, since, home=None, bed=None, **values):
        """Let a resident live in a home since a day, as its clerk notes it."""
        home = home or cls.home
        stays = cls.env["civil.institution.stay"].with_user(cls.clerk)
        stay = stays.create(
            {"institution_id": home.id, "resident_id": resident.id, **values}
        )
        bed = bed or home.bed_ids.filtered(lambda one: one.state == "free")[:1]
        stay.action_note_resident(
            bed_id=bed.id,
            date=since,
            level_id=cls.env.ref("civil_institution_care.care_level_self").id,
        )
        return stay

    def leave(self, stay, since, until=None, kind="leave"):
        """Note a leave or a time in hospital, and the return from it."""
        go = stay.action_leave if kind == "leave" else stay.action_hospital
        go(date=since, destination="子女家" if kind == "leave" else "市中心医院")
        if until:
            stay.action_return(date=until)

    # -- claims ------------------------------------------------------------------

    def claim(self, period="2026-02-01", user=None, home=None, **values):
        """Compute a claim, as the home does."""
        claim = (
            self.env["civil.institution.claim"]
            .with_user(user or self.keeper)
            .create(
                {
                    "institution_id": (home or self.home).id,
                    "program_id": self.program.id,
                    "period": period,
                    **values,
                }
            )
        )
        claim.action_compute()
        return claim

    def reach(self, claim, state):
        """Bring a claim to a state by everybody's own steps."""
        town = self.town if claim.town_id == self.east else self.west_town
        steps = {
            "draft": lambda: claim.action_submit(),
            "submitted": lambda: claim.with_user(town).action_town_pass(),
            "checking": lambda: self.check(claim),
            "publicity": lambda: self.end_notice(claim),
            "under_approval": lambda: self.decide(claim),
        }
        while claim.state != state:
            steps[claim.state]()
        return claim

    def approve(self, claim):
        return self.reach(claim, "approved")

    def check(self, claim):
        mine = claim.with_user(self.clerk2)
        mine.spot_ids.filtered(lambda spot: not spot.result).action_confirm()
        mine.action_check()

    def end_notice(self, claim):
        with freeze_time(datetime.datetime.now() + datetime.timedelta(days=8)):
            claim.with_user(self.clerk2).action_end_publicity()

    def decide(self, claim):
        claim.with_user(self.head).action_review()
        claim.with_user(self.deputy).action_review()
        claim.with_user(self.finance).action_approve()

    def line(self, claim, resident, kind="bed"):
        return claim.sudo().line_ids.filtered(
            lambda line: line.resident_id == resident and line.kind == kind
        )

    def codes(self, claim, resident):
        return set(self.line(claim, resident).check_ids.mapped("code"))

    @contextlib.contextmanager
    def travel(self, moment):
        """Go to a moment, and come back."""
        with freeze_time(moment):
            yield

    @contextlib.contextmanager
    def refused(self):
        """Expect the database to refuse."""
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            yield

    def exact(self, value):
        return Decimal(f"{value:.2f}")
