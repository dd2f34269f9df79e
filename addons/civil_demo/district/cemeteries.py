from datetime import timedelta

from dateutil.relativedelta import relativedelta

#: Name, kind, place among the towns, level, share in use, years since it opened.
FACILITIES = (
    ("曾都区公益性公墓", "public", 0, "district", 0.66, 21),
    ("神农福寿园", "commercial", 1, "district", 0.58, 22),
    ("曾都区骨灰堂", "columbarium", 0, "district", 0.45, 9),
    ("王家湾村公益性墓地", "public", 2, "village", 0.9, 12),
    ("大堰坡村公益性墓地", "public", 3, "village", 0.35, 4),
)
#: Facility, code, name, kind, blocks: type, first and last rack, row and number, m².
ZONES = (
    (0, "A", "松鹤区", "plot", (("double", 0, 0, 1, 6, 1, 60, 0.8),)),
    (0, "A2", "长青区", "plot", (("single", 0, 0, 1, 4, 1, 50, 0.5),)),
    (0, "E", "生态区", "ecological", (("tree", 0, 0, 1, 3, 1, 10, 0),)),
    (1, "B", "福园", "plot", (("double", 0, 0, 1, 10, 1, 40, 1.0),)),
    (1, "C", "寿园", "plot", (("single", 0, 0, 1, 5, 1, 30, 0.6),)),
    (2, "N1", "东区", "niche", (("niche_single", 1, 4, 1, 6, 1, 8, 0.1),)),
    (2, "N2", "西区", "niche", (("niche_double", 1, 2, 1, 5, 1, 8, 0.15),)),
    (3, "A", "一区", "plot", (("double", 0, 0, 1, 5, 1, 12, 0.8),)),
    (4, "A", "一区", "plot", (("double", 0, 0, 1, 4, 1, 15, 0.8),)),
)
#: Price of a plot and fee a year in yuan, by the facility's kind.
PRICES = {"public": (0, 30), "commercial": (18800, 120), "columbarium": (0, 240)}
#: A third of so many times three plots is reserved today, ordered, and agreed on each.
KEPT = 2


