import datetime

from freezegun import freeze_time

from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.civil_institution.tests.common import InstitutionCase

TODAY = datetime.date(2024, 6, 20)
YEAR = (datetime.date(2024, 1, 1), datetime.date(2024, 12, 31))


class IndicatorCase(InstitutionCase):
    """Two homes on a day in June, and what is measured of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(f"{TODAY} 02:00:00"))
        cls.inspection_kind = cls.env.ref(
            "civil_institution.inspection_kind_institution"
        )

    def indicator(self, name, user=None):
        record = self.env.ref(f"civil_institution_indicator.indicator_{name}")
        return record.with_user(user or self.clerk)

    def measure(self, name, user=None, dates=YEAR, division=None):
        """Measure, after the number has been held against the lists behind it."""
        indicator = self.indicator(name, user)
        measure = indicator._measure(*dates, division or self.district)
        self.check_side(indicator, "numerator", measure.numerator, dates, division)
        if measure.denominator is not None:
            self.check_side(
                indicator, "denominator", measure.denominator, dates, division
            )
        return measure

    def check_side(self, indicator, part, number, dates, division):
        """What the list shows to the user has to come to the number."""
        records = self.listed(indicator, part, dates, division)
        field = {
            "institution_nursing_beds": {
                "numerator": "beds_nursing",
                "denominator": "beds_approved",
            },
            "institution_occupancy": {
                "numerator": "occupied_days",
                "denominator": "set_up_days",
            },
        }.get(indicator.code)
        expected = sum(records.mapped(field[part])) if field else len(records)
        self.assertEqual(number, expected)

    def listed(self, indicator, part, dates=YEAR, division=None):
        action = indicator.action_view_records(
            part, *map(str, dates), division_id=(division or self.district).id
        )
        records = self.env[action["res_model"]].with_user(indicator.env.user)
        return records.with_context(**action["context"]).search(
            Domain(action["domain"])
        )

    def update(self, record, **values):
        """Set what otherwise the steps set, each on its day."""
        record.flush_recordset()
        for name, value in values.items():
            self.env.execute_query(
                SQL(
                    "UPDATE %s SET %s = %s WHERE id = %s RETURNING id",
                    SQL.identifier(record._table),
                    SQL.identifier(name),
                    value,
                    record.id,
                )
            )
        self.env.invalidate_all()
        return record
