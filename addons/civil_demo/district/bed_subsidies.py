from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.fields import Command

from .assessments import Assessments
from .funds import AMOUNT, LOTTERY_FUNCTION, Funds

DOCUMENT = "曾民发〔2024〕6号（演示）"
#: Homes whose claims go through the hands of their own people.
WITH_CLAIMS = 3
#: How many residents of such a home are assessed; the others show as held.
ASSESSED = 15
#: Factors by level, after the neighbors' published shape; invented.
FACTORS = {
    "ability": {"0": 1, "1": 1.5, "2": 2, "3": 3, "4": 3},
    "rating": {"0": 0.9, "1": 1, "2": 1, "3": 1.05, "4": 1.1, "5": 1.2},
    "compliance": {"sound": 1, "rectifying": 0.8, "watched": 0.5},
}
#: Yuan a bed: works, premises, from, to, amount.
CONSTRUCTION = (
    ("new", "own", 10, 49, 2000),
    ("new", "own", 50, 299, 3000),
    ("new", "own", 300, 0, 5000),
    ("new", "lease", 10, 0, 1500),
    ("rebuilt", "own", 10, 0, 1500),
    ("rebuilt", "lease", 10, 0, 1000),
)
AWARDS = (
    ("rating", "1", 10000, 0),
    ("rating", "2", 20000, 0),
    ("rating", "3", 50000, 0),
    ("rating", "4", 80000, 0),
    ("rating", "5", 100000, 0),
    ("insurance", False, 3000, 0),
    ("post", False, 1200, 12),
)
#: Program by XML id: day of payment, economic classification.
PROGRAMS = {
    "program_operating": (25, "39908"),
    "program_construction": (25, "39908"),
    "program_award": (25, "39908"),
}
LOTTERY = {"city": 20, "district": 50, "lottery": 30}


