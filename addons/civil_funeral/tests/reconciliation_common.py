import datetime

from .common import FuneralCase, number

PERIOD = datetime.date(2026, 8, 1)


class ReconciliationCase(FuneralCase):
    """Deaths of August from several sources, reconciled in the middle of September."""

    def setUp(self):
        super().setUp()
        self.clock.move_to("2026-09-15 02:00:00")
        self.order = 100

    def fact(self, source="police", day="2026-08-10", order=None, **values):
        """Record what a source says of a death."""
        self.order += 1
        return self.env["civil.death"].create(
            {
                "name": f"逝者{order or self.order}",
                "identity_number": number(order or self.order),
                "death_date": day,
                "division_id": self.village.id,
                "source": source,
                **values,
            }
        )

    def case(self, day="2026-08-10", order=None, state="placed", **kept):
        """Put a case on record as its steps would have left it."""
        self.order += 1
        case = self.env["civil.funeral.case"].create(
            {
                "deceased_name": f"逝者{order or self.order}",
                "division_id": self.village.id,
                "death_at": f"{day} 03:00:00",
                "home_id": self.home.id,
            }
        )
        values = {
            "state": state,
            "identity_number": number(order or self.order),
            "certificate_kind": "medical",
            **kept,
        }
        if state in ("placed", "closed", "placement_pending"):
            values.setdefault("cremated_at", f"{day} 09:00:00")
            values.setdefault("cremation_number", f"HZ-{case.id}")
        case._write_guarded(values)
        return case

    def place_ashes(self, case, kind="plot", date_to=False):
        return (
            self.env["civil.funeral.placement"]
            .sudo()
            .create(
                {
                    "case_id": case.id,
                    "kind": kind,
                    "place": "公墓",
                    "date": "2026-08-20",
                    "date_to": date_to,
                }
            )
        )

    def reconcile(self, user=None, division=None, period=PERIOD):
        """Compute a month, as the clerk does."""
        record = (
            self.env["civil.funeral.reconciliation"]
            .with_user(user or self.clerk)
            .create({"period": period, "division_id": (division or self.district).id})
        )
        record.action_compute()
        return record

    def line(self, record, name):
        return record.line_ids.filtered(lambda line: line.name == name)
