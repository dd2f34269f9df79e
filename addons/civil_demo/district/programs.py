from odoo.fields import Command

from .catalog import (
    DOCUMENT,
    PROGRAMS,
    RAISE,
    SHIPPED,
    SHIPPED_SHARES,
    STACKING,
)

#: Programs whose main bank is the construction bank; the rural one pays the rest.
BY_CONSTRUCTION = ("age", "service")
#: Programs that both banks pay, each to its own accounts.
BY_BOTH = ("low", "age", "destitute")


class Programs:
    """Records the programs of ``catalog`` on the section head's behalf."""

    def __init__(self, desk):
        self.desk = desk
        self.env = desk.env
        self.by_code = {}

    def record(self):
        """Record programs, classes, standards, sources of funds and stacking rules."""
        self.complete_shipped()
        for sequence, (code, values) in enumerate(PROGRAMS.items(), 3):
            self.by_code[code] = self.program(code, sequence * 10, dict(values))
        rules = self.act("civil.subsidy.stacking")
        rules.create(
            [
                {
                    "program_id": self.by_code[code].id,
                    "other_program_id": self.by_code[other].id,
                    "rule": rule,
                    "legal_basis": basis,
                }
                for code, other, rule, basis in STACKING
            ]
        )

    def act(self, model):
        """Return a model as the section head sees and changes it."""
        return self.desk.act("head", self.env[model])

    def complete_shipped(self):
        """Say of the disability subsidies who pays them, and through whom."""
        for code in ("life", "care"):
            program = self.env.ref(f"civil_subsidy.program_{code}")
            program = self.desk.act("head", program)
            program.write(
                {
                    **SHIPPED,
                    "bank_agent_id": self.desk.banks.rural.id,
                    "share_ids": self.shares(SHIPPED_SHARES),
                }
            )
            self.by_code[code] = program

    def shares(self, shares):
        """Return the commands that record the sources of a program's funds."""
        return [
            Command.create(
                {
                    "source": source,
                    "percent": percent,
                    "date_from": "2024-01-01",
                    "legal_basis": DOCUMENT,
                }
            )
            for source, percent in shares.items()
        ]

    def program(self, code, sequence, values):
        """Record one program with its classes and standards."""
        banks = self.desk.banks
        rural = code not in BY_CONSTRUCTION
        main, other = banks.rural, banks.construction
        if not rural:
            main, other = other, main
        classes = values.pop("classes")
        program = self.act("civil.subsidy.program").create(
            {
                "code": code,
                "sequence": sequence,
                "function_code": values.pop("function"),
                "economic_code": values.pop("economic"),
                "share_ids": self.shares(values.pop("shares")),
                "bank_agent_id": main.id,
                "agent_ids": other.ids if code in BY_BOTH else [],
                **values,
            }
        )
        known = {}
        for at, (name, amount, more) in enumerate(classes, 1):
            more = dict(more)
            above = known.get(more.pop("above", None))
            known[name] = self.act("civil.subsidy.class").create(
                {
                    "program_id": program.id,
                    "name": name,
                    "sequence": at,
                    "parent_id": above and above.id,
                }
            )
            if amount:
                self.standard(known[name], amount, more)
        return program

    def standard(self, klass, amount, more):
        """Record what a class draws since the beginning of last year."""
        self.act("civil.subsidy.standard").create(
            {
                "class_id": klass.id,
                "amount": amount,
                "date_from": "2023-01-01",
                "legal_basis": DOCUMENT,
                **more,
            }
        )

    def raise_standard(self):
        """Raise the minimum living standards from April on (提标)."""
        for name, amount in (("城市低保", 760), ("农村低保", 600)):
            klass = self.by_code["low"].class_ids.filtered(
                lambda klass, name=name: klass.name == name
            )
            self.desk.act("head", klass.standard_ids).action_end_and_replace(
                amount=amount, date_from="2024-04-01", legal_basis=RAISE
            )
