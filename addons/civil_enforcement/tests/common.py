from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.fields import Command

from odoo.addons.civil_base.tests.common import CivilBaseCase

#: Case numbers and limits below are counted from this Monday on.
START = "2024-03-04"
NAME = "civil_enforcement"


class EnforcementCase(CivilBaseCase):
    """A section of enforcement: two officers, head, deputy, reviewer, finance.

    Documents are kept as the page that would be printed: printing takes seconds.
    ``prints`` lets a class have real ones.
    """

    prints = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        if not cls.prints:
            cls.startClassPatcher(
                patch.object(
                    cls.registry["civil.paper"],
                    "_pdf",
                    lambda self, html, count_pages=False: str(html).encode(),
                )
            )
        cls.clerk, cls.clerk2 = (
            cls.make_user(login, f"{NAME}.group_clerk")
            for login in ("e-clerk", "e-clerk-2")
        )
        cls.head = cls.make_user("e-head", f"{NAME}.group_head")
        cls.deputy = cls.make_user("e-deputy", f"{NAME}.group_deputy")
        cls.legal = cls.make_user("e-legal", f"{NAME}.group_legal")
        cls.cashier = cls.make_user("e-cashier", "civil_base.group_finance")
        cls.west_clerk = cls.make_user("e-west", f"{NAME}.group_clerk")
        cls.west_clerk.division_ids = [Command.set(cls.west.ids)]
        cls.officers = cls.make_officer(cls.clerk, "E01")
        cls.officers |= cls.make_officer(cls.clerk2, "E02")
        cls.spare = cls.make_officer(cls.head, "E03")
        cls.reviewer = cls.make_officer(cls.legal, False, legal_qualification="A2016")
        cls.organization = cls.env["civil.organization"].create(
            {"name": "Sunset Home", "division_id": cls.east.id}
        )
        cls.offence = cls.env["civil.enforcement.offence"].create(
            {
                "code": "T01",
                "name": "No service agreement",
                "date_from": "2020-11-01",
                "forbidden_by": "Measures, article 15",
                "legal_basis": "Measures, article 46",
                "sanction_ids": [
                    Command.create({"kind": "warning"}),
                    Command.create(
                        {"kind": "fine", "min_amount": 1000, "max_amount": 30000}
                    ),
                    Command.create(
                        {
                            "kind": "fine",
                            "min_multiple": 1,
                            "max_multiple": 3,
                            "multiple_base": "illegal_income",
                        }
                    ),
                    Command.create({"kind": "revocation"}),
                    Command.create({"kind": "confiscation"}),
                ],
            }
        )
        cls.warning, cls.fine, cls.multiple, cls.revocation, cls.confiscation = (
            cls.offence.sanction_ids
        )

    @classmethod
    def make_officer(cls, user, certificate, **values):
        dates = {"certificate_from": "2022-01-01", "certificate_to": "2026-12-31"}
        unit = cls.env["civil.inspection.unit"].search([], limit=1)
        unit = unit or cls.env["civil.inspection.unit"].create({"name": "Bureau"})
        return cls.env["civil.inspection.inspector"].create(
            {
                "name": user.name,
                "user_id": user.id,
                "unit_id": unit.id,
                "certificate_number": certificate,
                **(dates if certificate else {}),
                **values,
            }
        )

    def setUp(self):
        super().setUp()
        self.clock = None
        self.addCleanup(self.stand_still)
        self.travel(START)

    def travel(self, day):
        """Let it be ten o'clock at the bureau on a day."""
        self.env.flush_all()
        self.stand_still()
        self.clock = freeze_time(f"{day} 02:00:00")
        self.clock.start()
        # What depends on the day is computed once per transaction otherwise.
        self.env.invalidate_all()

    def stand_still(self):
        if self.clock:
            self.clock.stop()
        self.clock = None

    def later(self, days):
        self.travel(fields.Date.today() + timedelta(days=days))

    def make_case(self, user=None, **values):
        cases = self.env["civil.enforcement.case"].with_user(user or self.clerk)
        return cases.create(
            {
                "summary": "No service agreement",
                "offence_id": self.offence.id,
                "organization_id": self.organization.id,
                "division_id": self.east.id,
                "place": "East Town",
                "deed_date": "2024-02-20",
                "discovered_on": "2024-03-01",
                "officer_ids": [Command.set(self.officers.ids)],
                **values,
            }
        )

    def approve(self, case):
        """Let head and deputy pass the tiers."""
        case.with_user(self.head).action_review()
        case.with_user(self.deputy).action_approve()

    def filed(self, **values):
        case = self.make_case(**values)
        case.action_submit_filing()
        self.approve(case)
        return case

    def sanction(self, kind="fine", amount=5000, **values):
        entry = {
            "fine": self.fine,
            "warning": self.warning,
            "revocation": self.revocation,
            "confiscation": self.confiscation,
        }[kind]
        amounts = {"amount": amount} if kind == "fine" else {}
        return Command.create(
            {
                "kind": kind,
                "sanction_id": entry.id,
                "text": kind,
                **amounts,
                **values,
            }
        )

    def proposed(self, *sanctions, **values):
        """A case whose investigation is concluded with a proposal."""
        case = self.filed(**values)
        outcome = values.get("outcome", "punish")
        lines = sanctions or (self.sanction(),) if outcome == "punish" else ()
        case.write(
            {
                "facts": "Twelve residents have no agreement.",
                "report": "Visited and asked.",
                "outcome": outcome,
                "outcome_reason": "Ordinary circumstances.",
                "evidence_ids": [
                    Command.create({"name": "Roster", "obtained_on": "2024-03-04"})
                ],
                "penalty_ids": list(lines),
            }
        )
        case.action_report()
        return case

    def noticed(self, *sanctions, **values):
        case = self.proposed(*sanctions, **values)
        case.action_give_notice()
        case.action_serve_notice(
            day=fields.Date.today(), way="direct", receiver="Manager"
        )
        return case

    def decided(self, *sanctions, **values):
        """A decision that was made on 13 March 2024, after the defence's time."""
        case = self.noticed(*sanctions, **values)
        self.travel("2024-03-13")
        case.action_submit_decision()
        self.approve(case)
        return case

    def served(self, *sanctions, **values):
        """A decision that was served on 14 March 2024."""
        case = self.decided(*sanctions, **values)
        self.travel("2024-03-14")
        case.action_serve(day="2024-03-14", way="direct", receiver="Manager")
        return case

    def pay(self, case, amount, receipt="R1", day=None, user=None):
        return (
            self.env["civil.enforcement.payment"]
            .with_user(user or self.cashier)
            .create(
                {
                    "case_id": case.id,
                    "amount": amount,
                    "paid_on": day or fields.Date.today(),
                    "receipt": receipt,
                    "bank": "Rural Bank",
                }
            )
        )
