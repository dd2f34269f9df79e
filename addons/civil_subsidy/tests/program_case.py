from datetime import date

from .common import MARCH, SubsidyCase, identity

FEBRUARY = date(2024, 2, 1)


class ProgramCase(SubsidyCase):
    """Programs by entitlement, made up on the spot."""

    def make_program(self, method, amount=None, **values):
        standard = values.pop("standard", {})
        program = (
            self.env["civil.subsidy.program"]
            .with_user(self.head)
            .create(
                {
                    "name": f"Program {method}",
                    "code": f"t{len(self.env['civil.subsidy.program'].search([]))}",
                    "remark": "x",
                    "amount_method": method,
                    "bank_agent_id": self.bank.id,
                    **values,
                }
            )
        )
        klass = self.env["civil.subsidy.class"].create(
            {"program_id": program.id, "name": "All"}
        )
        if amount:
            self.env["civil.subsidy.standard"].create(
                {
                    "class_id": klass.id,
                    "amount": amount,
                    "date_from": "2023-01-01",
                    **standard,
                }
            )
        return program

    def make_person(self, serial, **values):
        person = self.env["civil.resident"].create(
            {
                "name": f"张甲{serial}",
                "identity_number": identity(serial),
                "division_id": self.village.id,
                **values,
            }
        )
        self.env["civil.resident.account"].create(
            {
                "resident_id": person.id,
                "number": f"81010000{serial:06d}",
                "holder": person.name,
            }
        )
        return person

    def grant(self, person, program, month=date(2023, 6, 1), **values):
        household = values.pop("household_id", None)
        occasion = values.pop("occasion", None)
        entitlement = self.entitle(
            person, program, household_id=household, occasion=occasion
        )
        self.record_version(
            entitlement,
            effective_month=month,
            state=values.pop("state", "active"),
            class_id=values.pop("class_id", program.class_ids[:1].id),
            person_count=values.pop("person_count", 1),
            **values,
        )
        return entitlement

    def compute(self, program, period=MARCH):
        batch = self.make_batch(program, period=period)
        batch.action_compute()
        return batch

    def paid(self, batch):
        """(outcome, amount) of each payment, by person's serial order."""
        return [
            (p.outcome, f"{p.amount:.2f}")
            for p in batch.sudo().payment_ids.sorted("id")
        ]

    def codes(self, batch):
        return set(batch.sudo().finding_ids.check_id.mapped("code"))
