import base64
from unittest.mock import patch

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.civil_base.tests.common import CivilBaseCase
from odoo.addons.civil_case.tests.common import blank_paper

#: A Monday.
TODAY = "2024-06-03 02:00:00"
PROOF = base64.b64encode(b"proof")


class CemeteryCase(CivilBaseCase):
    """A public cemetery in the east, a commercial one in the west, and their people."""

    #: Print papers; most tests don't look at them.
    prints = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not cls.prints:
            paper, blank = cls.env.registry["civil.paper"], blank_paper()
            cls.startClassPatcher(
                patch.object(paper, "_pdf", lambda self, html, count_pages=False: blank)
            )
        cls.startClassPatcher(freeze_time(TODAY))
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.people = {
            level: cls.make_user(f"cem_{level}", f"civil_cemetery.group_{level}")
            for level in ("clerk", "head", "deputy", "keeper")
        }
        cls.clerk, cls.head, cls.deputy, cls.keeper = cls.people.values()
        cls.other_keeper = cls.make_user("cem_keeper2", "civil_cemetery.group_keeper")
        cls.east_clerk = new_test_user(
            cls.env,
            "cem_east",
            "civil_cemetery.group_clerk",
            division_ids=[Command.set(cls.east.ids)],
        )
        cls.single = cls.env.ref("civil_cemetery.plot_type_single")
        cls.double = cls.env.ref("civil_cemetery.plot_type_double")
        cls.public = cls.make_facility("东镇公益性公墓", "public", cls.east)
        cls.commercial = cls.make_facility("西镇福寿园", "commercial", cls.west)
        cls.public.user_ids = cls.keeper
        cls.commercial.user_ids = cls.other_keeper
        cls.zone = cls.make_zone(cls.public, "A")
        cls.west_zone = cls.make_zone(cls.commercial, "B")
        cls.plots = cls.make_plots(cls.zone, cls.double, area=0.8)
        cls.plot = cls.plots[0]

    @classmethod
    def make_facility(cls, name, kind, division, **values):
        """Return a facility that operates."""
        facility = cls.env["civil.cemetery.facility"].create(
            {
                "name": name,
                "kind": kind,
                "division_id": division.id,
                "approved_on": "2010-01-01",
                **values,
            }
        )
        cls.open_facility(facility)
        return facility

    @classmethod
    def open_facility(cls, facility):
        """Let a facility operate, with whatever that takes."""
        facility.accepted_on = facility.approved_on
        facility.with_user(cls.head).action_operate()

    @classmethod
    def make_zone(cls, facility, code, kind="plot"):
        return cls.env["civil.cemetery.zone"].create(
            {"facility_id": facility.id, "code": code, "kind": kind}
        )

    @classmethod
    def make_plots(cls, zone, plot_type, rows=2, numbers=5, offer=True, **values):
        """Return the plots of a zone, made at once, as the clerk makes them."""
        wizard = (
            cls.env["civil.cemetery.generate"]
            .with_user(cls.clerk)
            .create(
                {
                    "zone_id": zone.id,
                    "plot_type_id": plot_type.id,
                    "row_to": rows,
                    "number_to": numbers,
                    **values,
                }
            )
        )
        wizard.action_generate()
        plots = cls.env["civil.cemetery.plot"].search(
            [("zone_id", "=", zone.id), ("plot_type_id", "=", plot_type.id)]
        )
        if offer:
            plots.with_user(cls.clerk).action_offer()
        return plots

    def make_death(self, number="HZ-1", name="张三", division=None):
        """Put a cremation in the register."""
        return self.env["civil.death"].create(
            {
                "name": name,
                "division_id": (division or self.east).id,
                "death_date": "2024-05-20",
                "cremation_date": "2024-05-21",
                "certificate_number": number,
                "source": "cremation",
            }
        )

    def reserve(self, plot=None, user=None, **values):
        """Return a reservation on a cremation certificate, not taken yet."""
        return (
            self.env["civil.cemetery.reservation"]
            .with_user(user or self.keeper)
            .create(
                {
                    "plot_id": (plot or self.plot).id,
                    "holder_name": "李四",
                    "user_name": "张三",
                    "cremation_number": "HZ-1",
                    "residence_id": self.east.id,
                    "identity_input": "421303195001010014",
                    **values,
                }
            )
        )

    def agree(self, plot=None, user=None, years=20, **values):
        """Return the draft of the agreement on an ordered plot."""
        reservation = self.reserve(plot, user, **values)
        reservation.action_order()
        reservation.action_agree()
        agreement = reservation.agreement_id
        agreement.years = years
        return agreement

    def activate(self, agreement):
        """Sign, pay and certify an agreement."""
        agreement.action_sign()
        self.pay(agreement)
        agreement.action_activate()
        return agreement

    def pay(self, agreement):
        """Pay what is open."""
        if agreement.amount_open:
            self.env["civil.cemetery.receipt"].with_user(agreement.env.user).create(
                {"agreement_id": agreement.id, "amount": agreement.amount_open}
            )

    def inter(self, agreement, number="HZ-1", name="张三", **values):
        """Return an interment, not made yet."""
        return (
            self.env["civil.cemetery.interment"]
            .with_user(agreement.env.user)
            .create(
                {
                    "agreement_id": agreement.id,
                    "name": name,
                    "cremation_number": number,
                    **values,
                }
            )
        )

    def buried(self, **values):
        """Return an agreement in force with somebody in the plot."""
        self.make_death()
        agreement = self.activate(self.agree(**values))
        self.inter(agreement).action_inter()
        return agreement

    def charge(self, facility, amount, **values):
        """Set the yearly fee of a facility."""
        return self.env["civil.cemetery.fee"].create(
            {
                "facility_id": facility.id,
                "date_from": "2000-01-01",
                "amount": amount,
                "legal_basis": "价目表",
                **values,
            }
        )
