from datetime import date, timedelta

#: Homes whose occupied beds are subsidized, with the last digits of their accounts.
HOMES = {
    "曾都区社会福利中心（演示）": "0011",
    "西城街道康寿养老院（演示）": "0012",
    "淅河镇农村福利院（演示）": "0013",
    "万店镇农村福利院（演示）": "0014",
    "何店镇夕阳红养老服务中心（演示）": "0015",
    "府河镇农村福利院（演示）": "0016",
}
FUNERAL_HOME = {"曾都区殡仪馆（演示）": "0021"}
STAYS = 250
CARE = ("自理老人", "半失能老人", "失能老人")


class Institutions:
    """Homes for the elderly and the funeral home, as contacts with accounts."""

    def __init__(self, people, programs):
        self.people = people
        self.desk = people.desk
        self.programs = programs

    def open(self):
        """Have the administrator put the institutions on file."""
        admin = self.desk.env.ref("base.user_admin")
        self.homes = self.contacts(admin, HOMES)
        self.funeral_home = self.contacts(admin, FUNERAL_HOME)

    def contacts(self, admin, institutions):
        """Return new contacts, each with its account."""
        env = self.desk.env
        partners = (
            env["res.partner"]
            .with_user(admin)
            .create(
                [
                    {"name": name, "is_company": True, "city": "随州市"}
                    for name in institutions
                ]
            )
        )
        env["res.partner.bank"].with_user(admin).create(
            [
                {
                    "partner_id": partner.id,
                    "acc_number": f"82010000000123{digits}",
                    "acc_holder_name": partner.name,
                }
                for partner, digits in zip(partners, institutions.values(), strict=True)
            ]
        )
        return partners

    def occupy(self):
        """Grant the subsidy for occupied beds, and record who occupies them."""
        dice, homes = self.people.dice, list(HOMES)
        lines = [
            {
                **self.people.person(66, 95),
                "机构": dice.choice(homes),
                "类别": dice.choice(CARE),
                "享受起始月": self.people.first_month(years=1),
                "下次复核日期": self.people.review(),
            }
            for _each in range(STAYS)
        ]
        job = self.people.grant(self.programs["beds"], "养老机构在院老人名册", lines)
        versions = self.desk.env["civil.subsidy.entitlement.version"].search(
            [("import_id", "=", job.id)], order="id"
        )
        self.stay(versions)

    def stay(self, versions):
        """Record the stays, some of them too short, and some leaves."""
        stays = self.desk.act("clerk", self.desk.env["civil.subsidy.stay"]).create(
            [
                self.values(at, version.entitlement_id.resident_id, version.partner_id)
                for at, version in enumerate(versions)
            ]
        )
        self.desk.act("clerk", self.desk.env["civil.subsidy.leave"]).create(
            [self.leave(stay) for stay in stays[::6] if not stay.date_out]
        )

    def values(self, at, resident, home):
        """Return the values of a stay: one in forty came late, one left early."""
        values = {
            "resident_id": resident.id,
            "partner_id": home.id,
            "division_id": resident.division_id.id,
            "date_in": date(2023, 1, 1)
            + timedelta(days=self.people.dice.randrange(400)),
        }
        if at % 40 == 7:
            values["date_in"] = date(2024, 3, 22)
        if at % 40 == 23:
            values["date_out"] = date(2024, 4, 9)
        return values

    def leave(self, stay):
        """Return the values of a leave, in a hospital or with the family."""
        dice = self.people.dice
        begin = date(2024, 3, 1) + timedelta(days=dice.randrange(45))
        days = dice.choice((2, 3, 5, 9, 20))
        return {
            "stay_id": stay.id,
            "date_from": begin,
            "date_to": begin + timedelta(days=days),
            "reason": "hospital" if days > 5 else "leave",
        }
