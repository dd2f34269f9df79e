from datetime import date, datetime

from odoo.fields import Command
from odoo.tools import SQL

from .common import SubsidyCase, identity

JANUARY = date(2024, 1, 1)


class LifeCase(SubsidyCase):
    """Programs drawn by entitlement, and people who may draw them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The standards were on file long before anything is granted by them.
        cls.env.cr._now = datetime(2020, 1, 1)
        cls.low = cls.make_program(
            "low", "城乡低保", "difference", payee_kind="head", publicity="none"
        )
        cls.urban, cls.rural = (cls.make_class(cls.low, n) for n in ("城市", "农村"))
        cls.make_standard(cls.urban, 800, minimum=30)
        cls.make_standard(cls.rural, 600)
        cls.old = cls.make_program("old", "高龄津贴", "fixed", publicity="none")
        cls.eighty = cls.make_class(cls.old, "80-89周岁")
        cls.make_standard(cls.eighty, 100)
        cls.relief = cls.make_program(
            "relief", "临时救助", "individual", cycle="once", publicity="none"
        )
        cls.people = cls.env["civil.resident"].create(
            [
                {
                    "name": f"王{'一二三四五六七八九'[number]}",
                    "identity_number": identity(500 + number),
                    "division_id": (cls.east if number == 8 else cls.village).id,
                    "account_ids": [
                        Command.create(
                            {
                                "number": f"81110028689757{number:05d}",
                                "holder": f"王{'一二三四五六七八九'[number]}",
                            }
                        )
                    ],
                }
                for number in range(9)
            ]
        )
        cls.first, cls.second, cls.third = cls.people[:3]
        cls.env.flush_all()
        cls.env.cr._now = None
        cls.entitlements = cls.env["civil.subsidy.entitlement"].with_user(cls.clerk)

    @classmethod
    def make_program(cls, code, name, method, **values):
        return cls.env["civil.subsidy.program"].create(
            {
                "code": code,
                "name": name,
                "remark": name[:12],
                "amount_method": method,
                "bank_agent_id": cls.bank.id,
                **values,
            }
        )

    @classmethod
    def make_class(cls, program, name, **values):
        return cls.env["civil.subsidy.class"].create(
            {"program_id": program.id, "name": name, **values}
        )

    @classmethod
    def make_standard(cls, class_, amount, date_from="2020-01-01", **values):
        return cls.env["civil.subsidy.standard"].create(
            {
                "class_id": class_.id,
                "amount": amount,
                "date_from": date_from,
                **values,
            }
        )

    @classmethod
    def grant(cls, person, program=None, month="2024-01", user=None, **values):
        """Grant a program as the clerk; the old-age subsidy by default."""
        program = program or cls.old
        if program == cls.old:
            values.setdefault("class_id", cls.eighty.id)
        answer = cls.entitlements.with_user(user or cls.clerk).action_grant(
            {
                "resident_id": person.id,
                "program_id": program.id,
                "effective_month": month,
                "reason": "经审核确认",
                **values,
            }
        )
        return cls.entitlements.browse(answer["entitlement_id"])

    def amounts(self, entitlement, *months, known_at=None):
        """Yuan of each month as exact text, None where nothing is due."""
        self.env.flush_all()
        days = [date.fromisoformat(f"{month}-01") for month in months]
        query = self.env["civil.subsidy.amount"]._query(
            entitlement.sudo().program_id,
            days,
            SQL("e.active AND e.id = %s", entitlement.id),
            known_at,
        )
        rows = {
            month: f"{gross:.2f}"
            for month, gross in self.env.execute_query(
                SQL("SELECT month, gross FROM (%s) a WHERE state = 'active'", query)
            )
        }
        return [rows.get(day) for day in days]

    def at(self, moment):
        """Let what is recorded from here on be recorded at this moment (UTC)."""
        self.env.flush_all()
        self.env.cr._now = datetime.fromisoformat(moment)
