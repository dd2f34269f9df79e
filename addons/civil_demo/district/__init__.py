"""Builds the demonstration district through the same doors that people use."""

import tempfile

from ..tools import generate_months
from .affairs import Affairs
from .accounts import Accounts
from .assessments import Assessments
from .banks import Banks
from .bed_subsidies import BedSubsidies
from .cases import Cases
from .cemeteries import Cemeteries
from .cemetery_checks import CemeteryChecks
from .changes import Changes
from .children import Children
from .course import Course
from .desk import APRIL, MARCH, Desk
from .earlier import Earlier
from .elderly import Destitute, Elderly
from .emergencies import Emergencies
from .enforcement import Enforcement
from .fees import Fees
from .forms import Forms
from .funds import Funds
from .funeral import Funerals
from .home_checks import HomeChecks
from .home_safety import HomeSafety
from .home_ledger import HomeLedger
from .home_watch import HomeWatch
from .homes import WelfareHomes
from .households import HOUSEHOLDS, Households
from .indicators import Indicators
from .inspections import Inspections
from .institutions import Institutions
from .licenses import Licenses
from .office import Office
from .once import Once
from .organizations import Organizations
from .own_account import OwnAccount
from .people import People
from .posts import Posts
from .programs import Programs
from .residents import Residents
from .ratings import Ratings
from .social import Social
from .social_cases import SocialCases
from .social_inspection import SocialInspection
from .subsidies import Subsidies
from .trade import Trade
from .waivers import Waivers

#: How the two months are generated; tests ask the generator for their truth.
MONTHS = {
    "period": "2024-03",
    "months": 2,
    "seed": 1,
    "lines": 6000,
    "share": 0.03,
    "standards": "sound",
    "refused": False,
}
#: The programs by entitlement that are paid in March, in this order.
PAID = ("low", "destitute", "nursing", "orphan", "unattended")
PAID += ("age", "service", "beds", "relief", "funeral")


def build(env):
    """Make offices, people and two months of subsidies.

    :param env: the environment of the installation
    """
    # What imports and batches say is kept in the language of whoever acts.
    env = env(context={**env.context, "lang": "zh_CN", "tz": "Asia/Shanghai"})
    office = Office(env)
    office.open()
    banks = Banks(env, office)
    banks.open()
    desk = Desk(env, office, banks)
    Organizations(desk).open()
    Cases(desk).open()
    programs = Programs(desk)
    with tempfile.TemporaryDirectory() as directory:
        generate_months(directory, **MONTHS)
        programs.record()
        funds = Funds(desk, programs.by_code)
        funds.open()
        months = Months(desk, programs, Subsidies(desk, directory), funds)
        months.march()
        months.april()
        Earlier(desk, programs.by_code["low"]).enter()
        OwnAccount(desk).open()
        funds.look_through()
        Forms(desk).file()
    trade = Trade(months.people)
    trade.open()
    Affairs(trade).open()
    Emergencies(trade).open()
    Cemeteries(months.people).open()
    Funerals(months.people).open()
    CemeteryChecks(months.people).open()
    Licenses(desk).open()
    inspections = Inspections(desk)
    inspections.open()
    trade.check(inspections)
    Enforcement(desk).draw()
    Waivers(desk, months.institutions.funeral_home).open()
    WelfareHomes(desk).open()
    Assessments(desk).open()
    Residents(desk).open()
    Ratings(desk).open()
    HomeChecks(desk).open()
    HomeSafety(desk).open()
    HomeWatch(desk).open()
    HomeLedger(desk).open()
    Indicators(desk).open()
    Fees(desk).open()
    BedSubsidies(desk).open()
    Social(desk).open()
    SocialCases(desk).open()
    SocialInspection(desk).open()
    Accounts(desk).open()
    Posts(desk, funds).change()


class Months:
    """March and April of the whole district, in the order of the days."""

    def __init__(self, desk, programs, subsidies, funds):
        self.desk = desk
        self.funds = funds
        self.programs = programs
        self.subsidies = subsidies
        known, people = programs.by_code, People(desk)
        self.people = people
        self.households = Households(desk, people, known["low"])
        self.elderly = Elderly(people, known)
        self.children = Children(people, known)
        self.institutions = Institutions(people, known)
        self.changes = Changes(people, known)
        self.course = Course(desk, known)

    def march(self):
        """Grant what is drawn, and pay it."""
        paid = self.subsidies.march()
        self.grant()
        self.desk.end_day()
        batches = self.course.february()
        self.changes.before_march()
        batches |= self.course.march(PAID)
        self.desk.book(paid | batches)
        self.subsidies.finish_march()
        self.course.finish_march(batches)

    def grant(self):
        """Grant every program to those who draw it in March."""
        self.institutions.open()
        self.funds.institutions(self.institutions.homes)
        self.households.gather()
        homes = self.households.households
        self.children.settle(homes)
        known = self.programs.by_code
        self.people.grant(
            known["low"], "城乡低保对象名册", self.households.lines(homes[:HOUSEHOLDS])
        )
        self.children.grant()
        self.elderly.grant()
        Destitute(self.people, known, self.institutions.homes).grant()
        self.institutions.occupy()
        self.once = Once(self.people, known, self.institutions.funeral_home)
        self.once.grant(MARCH)

    def april(self):
        """Record the changes, and bring the second month on its way."""
        self.desk.end_day()
        self.programs.raise_standard()
        self.subsidies.april()
        self.changes.after_march()
        new = self.households.households[HOUSEHOLDS:]
        self.people.grant(
            self.programs.by_code["low"],
            "城乡低保2024年4月新增",
            self.households.lines(new, "2024-04"),
        )
        self.elderly.grant_new()
        self.once.grant(APRIL)
        self.course.april([code for code in PAID if code != "funeral"])
