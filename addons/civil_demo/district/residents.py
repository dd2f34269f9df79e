import random
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from odoo import fields

from ..tools.population import GIVEN, SURNAMES
from ..tools.rules import check_character

FIRST = date(2023, 1, 5)
LAST = date(2024, 12, 20)
#: Care levels and how often each is met; categories likewise.
LEVELS = (("self", 9), ("half", 6), ("full", 4), ("special", 1))
PAYERS = (("social", 11), ("destitute", 6), ("low_income", 2), ("special", 1))
#: Share of the beds set up that are somebody's.
SHARE = 0.7
HOSPITALS = ("曾都区中心医院", "随州市中医医院")
SIGNERS = {
    "institution_signer": "董秀兰",
    "contact_signer": "家属代表",
}


class Residents:
    """Who lives in the institutions that have their beds set up, and since when.

    Whoever lives there is put on record at once, as from a list; what happened to
    them since is done by the buttons of the screens.
    """

    def __init__(self, desk):
        self.desk = desk
        self.env = desk.env
        self.dice = random.Random(17)
        self.today = fields.Date.context_today(desk.env["civil.institution"])
        self.order = 0

    def open(self):
        """Fill the homes, let two years go by, and bring some people on their way."""
        homes = self.act("").search([("bed_ids", "!=", False)], order="id")
        homes.keeps_stays = True
        for home in homes:
            stays = self.fill(home)
            self.live(home, stays)
        self.happen(homes[:1])
        self.bring(homes[:1])

    def act(self, model, login="care"):
        name = "civil.institution" + (model and f".{model}")
        return self.desk.act(login, self.env[name])

    def level(self, code):
        return self.env.ref(f"civil_institution_care.care_level_{code}")

    def pick(self, weighted):
        """Return one of ``(value, weight)`` pairs."""
        values, weights = zip(*weighted, strict=True)
        return self.dice.choices(values, weights)[0]

    # -- people ------------------------------------------------------------------

    def people(self, count, division):
        """Put invented old people on file."""
        made = []
        while len(made) < count:
            self.order += 1
            born = date(1934, 1, 1) + timedelta(days=self.dice.randrange(22 * 365))
            body = f"421303{born:%Y%m%d}{self.order % 1000:03d}"
            given = "".join(self.dice.choice(GIVEN) for _ in range(2))
            made.append(
                {
                    "name": self.dice.choice(SURNAMES) + given,
                    "identity_number": body + check_character(body),
                    "division_id": division.id,
                }
            )
        residents = self.env["civil.resident"].sudo()
        numbers = [one["identity_number"] for one in made]
        known = residents.search([("identity_number", "in", numbers)])
        taken = set(known.mapped("identity_number"))
        return residents.create(
            [one for one in made if one["identity_number"] not in taken]
        )

    def row(self, person, bed, day):
        relation = self.dice.choice(("儿子", "女儿", "侄子", "配偶"))
        return {
            "institution_id": bed.institution_id.id,
            "resident_id": person.id,
            "bed_id": bed.id,
            "date_from": day,
            "level_id": self.level(self.pick(LEVELS)).id,
            "payer": self.pick(PAYERS),
            "enquired_on": day - timedelta(days=20),
            "emergency_name": f"{person.name[0]}{self.dice.choice(GIVEN)}",
            "emergency_relation": relation,
            "emergency_phone": f"1390000{self.dice.randrange(10000):04d}",
            "has_application": True,
            "has_identity_copy": True,
            "has_household_book": True,
        }

    def some_day(self):
        return FIRST + timedelta(days=self.dice.randrange((LAST - FIRST).days))

    # -- two years ---------------------------------------------------------------

    def fill(self, home):
        """Let people live in most of the beds, each since a day."""
        most = min(len(home.bed_ids), home.beds_approved)
        beds = home.bed_ids[: int(most * SHARE)]
        people = self.people(len(beds), home.division_id)
        rows = [
            self.row(person, bed, self.some_day())
            for person, bed in zip(people, beds, strict=False)
        ]
        return self.act("stay")._note_residents(rows)

    def live(self, home, stays):
        """Leaves, hospitals, changes of beds and discharges, by some of them."""
        chosen = self.dice.sample(list(stays), min(len(stays), 14))
        for number, stay in enumerate(chosen):
            day = max(stay.date_from, FIRST) + relativedelta(days=20 + 9 * number)
            day = min(day, self.today - timedelta(days=60))
            if number < 6:
                stay.action_leave(
                    date=day, destination="家中", companion=stay.emergency_name
                )
                stay.action_return(date=day + timedelta(days=3 + number))
            elif number < 10:
                stay.action_hospital(
                    date=day,
                    destination=self.dice.choice(HOSPITALS),
                    family_notified_on=fields.Datetime.to_datetime(day),
                    family_notified_by="值班护士电话告知紧急联系人",
                )
                stay.action_return(date=day + timedelta(days=5 + 2 * number))
            elif number < 12:
                # Nobody had it before, so that it was free on that day, too.
                free = home.bed_ids.filtered(lambda bed: not bed.placement_ids)
                stay.action_move_bed(bed_id=free[:1].id, date=day)
            else:
                kind = "left" if number == 12 else "transferred"
                reason = "回家由子女照料" if kind == "left" else "转入医养结合机构"
                stay.action_discharge(kind=kind, date=day, reason=reason)

    # -- now ---------------------------------------------------------------------

    def day(self, days):
        return self.today + timedelta(days=days)

    def happen(self, home):
        """What lies on the desks of the first home today."""
        stays = self.act("stay", "home_staff").search(
            [("institution_id", "=", home.id), ("state", "=", "resident")], order="id"
        )
        if len(stays) < 12:
            return
        away, late, ill, died, told, gone = stays[:6]
        away.action_leave(
            date=self.day(-1), expected_on=self.day(3), destination="女儿家"
        )
        late.action_leave(
            date=self.day(-9), expected_on=self.day(-2), destination="儿子家"
        )
        ill.action_hospital(
            date=self.day(-4),
            destination=HOSPITALS[0],
            family_notified_on=fields.Datetime.to_datetime(self.day(-4)),
            family_notified_by="护士长电话告知女儿",
        )
        died.action_discharge(kind="died", date=self.day(-2), reason="病故")
        gone.action_discharge(kind="ended", date=self.day(-15), reason="协议期满")
        self.env["civil.death"].sudo().create(
            {
                "name": told.person_name,
                "resident_id": told.sudo().resident_id.id,
                "division_id": home.division_id.id,
                "death_date": self.day(-1),
                "source": "health",
            }
        )
        for stay in stays[6:12]:
            self.agree(stay, self.day(20 + 15 * stay.id % 300))
        thing = self.act("belonging", "home_staff")
        thing.create({"stay_id": stays[6].id, "name": "金戒指一枚"})
        plan = self.act("plan", "home_staff").create(
            {"stay_id": stays[6].id, "agreed_by": stays[6].emergency_name}
        )
        plan.action_confirm()

    def agree(self, stay, until):
        """Have a service agreement signed by all."""
        agreement = self.act("agreement", "home_staff").create(
            {
                "stay_id": stay.id,
                "date_from": until - relativedelta(years=1),
                "date_until": until,
                "level_id": (stay.care_level_id or self.level("self")).id,
                "signed_on": min(self.today, until - relativedelta(years=1)),
                "person_signer": stay.person_name,
                **SIGNERS,
            }
        )
        agreement.action_sign()

    def bring(self, home):
        """Bring people on their way into the home: one for every step."""
        people = self.assessed(home)
        # The section knows people by the register, staff of a home don't.
        stays = self.act("stay")
        way = ("enquiry", "applied", "assessed", "trial", "resident")
        for person, end in zip(people, way, strict=False):
            row = self.row(person, home.bed_ids[:1], self.today)
            vals = {
                name: value
                for name, value in row.items()
                if name not in ("bed_id", "date_from", "level_id")
            }
            vals.update(payer="social", medical_report_on=self.day(-20))
            stay = self.desk.act("home_staff", stays.create(vals))
            self.advance(stay, way.index(end), home)

    def assessed(self, home):
        """People whose assessments of ability and risks count today, others first."""
        sheets = self.env["civil.assessment"].search(
            [("state", "=", "signed"), ("institution_until", ">=", self.today)]
        )
        risks = self.env["civil.assessment.risk"].search(
            [("state", "=", "signed"), ("review_date", ">=", self.today)]
        )
        ready = (sheets.resident_id & risks.resident_id)[:3]
        return [*self.people(2, home.division_id), *ready]

    def advance(self, stay, steps, home):
        """Take a stay so many steps on."""
        free = home.bed_ids.filtered(lambda bed: bed.state == "free")
        if steps >= 1:
            stay.action_apply()
            stay.action_reserve_bed(bed_id=free[-1:].id)
        if steps >= 2:
            stay.action_assess()
        if steps == 3:
            self.try_out(stay)
        if steps >= 4:
            self.agree(stay, self.day(364))
            stay.action_sign()
            stay.action_move_in()

    def try_out(self, stay):
        """Sign a trial agreement and let the trial begin."""
        agreement = self.act("agreement", "home_staff").create(
            {
                "stay_id": stay.id,
                "kind": "trial",
                "date_from": self.day(-10),
                "date_until": self.day(10),
                "signed_on": self.day(-10),
                "person_signer": stay.person_name,
                **SIGNERS,
            }
        )
        agreement.action_sign()
        stay.action_start_trial(date=self.day(-10))
