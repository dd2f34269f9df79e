import datetime
from decimal import Decimal

from freezegun import freeze_time

from odoo.fields import Command

from odoo.addons.civil_institution.tests.common import InstitutionCase
from odoo.addons.civil_resident.tests.common import make_number

NOW = "2024-04-02 04:00:00"
MARCH = datetime.date(2024, 3, 1)
APRIL = datetime.date(2024, 4, 1)


def day(text):
    """Return a day of 2024, given as month-day."""
    return datetime.date.fromisoformat(f"2024-{text}")


class FeeCase(InstitutionCase):
    """A home with four beds, prices, and residents; its keeper does the work."""

    persons = 100

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        frozen = freeze_time(NOW)
        frozen.start()
        cls.addClassCleanup(frozen.stop)
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls.home.keeps_stays = True
        cls.beds = cls.make_beds(cls.home, rooms=3, beds=2).sorted("id")
        cls.items = {
            code: cls.env.ref(f"civil_institution_fee.fee_item_{code}")
            for code in ("bed", "care", "meal", "agency")
        }
        cls.levels = {
            code: cls.env.ref(f"civil_institution_care.care_level_{code}")
            for code in ("self", "half", "full", "special")
        }
        cls.other_keeper = cls.make_user(
            "inst_other_home", "civil_institution.group_home"
        )
        cls.other.user_ids = [Command.set(cls.other_keeper.ids)]

    @classmethod
    def as_keeper(cls, model, user=None):
        return cls.env[f"civil.institution.{model}"].with_user(user or cls.keeper)

    @classmethod
    def price(cls, item, amount, since="2020-01-01", home=None, publish=True, **values):
        """Publish a price, as the keeper."""
        home = home or cls.home
        price = cls.as_keeper("fee.price", home.user_ids[:1]).create(
            {
                "institution_id": home.id,
                "item_id": cls.items[item].id,
                "amount": amount,
                "date_from": since,
                **values,
            }
        )
        if publish:
            price.action_publish()
        return price

    @classmethod
    def prices(cls):
        """Publish what the home charges."""
        cls.price("bed", 1200)
        cls.price("meal", 620)
        for level, amount in (("self", 300), ("half", 900), ("full", 1500)):
            cls.price("care", amount, level_id=cls.levels[level].id)

    @classmethod
    def person(cls, name):
        cls.persons += 1
        return cls.env["civil.resident"].create(
            {
                "name": name,
                "identity_number": make_number("19400506", f"{cls.persons:03d}"),
                "division_id": cls.east.id,
            }
        )

    @classmethod
    def stay(cls, since="2024-01-10", bed=0, level="self", name="罗士信", **values):
        """Let somebody live in the home, as the clerk notes it."""
        stay = (
            cls.env["civil.institution.stay"]
            .with_user(cls.clerk)
            .create(
                {
                    "institution_id": cls.home.id,
                    "resident_id": cls.person(name).id,
                    **values,
                }
            )
        )
        stay.action_note_resident(
            bed_id=cls.beds[bed].id,
            date=since,
            level_id=cls.levels[level].id if level else None,
        )
        return stay.with_user(cls.keeper)

    def compute(self, month=MARCH, home=None):
        """Compute a month as the keeper; return its bills."""
        home = home or self.home
        compute = self.env["civil.institution.bill.compute"].with_user(self.keeper)
        self.figures = compute._compute_month(home.with_user(self.keeper), month)
        return self.bills(month)

    def bills(self, month=MARCH):
        return self.as_keeper("bill").search(
            [("month", "=", month), ("state", "!=", "voided")], order="id"
        )

    def issued(self, month=MARCH):
        """Compute and issue a month."""
        bills = self.compute(month)
        bills.filtered(lambda bill: bill.state == "draft").action_issue()
        return bills

    def lines(self, bill):
        """``{item: amount}`` of the bill's lines, added up."""
        sums = {}
        for line in bill.line_ids:
            code = line.item_id.code
            amount = Decimal(f"{line.amount:.2f}")
            sums[code] = sums.get(code, Decimal(0)) + amount
        return sums

    def die(self, stay, date):
        """Report the death of a resident."""
        person = stay.resident_id.with_user(self.env.user)
        self.env["civil.death"].create(
            {
                "resident_id": person.id,
                "name": person.name,
                "division_id": person.division_id.id,
                "death_date": date,
            }
        )
        self.env.invalidate_all()

    def money(self, text):
        return Decimal(text)
