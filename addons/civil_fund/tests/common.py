import datetime
from decimal import Decimal

from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user

from ..tools.entry import EntryRequest

INDICATOR = "civil.fund.indicator"
DAY = datetime.date(2031, 5, 6)


def make_people(env, district):
    """One user a role, all of whom see the district; ``{short name: user}``."""
    roles = {
        "clerk": "civil_fund.group_clerk",
        "clerk2": "civil_fund.group_clerk",
        "head": "civil_fund.group_head",
        "deputy": "civil_fund.group_deputy",
        "finance": "civil_base.group_finance",
        "finance2": "civil_base.group_finance",
        "auditor": "civil_base.group_auditor",
        "admin": "civil_base.group_admin",
        "staff": "civil_base.group_staff",
    }
    return {
        name: new_test_user(
            env,
            f"t-fund-{name}",
            group,
            division_ids=[Command.set(district.ids)],
        )
        for name, group in roles.items()
    }


def indicator_values(env, district, **values):
    """Values of an indicator of basic expenditure on minimum living."""
    return {
        "document_number": "测财社〔2031〕12号",
        "division_id": district.id,
        "year": 2031,
        "issue_date": "2031-01-20",
        "payment_kind": "basic",
        "function_id": env.ref("civil_fund.function_2081902").id,
        "department_economic_id": env.ref("civil_fund.economic_30306").id,
        "government_economic_id": env.ref("civil_fund.economic_50901").id,
        "amount": 1000,
        **values,
    }


class FundCase(TransactionCase):
    """A district with two towns, a user a role, and money of 2031."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(
            context={**cls.env.context, "tracking_disable": True, "lang": "en_US"}
        )
        divisions = cls.env["civil.division"]
        cls.district = divisions.create(
            {"code": "990101", "name": "Test District", "level": "district"}
        )
        cls.east, cls.west = divisions.create(
            [
                {
                    "code": f"990101{number}",
                    "name": name,
                    "level": "town",
                    "parent_id": cls.district.id,
                }
                for number, name in (("001", "East Town"), ("002", "West Town"))
            ]
        )
        for name, user in make_people(cls.env, cls.district).items():
            setattr(cls, name, user)
        cls.aid, cls.care = cls.env["civil.department"].create(
            [
                {"code": "T-AID", "name": "Aid Section"},
                {"code": "T-CARE", "name": "Care Section"},
            ]
        )

    @classmethod
    def join(cls, user, department, group="civil_fund.group_clerk"):
        """Give the user a post in a department, with the rights of ``group``."""
        role = cls.env["res.users.role"].create(
            {
                "name": f"{department.name} {group}",
                "department_id": department.id,
                "level": group.rsplit("_", 1)[-1],
                "implied_ids": [
                    Command.link(cls.env.ref(group).id),
                ],
            }
        )
        cls.env["res.users.role.line"].create({"role_id": role.id, "user_id": user.id})

    @classmethod
    def make_draft(cls, **values):
        """An indicator that finance has entered."""
        vals = indicator_values(cls.env, cls.district, **values)
        return cls.env[INDICATOR].with_user(cls.finance).create(vals)

    @classmethod
    def make_indicator(cls, **values):
        """An indicator in force, by all its steps."""
        indicator = cls.make_draft(**values)
        indicator.action_submit()
        indicator.with_user(cls.head).action_review()
        indicator.with_user(cls.deputy).action_approve()
        return indicator

    @classmethod
    def request(cls, indicator, kind, amount, key=None, **values):
        """A request to the ledger; each has a key of its own unless given."""
        cls.counter = getattr(cls, "counter", 0) + 1
        return EntryRequest(
            **{
                "indicator": indicator,
                "kind": kind,
                "amount": Decimal(str(amount)),
                "date": DAY,
                "source": cls.district,
                "key": key or f"key {cls.counter}",
                "reference": f"Batch {cls.counter}",
                **values,
            }
        )

    @classmethod
    def book(cls, indicator, kind, amount, key=None, **values):
        """Book one entry."""
        request = cls.request(indicator, kind, amount, key, **values)
        return cls.env["civil.fund.entry"]._record([request])

    def totals(self, indicator):
        """The totals of an indicator as they stand in the database."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT adjusted::text, carried_out::text, reserved::text, paid::text,"
            " refunded::text, available::text FROM civil_fund_indicator WHERE id = %s",
            [indicator.id],
        )
        names = ("adjusted", "carried_out", "reserved", "paid", "refunded", "available")
        row = self.env.cr.fetchone()
        return {
            name: Decimal(value or 0) for name, value in zip(names, row, strict=True)
        }

    def assert_agrees(self, indicators):
        """Totals are the sums of the entries."""
        self.assertEqual(indicators._check_totals(), [])

    @classmethod
    def make_allocation(cls, lines=((60, 60), (40, 40)), **values):
        """An allotment of 100 yuan to two towns that the clerk proposes."""
        towns = (cls.east, cls.west)
        return (
            cls.env["civil.fund.allocation"]
            .with_user(cls.clerk)
            .create(
                {
                    "upper_document": "测省财社〔2031〕5号",
                    "division_id": cls.district.id,
                    "received_date": "2031-03-01",
                    "year": 2031,
                    "total": 100,
                    "factors": "Persons",
                    "function_id": cls.env.ref("civil_fund.function_2081902").id,
                    "department_economic_id": cls.env.ref(
                        "civil_fund.economic_30306"
                    ).id,
                    "government_economic_id": cls.env.ref(
                        "civil_fund.economic_50901"
                    ).id,
                    "line_ids": [
                        Command.create(
                            {
                                "division_id": town.id,
                                "amount": amount,
                                "factor_value": factor,
                            }
                        )
                        for town, (amount, factor) in zip(towns, lines, strict=True)
                    ],
                    **values,
                }
            )
        )

    @classmethod
    def make_paper(cls, name="paper.pdf"):
        """A file that the clerk has chosen."""
        papers = cls.env["ir.attachment"].with_user(cls.clerk)
        return papers.create({"name": name, "raw": b"paper"})