class BedSubsidies:
    """Operating subsidies, a construction and awards of the welfare institutions.

    Claimed by who had a bed by the placements of the institutions; what was paid by
    rosters in earlier years stays with the program ``beds``.
    """

    def __init__(self, desk):
        """Keep the desk and the day of the installation."""
        self.desk = desk
        self.env = desk.env
        self.today = fields.Date.context_today(desk.office.division())
        self.admin = desk.env.ref("base.user_admin")

    def open(self):
        """Set the programs up, and let some homes claim the last two months."""
        self.complete()
        self.fund()
        self.rates()
        homes = self.homes()
        for home in homes:
            self.give_account(home)
        self.homes_with_claims = homes[:WITH_CLAIMS]
        for home in self.homes_with_claims:
            self.employ(home)
            self.assess(home)
        if homes:
            self.finish(self.month(2))
            self.bring_on_its_way(self.month(1))
            self.others(homes)

    def month(self, back):
        return self.today.replace(day=1) - relativedelta(months=back)

    def act(self, login, model):
        return self.desk.act(login, self.env[f"civil.institution.{model}"])

    def ref(self, name):
        return self.env.ref(f"civil_institution_subsidy.{name}")

    # -- set up --------------------------------------------------------------------

    def complete(self):
        """Say of the programs who pays them, and through whom."""
        for name, (pay_day, economic) in PROGRAMS.items():
            self.desk.act("head", self.ref(name)).write(
                {
                    "bank_agent_id": self.desk.banks.rural.id,
                    "pay_day": pay_day,
                    "function_code": "2081006",
                    "economic_code": economic,
                    "share_ids": [
                        Command.create(
                            {
                                "source": source,
                                "percent": percent,
                                "date_from": "2024-01-01",
                                "legal_basis": DOCUMENT,
                            }
                        )
                        for source, percent in LOTTERY.items()
                    ],
                }
            )

    def fund(self):
        """Have the year's money for the programs assigned."""
        programs = {name: self.ref(name) for name in PROGRAMS}
        funds = Funds(self.desk, programs)
        for program in programs.values():
            lottery = program.share_ids.filtered(lambda s: s.source == "lottery")
            self.desk.act("head", lottery).function_code = LOTTERY_FUNCTION
        project = funds.act("finance", "civil.fund.project").create(
            {
                "name": "养老机构补贴",
                "category": "specific",
                "budget": 5 * AMOUNT,
                "division_id": self.desk.office.division().id,
            }
        )
        for key in funds.needs(programs):
            funds.issue(funds.indicator(project, *key))

    def rates(self):
        """Record the base amount, the coefficients, the rates and the awards."""
        self.desk.act("head", self.env["civil.subsidy.standard"]).create(
            {
                "class_id": self.ref("class_operating").id,
                "amount": 100,
                "least_days": 15,
                "leave_days": 7,
                "date_from": "2024-01-01",
                "legal_basis": DOCUMENT,
            }
        )
        since = {"date_from": "2024-01-01", "legal_basis": DOCUMENT}
        program = self.ref("program_operating").id
        self.act("care_head", "coefficient").create(
            [
                {
                    "program_id": program,
                    "kind": kind,
                    "key": key,
                    "factor": factor,
                    **since,
                }
                for kind, factors in FACTORS.items()
                for key, factor in factors.items()
            ]
        )
        self.act("care_head", "construction.rate").create(
            [
                {
                    "program_id": self.ref("program_construction").id,
                    "works": works,
                    "premises": premises,
                    "beds_from": first,
                    "beds_to": last,
                    "amount": amount,
                    **since,
                }
                for works, premises, first, last, amount in CONSTRUCTION
            ]
        )
        self.act("care_head", "award.rate").create(
            [
                {
                    "program_id": self.ref("program_award").id,
                    "kind": kind,
                    "level": level,
                    "amount": amount,
                    "least_months": months,
                    **since,
                }
                for kind, level, amount, months in AWARDS
            ]
        )

    def homes(self):
        """Return the homes where somebody has a bed by the stays, fullest first."""
        placed = self.env["civil.institution.placement"]._read_group(
            [("date_from", "<", self.month(0)), ("institution_id.state", "=", "filed")],
            ["institution_id"],
            ["__count"],
        )
        order = sorted(placed, key=lambda row: (-row[1], row[0].id))
        homes = self.env["civil.institution"].concat(*[home for home, _n in order])
        own = homes.filtered("user_ids")
        return own | homes

    def give_account(self, home):
        """Have the administrator put the home's account on file."""
        partner = (
            self.env["res.partner"]
            .with_user(self.admin)
            .create({"name": home.name, "is_company": True, "city": "随州市"})
        )
        self.env["res.partner.bank"].with_user(self.admin).create(
            {
                "partner_id": partner.id,
                "acc_number": f"8201000001{home.id:08d}",
                "acc_holder_name": partner.name,
            }
        )
        self.desk.act("care", home).payee_partner_id = partner

    def employ(self, home):
        """Let somebody of the home and somebody of its town work with claims."""
        if not home.user_ids:
            user = self.person(
                f"home_{home.id}", f"{home.name} 经办", "civil_institution.role_home"
            )
            self.desk.act("care", home).user_ids = user
        town = home.town_id
        if town and not self.reviewer(town):
            self.person(
                f"town_{town.code}",
                f"{town.name}民政经办",
                "civil_institution_subsidy.role_town",
                town,
            )

    def reviewer(self, town):
        """Return who reviews the claims of a town's homes first."""
        group = self.ref("group_town")
        return (
            self.env["res.users"]
            .search([("all_group_ids", "in", group.ids)])
            .filtered(lambda user: town in user.division_ids)[:1]
        )

    def person(self, login, name, role, division=None):
        """Return a new user with a role, as the office employs people."""
        place = (division or self.desk.office.division()).code
        record = self.desk.office.record(login, name, place, (role,))
        users = self.env["res.users"].with_context(no_reset_password=True)
        users._load_records([record])
        return self.desk.office.user(login)

    def assess(self, home):
        """Assess some of the home's residents who weren't."""
        people = self.env["civil.institution.placement"].search(
            [("institution_id", "=", home.id), ("date_to", "=", False)]
        )
        at_work = Assessments(self.desk)
        assessed = self.env["civil.assessment"].search([]).resident_id
        count = 0
        for at, person in enumerate(people.resident_id.sorted("id")):
            if count >= ASSESSED:
                break
            if person.death_date or person in assessed:
                continue
            at_work.sign(at_work.assess(person, 130 + at, at % 4))
            count += 1

    # -- claims --------------------------------------------------------------------

    def claim(self, home, period, program="program_operating"):
        """Compute a home's claim of a month, as its own people do."""
        claim = (
            self.env["civil.institution.claim"]
            .with_user(home.user_ids[:1])
            .create(
                {
                    "institution_id": home.id,
                    "program_id": self.ref(program).id,
                    "period": period,
                }
            )
        )
        claim.action_compute()
        return claim

    def hand_in(self, claim):
        """Hand a claim in, and have the town pass it."""
        claim.action_submit()
        town = claim.sudo().town_id
        reviewer = self.reviewer(town) if town else self.desk.office.user("care")
        claim.with_user(reviewer).action_town_pass()

    def check(self, claim, leave=0):
        """Have the section confirm the persons drawn, all but the last ones."""
        spots = self.desk.act("care", claim).spot_ids
        spots[: len(spots) - leave].action_confirm("visit", "本人在院，与台账一致")

    def publish(self, claim):
        self.check(claim)
        self.desk.act("care", claim).action_check()

    def approve(self, claim):
        """Take the notice down and pass all tiers.

        The days of the notice lie in one moment here, so they are put back.
        """
        begun = self.today - timedelta(days=9)
        claim.sudo()._write_guarded(
            {"public_from": begun, "public_until": begun + timedelta(days=6)}
        )
        self.desk.act("care", claim).action_end_publicity()
        self.desk.act("care_head", claim).action_review()
        self.desk.act("deputy", claim).action_review()
        self.desk.act("finance", claim).action_approve()

    def finish(self, period):
        """Let the homes' claims of a month be approved; the next batch pays them."""
        for home in self.homes_with_claims:
            claim = self.claim(home, period)
            self.hand_in(claim)
            self.publish(claim)
            self.approve(claim)

    def bring_on_its_way(self, period):
        """Leave the next month's claims at three different steps."""
        for at, home in enumerate(self.homes_with_claims):
            claim = self.claim(home, period)
            if at == 2:
                claim.action_submit()
                continue
            self.hand_in(claim)
            if at == 1:
                self.check(claim, leave=1)
            else:
                self.publish(claim)

    def others(self, homes):
        """Leave drafts of the other homes, a construction and an award."""
        self.act("care", "claim.month").create(
            {
                "program_id": self.ref("program_operating").id,
                "period": self.month(1),
            }
        ).action_open_month()
        home = homes[0]
        project = self.act("care", "construction").create(
            {
                "institution_id": home.id,
                "name": "失能照护楼改建",
                "program_id": self.ref("program_construction").id,
                "works": "rebuilt",
                "premises": "own",
                "beds": min(20, home.beds_approved),
                "accepted_on": self.today - timedelta(days=500),
                "acceptance_number": "曾建验〔2025〕18号",
                "opened_on": self.today - timedelta(days=450),
            }
        )
        self.desk.act("care_head", project).action_confirm()
        self.claim(home, self.month(0), "program_construction")
        self.claim(home, self.month(1), "program_award")