class Cemeteries:
    """Cemeteries and a columbarium as after twenty years of use."""

    def __init__(self, people):
        self.people = people
        self.desk = people.desk
        self.env = people.desk.env
        self.dice = people.dice
        self.today = people.today

    def open(self):
        """Put the facilities on record, and let their counters work."""
        self.towns = self.env["civil.division"].search(
            [("level", "=", "town")], order="code"
        )
        self.facilities = [self.facility(*each) for each in FACILITIES]
        self.zones = [self.zone(*each) for each in ZONES]
        for zone in self.zones:
            self.use(zone)
        self.keep()

    def act(self, model, login="burial"):
        """Return a model as somebody works with it."""
        return self.desk.act(login, self.env[f"civil.cemetery.{model}"])

    def facility(self, name, kind, town, level, _share, years):
        """Have a facility entered, opened and given its fee."""
        opened = self.today - relativedelta(years=years)
        district = self.desk.office.division()
        wide = level == "district"
        facility = self.act("facility").create(
            {
                "name": name,
                "kind": kind,
                "level": level,
                "division_id": self.towns[town].id,
                "service_division_ids": [
                    (6, 0, district.ids if wide else self.towns[town].ids)
                ],
                "address": f"{self.towns[town].name}殡葬服务中心路8号",
                "service_phone": "0722-0000012",
                "supervising_unit": "曾都区民政局",
                "organizer": "曾都区民政局" if wide else f"{name[:4]}委员会",
                "unit_form": "own" if wide else "committee",
                "approval_number": f"曾民殡〔{opened.year - 1}〕{town + 3}号",
                "approved_on": opened - timedelta(days=300),
                "accepted_on": opened - timedelta(days=20),
                "opened_on": opened,
                "use_until": opened + relativedelta(years=50),
                "land_nature": "allocated" if wide else "collective",
                "land_area": 46 if wide else 4.8,
                "green_cover": 46,
                "planned_plots": 900 if wide else 60,
                "user_ids": [(6, 0, self.desk.office.user("keeper").ids)]
                if town == 0
                else [],
            }
        )
        self.desk.act("burial_head", facility).action_operate()
        self.act("fee").create(
            {
                "facility_id": facility.id,
                "date_from": opened,
                "amount": PRICES[kind][1],
                "legal_basis": "随发改价格〔演示〕价目表",
            }
        )
        return facility

    def zone(self, facility, code, name, kind, blocks):
        """Have a zone entered and its plots made and put up."""
        facility = self.facilities[facility]
        hall = "一层大厅" if kind == "niche" else False
        zone = self.act("zone").create(
            {
                "facility_id": facility.id,
                "code": code,
                "name": name,
                "kind": kind,
                "hall": hall,
            }
        )
        for plot_type, rack, rack_to, row, row_to, number, number_to, area in blocks:
            found = self.env.ref(f"civil_cemetery.plot_type_{plot_type}")
            self.act("generate").create(
                {
                    "zone_id": zone.id,
                    "plot_type_id": found.id,
                    "rack_from": rack,
                    "rack_to": rack_to,
                    "row_from": row,
                    "row_to": row_to,
                    "number_from": number,
                    "number_to": number_to,
                    "aisle_numbers": 10 if kind == "plot" else 0,
                    "aisle_rows": 5 if kind == "plot" else 0,
                    "area": area,
                    "stone_height": 0.6 if kind == "plot" else 0,
                    "price": PRICES[facility.kind][0],
                }
            ).action_generate()
        plots = self.plots(zone)
        # The last row isn't built yet where there are many.
        last = max(plots.mapped("row")) if len(plots) > 100 else 0
        plots.filtered(lambda plot: plot.row != last).action_offer()
        return zone

    def plots(self, zone):
        return self.act("plot").search([("zone_id", "=", zone.id)])

    def use(self, zone):
        """Enter what the register of a zone holds: who lies there since when."""
        number = self.facilities.index(zone.facility_id)
        share, years = FACILITIES[number][4:]
        free = self.plots(zone).filtered(lambda plot: plot.state == "available")
        # Rows fill from the front, with a gap here and there.
        count = round(len(free) * share)
        taken = [plot for plot in free[:count] if self.dice.random() < 0.93]
        lines = [self.line(plot, years) for plot in taken]
        self.act("agreement")._record_existing(lines)

    def line(self, plot, years):
        """Return what the register holds of a plot."""
        dice, holder = self.dice, self.people.person(35, 70)
        start = self.today - timedelta(days=dice.randrange(20, years * 365))
        cycle = 20 if plot.kind != "niche" else dice.choice((5, 10, 20))
        lying = 2 if plot.places > 1 and dice.random() < 0.4 else 1
        if dice.random() < 0.06:
            lying = 0
        return {
            "plot_id": plot.id,
            "holder_name": holder["姓名"],
            "identity_input": holder["身份证号"],
            "relation": dice.choice(("儿子", "女儿", "配偶", "孙子")),
            "phone": f"1380722{dice.randrange(10000):04d}",
            "certificate_number": f"曾墓证{plot.id:06d}",
            "years": cycle,
            "start": start,
            "interments": [
                {
                    "name": self.people.person(60, 95)["姓名"],
                    "interred_on": start,
                    "host_name": holder["姓名"],
                }
                for _one in range(lying)
            ],
        }

    # -- the counter today -----------------------------------------------------------

    def keep(self):
        """Have the keeper reserve, order, agree and bury on this month's cremations."""
        deaths = self.env["civil.death"].search(
            [("certificate_number", "!=", False), ("source", "=", "cremation")],
            order="cremation_date desc, id",
            limit=3 * KEPT,
        )
        free = self.act("plot", "keeper").search(
            [("state", "=", "available"), ("zone_id", "=", self.zones[0].id)]
        )
        for death, plot, step in zip(deaths, free, range(3 * KEPT), strict=False):
            reservation = self.reserve(plot, death)
            if step % 3 == 0:
                reservation.action_reserve()
                continue
            reservation.action_order()
            if step % 3 == 2:
                reservation.action_agree()
                self.bury(reservation.agreement_id, death, step % 2)

    def reserve(self, plot, death):
        person = self.people.person(35, 70)
        return self.act("reservation", "keeper").create(
            {
                "plot_id": plot.id,
                "holder_name": person["姓名"],
                "identity_input": person["身份证号"],
                "phone": "13807220001",
                "relation": "儿子",
                "user_name": death.name,
                "cremation_number": death.certificate_number,
                "residence_id": death.division_id.id,
            }
        )

    def bury(self, agreement, death, lies):
        agreement.action_sign()
        if agreement.amount_open:
            self.act("receipt", "keeper").create(
                {
                    "agreement_id": agreement.id,
                    "amount": agreement.amount_open,
                    "payer": agreement.holder_name,
                }
            )
        agreement.action_activate()
        if lies:
            self.act("interment", "keeper").create(
                {
                    "agreement_id": agreement.id,
                    "name": death.name,
                    "cremation_number": death.certificate_number,
                    "host_name": agreement.holder_name,
                }
            ).action_inter()
