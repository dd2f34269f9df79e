import csv
import io
from datetime import timedelta

from odoo import fields
from odoo.fields import Command

from .funeral_unusual import Unusual
from .office import TOWN

HOME = "曾都区殡仪馆（演示）"
#: How many deaths the register of the funeral home knows.
REGISTERED = 112
#: How many of them, the last ones, aren't all placed and closed yet.
RECENT = 24
CAUSES = ("冠心病", "脑出血", "肺癌", "慢阻肺", "胃癌", "衰老", "糖尿病并发症")
CLINICS = ("曾都区中医医院", "随州市中心医院", "东城社区卫生服务中心", "万店镇卫生院")
RELATIONS = ("长子", "次子", "长女", "配偶", "侄子")
VEHICLES = ("鄂S0D318", "鄂S0D325", "鄂S0D336")
DRIVERS = ("张师傅", "刘师傅", "周师傅")
#: Ways of placing ashes: of a hundred, and where.
PLACES = (
    ("plot", 52, "{town}公益性公墓{row}区{number}号"),
    ("niche", 20, "曾都区骨灰堂{row}室{number}号"),
    ("ecological", 12, "曾都区生态安葬园花坛葬区{number}号"),
    ("elsewhere", 10, "广东省东莞市殡仪馆骨灰楼{number}号"),
    ("deposit", 6, "曾都区殡仪馆寄存楼{row}排{number}号"),
)
HEADER = ("火化证编号", "死者姓名", "身份证号", "死亡日期", "火化日期", "殡仪馆")


