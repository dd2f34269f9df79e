"""Small districts with every sort of program, as hypothesis draws them."""

from datetime import date

from dateutil.relativedelta import relativedelta
from hypothesis import strategies as st

from odoo.fields import Command
from odoo.tools import SQL

from .common import identity

PERIOD = date(2024, 3, 1)
METHODS = (
    "fixed",
    "household",
    "per_head",
    "difference",
    "bed_day",
    "bed_month",
    "individual",
)
cents = st.integers(0, 90_000).map(lambda value: value / 100)
months = st.integers(-3, 3).map(lambda at: PERIOD + relativedelta(months=at))
days = st.integers(-70, 40).map(lambda at: PERIOD + relativedelta(days=at))

standard = st.fixed_dictionaries(
    {
        "amount": st.integers(1, 90_000).map(lambda value: value / 100),
        "minimum": cents,
        "ceiling": st.sampled_from((0, 0, 300, 1200)),
        "least_days": st.sampled_from((0, 10, 15, 31)),
        "leave_days": st.sampled_from((0, 5)),
        "date_from": st.sampled_from(
            (date(2023, 1, 1), date(2024, 2, 1), date(2024, 3, 1), date(2024, 3, 2))
        ),
        "date_to": st.sampled_from((None, None, date(2024, 2, 29), date(2024, 12, 31))),
    }
).filter(lambda s: not s["date_to"] or s["date_to"] >= s["date_from"])

program = st.fixed_dictionaries(
    {
        "amount_method": st.sampled_from(METHODS),
        "cycle": st.sampled_from(("monthly", "monthly", "quarterly", "once")),
        "rounding": st.sampled_from(("cent", "jiao_up", "yuan_up", "yuan")),
        "leave_rule": st.sampled_from(("counted", "limited", "excluded")),
        "payee_kind": st.sampled_from(("person", "person", "head", "agent")),
        "death_months": st.sampled_from((0, 0, 1)),
        "above": st.lists(standard, min_size=1, max_size=1),
        "below": st.lists(standard, max_size=2),
    }
)

version = st.fixed_dictionaries(
    {
        "effective_month": months,
        "state": st.sampled_from(("active",) * 5 + ("suspended", "ended")),
        "below": st.booleans(),
        "person_count": st.integers(1, 3),
        "income": cents,
        "decided_amount": cents,
        "supplement": st.sampled_from((0, 0, 33.3)),
        "review_date": st.sampled_from((None,) * 5 + (date(2024, 2, 1),)),
        "withdrawn": st.sampled_from((False, False, False, True)),
        "by_agent": st.booleans(),
    }
)

entitlement = st.fixed_dictionaries(
    {
        "person": st.integers(0, 4),
        "program": st.integers(0, 2),
        "town": st.integers(0, 1),
        "versions": st.lists(version, min_size=1, max_size=3),
        "members": st.lists(
            st.tuples(st.integers(0, 4), months, st.booleans()), max_size=3
        ),
    }
)

person = st.fixed_dictionaries(
    {
        "death": st.sampled_from((None,) * 5 + (date(2024, 2, 20), date(2024, 3, 5))),
        "account": st.sampled_from(("own",) * 8 + ("shared", "bad", "none")),
        "holder": st.sampled_from(("own",) * 8 + ("other", "agent", "none")),
        "household": st.integers(0, 2),
        "destitute": st.sampled_from((False, False, True)),
    }
)

rule = st.fixed_dictionaries(
    {
        "program": st.integers(0, 2),
        "other": st.integers(0, 3),  # 3: the category of the destitute
        "rule": st.sampled_from(("exclusive", "higher", "difference", "compatible")),
        "date_to": st.sampled_from((None, None, date(2024, 2, 29))),
    }
)

district = st.fixed_dictionaries(
    {
        "programs": st.lists(program, min_size=3, max_size=3),
        "people": st.lists(person, min_size=5, max_size=5),
        "entitlements": st.lists(
            entitlement,
            min_size=4,
            max_size=10,
            unique_by=lambda e: (e["person"], e["program"]),
        ),
        "rules": st.lists(
            rule, min_size=1, max_size=4, unique_by=lambda r: (r["program"], r["other"])
        ),
        "holds": st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2)), max_size=1),
        "stays": st.lists(
            st.tuples(st.integers(0, 4), days, st.integers(1, 60)), max_size=3
        ),
    }
)


class Builder:
    """Puts a drawn district on file."""

    def __init__(self, case):
        self.env = case.env
        self.case = case
        self.home = self.env["res.partner"].create({"name": "Home", "is_company": True})

    def build(self, spec):
        """Return the programs, with everything that was drawn around them."""
        self.programs = [
            self.program(at, values) for at, values in enumerate(spec["programs"])
        ]
        self.people = [self.person(at, p) for at, p in enumerate(spec["people"])]
        self.households(spec["people"])
        for values in spec["entitlements"]:
            self.entitlement(values)
        for values in spec["rules"]:
            self.rule(values)
        for who, what in spec["holds"]:
            self.hold(self.people[who], self.programs[what])
        for who, day, length in spec["stays"]:
            self.stay(self.people[who], day, length)
        self.env["civil.subsidy.entitlement"]._refresh_latest(SQL("TRUE"))
        return self.programs

    def program(self, at, drawn):
        values = dict(drawn)
        above, below = values.pop("above"), values.pop("below")
        made = self.env["civil.subsidy.program"].create(
            {
                "name": f"Program {at}",
                "code": f"px{at}",
                "remark": "x",
                "bank_agent_id": self.case.bank.id,
                **values,
            }
        )
        top = self.env["civil.subsidy.class"].create(
            {"program_id": made.id, "name": "Above"}
        )
        part = top.create({"program_id": made.id, "name": "Below", "parent_id": top.id})
        for klass, standards in ((top, above), (part, below)):
            for one in standards:
                self.env["civil.subsidy.standard"].create({"class_id": klass.id, **one})
        return made

    def person(self, at, drawn):
        number = identity(500 + at)
        name = f"人{'甲乙丙丁戊'[at]}"
        made = self.env["civil.resident"].create(
            {
                "name": name,
                "identity_number": number,
                "division_id": (self.case.village, self.case.east)[at % 2].id,
            }
        )
        if drawn["death"]:
            self.env["civil.death"].create(
                {
                    "name": name,
                    "identity_number": number,
                    "death_date": drawn["death"],
                    "division_id": self.case.district.id,
                }
            )
        self.account(at, made, drawn)
        if drawn["destitute"]:
            self.env["civil.resident.category"].create(
                {
                    "resident_id": made.id,
                    "kind_id": self.env.ref("civil_resident.kind_destitute").id,
                    "date_from": date(2024, 3, 15),
                }
            )
        return made

    def account(self, at, resident, drawn):
        numbers = {
            "own": f"81010000{at:06d}",
            "shared": "81010000999999",
            "bad": "81A",
        }
        holders = {"own": resident.name, "other": "别人", "agent": "代领人"}
        if drawn["account"] in numbers:
            self.env["civil.resident.account"].create(
                {
                    "resident_id": resident.id,
                    "number": numbers[drawn["account"]],
                    "holder": holders.get(drawn["holder"]),
                    "agent_name": "代领人",
                }
            )

    def households(self, drawn):
        for at in range(2):
            members = [
                person
                for person, values in zip(self.people, drawn, strict=True)
                if values["household"] == at
            ]
            if members:
                self.env["civil.household"].create(
                    {
                        "head_id": members[0].id,
                        "division_id": members[0].division_id.id,
                        "member_ids": [Command.link(m.id) for m in members],
                    }
                )

    def entitlement(self, drawn):
        program, person = self.programs[drawn["program"]], self.people[drawn["person"]]
        made = self.case.entitle(
            person, program, household_id=person.household_id.id or None
        )
        above, below = program.class_ids.sorted("id")
        for values in drawn["versions"]:
            values = dict(values)
            self.case.record_version(
                made,
                class_id=(below if values.pop("below") else above).id,
                payee_id=self.people[0].id if values.pop("by_agent") else None,
                **values,
            )
        seen = set()
        for who, month, open_end in drawn["members"]:
            if who not in seen:
                seen.add(who)
                self.env["civil.subsidy.entitlement.member"].create(
                    {
                        "entitlement_id": made.id,
                        "resident_id": self.people[who].id,
                        "month_from": month,
                        "month_to": False
                        if open_end
                        else month + relativedelta(months=2),
                    }
                )

    def rule(self, drawn):
        if drawn["program"] == drawn["other"]:
            return
        category = drawn["other"] == 3
        if category and drawn["rule"] in ("higher", "difference"):
            return
        self.env["civil.subsidy.stacking"].create(
            {
                "program_id": self.programs[drawn["program"]].id,
                "other_program_id": not category and self.programs[drawn["other"]].id,
                "kind_id": category
                and self.env.ref("civil_resident.kind_destitute").id,
                "rule": drawn["rule"],
                "date_to": drawn["date_to"],
            }
        )

    def hold(self, resident, program):
        self.env["civil.subsidy.hold"].create(
            {
                "resident_id": resident.id,
                "program_id": program.id,
                "division_id": resident.division_id.id,
                "month_from": PERIOD,
                "reason": "x",
            }
        )

    def stay(self, resident, day, length):
        stays = self.env["civil.subsidy.stay"]
        if stays.search_count([("resident_id", "=", resident.id)]):
            return
        made = stays.create(
            {
                "resident_id": resident.id,
                "partner_id": self.home.id,
                "division_id": resident.division_id.id,
                "date_in": day,
                "date_out": day + relativedelta(days=length) if length % 3 else False,
            }
        )
        if length > 8:
            self.env["civil.subsidy.leave"].create(
                {
                    "stay_id": made.id,
                    "date_from": day + relativedelta(days=4),
                    "date_to": day + relativedelta(days=4 + length % 9 + 1),
                }
            )