class Funerals:
    """Deaths of half a year, from the reported one to the closed loop.

    Days are counted from the day of installation; nobody in here is on file.
    """

    def __init__(self, people):
        self.desk = people.desk
        self.env = people.desk.env
        self.dice = people.dice
        self.population = people.population
        self.now = fields.Datetime.now().replace(minute=0, second=0)
        self.count = 0

    def open(self):
        """Report deaths, and bring each as far as it has come."""
        divisions = self.env["civil.division"]
        self.villages = divisions.search([("level", "=", "village")], order="code")
        town = divisions.search([("code", "=", TOWN)])
        self.near = self.villages.filtered(lambda village: village.parent_id == town)
        self.employ()
        self.registered()
        self.under_way()
        Unusual(self).open()
        self.env["civil.funeral.mark"]._cron_mark()

    def employ(self):
        """Tie the home to those who work there."""
        self.home = self.env["civil.organization"].search([("name", "=", HOME)])
        kind = self.env["civil.organization.kind"].search(
            [("code", "=", "funeral_home")]
        )
        self.home.write(
            {
                "kind_ids": [Command.link(kind.id)],
                "home_user_ids": [Command.set(self.desk.office.user("home").ids)],
            }
        )

    def at(self, hours):
        """A moment so many hours ago."""
        return self.now - timedelta(hours=hours)

    def day(self, hours):
        """The day of a moment so many hours ago, by the country's clock."""
        return (self.at(hours) + timedelta(hours=8)).date()

    def mine(self, case, login):
        """The case as somebody handles it."""
        return self.desk.act(login, case)

    def report(self, hours, village=None, send=True, login=None, **values):
        """Report a death so many hours ago; the informant does so in his town."""
        village = village or self.dice.choice(self.villages)
        login = login or ("informant" if village in self.near else "burial")
        late = 5 if self.dice.random() < 0.06 else self.dice.choice((0.5, 1, 1.5))
        case = self.desk.act(login, self.env["civil.funeral.case"]).create(
            {
                **self.deceased(hours),
                "division_id": village.id,
                "home_id": self.home.id,
                "address": f"{village.name}{self.dice.randint(1, 9)}组",
                "ethnicity": "汉族",
                "death_at": self.at(hours),
                "death_place_kind": "home",
                "death_place": f"{village.name}家中",
                "reporter_kind": self.dice.choice(("family", "informant", "council")),
                "reporter_name": self.population.name(),
                "reported_at": self.at(max(hours - late, 0)),
                **values,
            }
        )
        if send:
            case.action_report()
        return case

    def deceased(self, hours):
        """Name and number of somebody old."""
        age = self.dice.randint(58, 96)
        born = self.day(hours) - timedelta(days=age * 365 + self.dice.randint(0, 364))
        return {
            "deceased_name": self.population.name(),
            "identity_input": self.population.identity(born=born),
        }

    def certify(self, case, **values):
        """Note the certificate of the day of the death."""
        number = case.sudo().identity_number
        self.mine(case, "burial").action_certificate(
            **{
                "certificate_kind": "medical",
                "certificate_input": number,
                "certificate_date": case.death_date,
                "certificate_issuer": self.dice.choice(CLINICS),
                "certificate_doctor": f"{self.population.name()[0]}医生",
                "death_cause": self.dice.choice(CAUSES),
                **values,
            }
        )
        return case

    # -- what the register knows ---------------------------------------------------

    def registered(self):
        """Deaths whose cremations the home's register brought, most closed since."""
        cases = [
            self.certify(self.report(self.dice.randint(12 * 24, 170 * 24)))
            for _number in range(REGISTERED)
        ]
        cases.sort(key=lambda case: case.death_at)
        self.take_register(cases)
        fresh = cases[-RECENT:]
        for number, case in enumerate(cases):
            recent = case in fresh
            if recent and number % 4 == 1 or number == len(cases) // 2:
                continue
            self.place(case)
            if recent and number % 3 == 2:
                continue
            self.finish(case, close=not recent or number % 2 == 0)

    def take_register(self, cases):
        """Import the home's register, as it sends it in."""
        stream = io.StringIO()
        rows = csv.writer(stream)
        rows.writerow(HEADER)
        for number, case in enumerate(cases, start=1):
            rows.writerow(
                (
                    f"曾殡{case.death_date:%Y}-{number:05d}",
                    case.deceased_name,
                    case.sudo().identity_number,
                    case.death_date.isoformat(),
                    (case.death_date + timedelta(days=2)).isoformat(),
                    HOME,
                )
            )
        content = stream.getvalue().encode("utf-8-sig")
        self.desk.take("burial", "cremation", "殡仪馆火化登记.csv", content)
        self.env.invalidate_all()

    def place(self, case, kind=None):
        """Note where the ashes are, some days after the cremation."""
        dice = self.dice
        kinds, shares, places = zip(*PLACES, strict=True)
        at = kinds.index(kind) if kind else dice.choices(range(len(kinds)), shares)[0]
        day = min(
            fields.Date.to_date(case.cremated_at) + timedelta(days=dice.randint(1, 8)),
            self.day(0),
        )
        self.count += 1
        where = {"row": dice.randint(1, 9), "number": self.count}
        self.mine(case, "burial").action_placement(
            placement_kind=kinds[at],
            placement_place=places[at].format(town=case.town_id.name, **where),
            placement_document=f"GAZ-{day:%Y}-{self.count:04d}",
            placement_date=day,
            **(
                {"placement_until": day + timedelta(days=dice.choice((30, 365)))}
                if kinds[at] == "deposit"
                else {}
            ),
        )

    def finish(self, case, close=True):
        """Visit the family, have the registration cancelled, close the loop."""
        mine, dice = self.mine(case, "burial"), self.dice
        placed = fields.Datetime.to_datetime(case.placement_date)
        mine.action_visit(
            visited_at=min(placed + timedelta(days=dice.randint(1, 4)), self.now),
            visitor=self.population.name(),
            visit_note="骨灰已按要求安放，家属无异议",
        )
        mine.action_household(
            household_date=min(
                case.death_date + timedelta(days=dice.randint(3, 28)), self.day(0)
            ),
            household_document="派出所户口注销证明",
        )
        if close and not case.has_mark:
            mine.action_closing()

    # -- what is under way -----------------------------------------------------------

    def under_way(self):
        """Deaths of the last days, each as far as it has come."""
        self.report(3, self.near[0], send=False)
        for hours in (2, 5, 16, 60):
            self.report(hours, self.near[1] if hours == 5 else None)
        for hours in (6, 9, 20, 40):
            self.certify(self.report(hours, self.near[2] if hours == 9 else None))
        self.dispatch(self.certify(self.report(7)), 5)
        stored = [self.stored(hours) for hours in (14, 26, 38, 52, 70, 130, 150)]
        self.extend(stored[-1])
        self.farewell(stored[1])
        for hours in (30, 44, 58):
            self.confirm(self.stored(hours))
        cremated = [self.cremated(hours) for hours in (50, 64, 75, 90, 140, 290)]
        for case in cremated[2:]:
            self.hand_over(case)
        self.place(cremated[4], "deposit")

    def dispatch(self, case, hours):
        """Send a hearse."""
        at = self.dice.randrange(len(VEHICLES))
        self.mine(case, "home").action_dispatch(
            vehicle=VEHICLES[at],
            driver=DRIVERS[at],
            carriers="陈师傅、吴师傅",
            transport_from=case.death_place,
            dispatched_at=self.at(hours),
        )

    def stored(self, hours):
        """Somebody who came to the home, so many hours after the death."""
        case = self.certify(self.report(hours))
        self.dispatch(case, hours - 4)
        self.count += 1
        mine = self.mine(case, "home")
        mine.action_transport(
            handed_at=self.at(hours - 5),
            handed_by=self.population.name(),
            received_by=case.driver,
            body_state="完好",
            valuables="无",
            distance=self.dice.randint(4, 46),
        )
        mine.action_admission(
            admitted_at=self.at(hours - 6),
            body_tag=f"YT{self.count:05d}",
            cabinet=f"{'ABC'[self.count % 3]}-{self.count:02d}",
            admitted_by="梁晓燕",
        )
        return case

    def extend(self, case):
        """Extend the storage, as the family asked."""
        self.mine(case, "home").action_extension(
            storage_applicant=self.population.name(),
            storage_reason="等待外地子女返乡",
            storage_until=self.day(-72),
        )

    def farewell(self, case):
        self.mine(case, "home").action_farewell(
            farewell_hall="一号告别厅",
            farewell_at=self.at(2),
            farewell_host=self.population.name(),
        )

    def confirm(self, case):
        """Have the host sign the confirmation of the cremation."""
        self.mine(case, "home").action_confirmation(
            host_name=self.population.name(),
            host_relation=self.dice.choice(RELATIONS),
            host_input=self.population.identity(),
            host_phone=f"139{self.dice.randint(10**7, 10**8 - 1)}",
            confirmed_at=self.at(1),
        )
        return case

    def cremated(self, hours):
        """Somebody who was cremated a good day after the death."""
        case = self.confirm(self.stored(hours))
        self.count += 1
        self.mine(case, "home").action_cremation(
            furnace=f"{self.count % 4 + 1}号炉",
            cremator="谢炉工",
            cremation_start=self.at(hours - 30),
            cremated_at=self.at(hours - 31),
        )
        return case

    def hand_over(self, case):
        self.mine(case, "home").action_ashes(
            ashes_to=case.host_name,
            ashes_relation=case.host_relation,
            ashes_by="梁晓燕",
            ashes_at=max(case.cremated_at, self.at(40)),
        )
