"""A month of a program that is drawn by entitlement, from computed to closed.

The floor of a step is hand-written SQL for the same rows, in the same database and
run: for the computation the bare INSERTs of payments, findings and figures; for steps
that read the lines the bare SELECT of them; for steps that mark them the bare UPDATE.
The pattern is a loop of one ORM ``create`` per person.
"""

import base64
import time

from odoo import models
from odoo.tools import SQL

from odoo.addons.civil_demo.tools.agent_bank import answer

from .measure import Measure, answer_warnings
from .population import BEFORE, MONTH, Population

#: Payments that the loop of ORM creates makes; their time is scaled to the size.
PATTERN_ROWS = 2000
FAIL_RATE = 0.01
#: Above it the month is computed as the screen has it done: in pieces, each committed.
AT_ONCE = 100_000


class Month:
    """One size, on a database of its own."""

    def __init__(self, env, size):
        self.env = env
        self.size = size
        self.measure = Measure(env, size)

    def run(self):
        """Give a figure for each step, and one of them all."""
        population = Population(self.env, self.size)
        self.program = population.build()
        self.team = self.env["civil.subsidy.month"]._team()
        population.paid_month(self.program, BEFORE, self.team["maker"])
        self.env.cr.execute("ANALYZE")
        self.batch = (
            self.env["civil.subsidy.batch"]
            .with_user(self.team["maker"])
            .create(
                {
                    "program_id": self.program.id,
                    "period": MONTH,
                    "division_id": self.env["civil.subsidy.month"]._district().id,
                    "pay_date": "2024-03-10",
                }
            )
        )
        figures = []
        for figure in self.steps():
            figures.append(figure)
            yield figure
        yield {
            "step": "month",
            "size": self.size,
            "seconds": round(sum(figure["seconds"] for figure in figures), 3),
            "floor_seconds": round(sum(f["floor_seconds"] for f in figures), 3),
            "statements": sum(figure["statements"] for figure in figures),
            "peak_mib": max(figure["peak_mib"] for figure in figures),
        }

    def steps(self):
        """Give a figure for each step."""
        reads, marks = self._reads(), self._marks()
        finance = self.as_("finance")
        yield self.compute()
        yield self.measured("submit", self.submit, reads)
        yield self.measured("approve", self.approve, reads)
        yield self.measured("export", finance.action_export, reads, marks)
        yield self.measured("send", finance.action_send, reads, marks)
        yield from self.result(marks)
        yield self.measured("reconcile", finance.action_reconcile, reads)
        yield self.close()

    def as_(self, role):
        """The batch as a member of the team sees and changes it."""
        return self.batch.with_user(self.team[role])

    def compute(self):
        """Compute with all checks."""
        with self.measure.step("compute") as figure:
            if self.size <= AT_ONCE:
                self.as_("maker").action_compute()
            else:
                self._compute_in_pieces()
        figure["floor_seconds"] = self.measure.floor(*self._bare_inserts())
        figure["pattern_seconds"] = self._pattern()
        return figure

    def _compute_in_pieces(self):
        """Do what the queue does after the button was pressed on the screen."""
        screen = self.as_("maker").with_context(civil_subsidy_screen=True)
        run = self.env["civil.subsidy.run"].browse(screen.action_compute()["res_id"])
        for piece in run.piece_ids.with_user(self.team["maker"]):
            piece._work()
            self.measure.settle()

    def submit(self):
        """Publish, freeze and hash."""
        self.as_("maker").action_publish()
        answer_warnings(self.batch)
        self.as_("maker").action_submit()

    def approve(self):
        """Pass both tiers."""
        self.as_("reviewer").action_review()
        self.as_("approver").action_approve()

    def measured(self, name, step, *floor):
        """Measure a step beside the statements that are its floor."""
        with self.measure.step(name) as figure:
            step()
        figure["floor_seconds"] = self.measure.floor(*floor)
        return figure

    def _reads(self):
        """The SELECT of every payable line, in order."""
        return SQL(
            """
            SELECT account_number, account_holder, amount, reference, bank_name
            FROM civil_subsidy_payment
            WHERE batch_id = %s AND outcome = 'payable' ORDER BY sequence
            """,
            self.batch.id,
        )

    def _marks(self):
        """The UPDATE of every payable line."""
        return SQL(
            """
            UPDATE civil_subsidy_payment SET bank_state = 'paid', bank_code = '0000',
                bank_serial = reference, bank_date = period
            WHERE batch_id = %s AND outcome = 'payable'
            """,
            self.batch.id,
        )

    def result(self, marks):
        """Bring in the bank's answer, and confirm it as a second person."""
        [file] = self.as_("finance")._request_files()
        content = base64.b64decode(file.with_context(bin_size=False).content)
        content = answer(content, "20240310", fail_rate=FAIL_RATE)
        content = base64.b64encode(content)
        name = f"DR_{self.batch.name}.txt"
        with self.measure.step("import") as figure:
            taken = self.as_("finance").import_result(name, content)
        result = self.env["civil.subsidy.file"].browse(taken["file_id"])
        figure["floor_seconds"] = self.measure.floor(
            self._copy("result_line", {"reference": SQL("reference || '*'")}, result)
        )
        yield figure
        confirmer = result.with_user(self.team["confirmer"])
        yield self.measured("confirm", confirmer.action_confirm, marks)

    def close(self):
        """Collect the failed lines in a follow-up batch, and close."""
        with self.measure.step("close") as figure:
            self.as_("maker").action_create_resend()
            self.as_("finance").action_close()
        return figure

    # Floor and pattern

    def _bare_inserts(self):
        """The INSERTs of the same payments, findings and figures for a spare batch."""
        spare = self.batch.sudo().create(
            {
                "program_id": self.program.id,
                "period": "2000-01-01",
                "division_id": self.batch.division_id.id,
            }
        )
        self.env.flush_all()
        [[last]] = self.env.execute_query(
            SQL("SELECT max(id) FROM civil_subsidy_payment")
        )
        [[first]] = self.env.execute_query(
            SQL(
                "SELECT min(id) FROM civil_subsidy_payment WHERE batch_id = %s",
                self.batch.id,
            )
        )
        moved = last - first + 1
        return [
            self._copy(
                "payment",
                {
                    "batch_id": SQL("%s", spare.id),
                    "id": SQL("id + %s", moved),
                    "reference": SQL(
                        "replace(reference, %s, %s)", self.batch.name, spare.name
                    ),
                },
            ),
            self._copy(
                "finding",
                {
                    "batch_id": SQL("%s", spare.id),
                    "payment_id": SQL("payment_id + %s", moved),
                },
            ),
            self._copy("figure", {"batch_id": SQL("%s", spare.id)}),
        ]

    def _copy(self, name, changed, file=None):
        """The INSERT of the batch's rows of a table once more, changed as told.

        :param file: the rows of this file, instead of the batch's
        """
        table = f"civil_subsidy_{name}"
        columns = [
            column
            for (column,) in self.env.execute_query(
                SQL(
                    "SELECT column_name FROM information_schema.columns"
                    " WHERE table_name = %s",
                    table,
                )
            )
            if column != "id" or "id" in changed
        ]
        return SQL(
            "INSERT INTO %s (%s) SELECT %s FROM %s WHERE %s",
            SQL.identifier(table),
            SQL(", ").join(map(SQL.identifier, columns)),
            SQL(", ").join(changed.get(c) or SQL.identifier(c) for c in columns),
            SQL.identifier(table),
            SQL("file_id = %s", file.id)
            if file
            else SQL("batch_id = %s", self.batch.id),
        )

    def _pattern(self):
        """Seconds of one ORM ``create`` per person, scaled up from a part of them."""
        payments = self.env["civil.subsidy.payment"]
        batch = self.batch.sudo().create(
            {
                "program_id": self.program.id,
                "period": "2000-02-01",
                "division_id": self.batch.division_id.id,
            }
        )
        found = self.env["civil.subsidy.entitlement"].search(
            [("program_id", "=", self.program.id)], limit=PATTERN_ROWS, order="id"
        )
        self.env.flush_all()
        start = time.perf_counter()
        for place, entitlement in enumerate(found, 1):
            person = entitlement.resident_id
            account = person.account_ids[:1]
            # The payment's own create() refuses: only a computation makes them.
            models.BaseModel.create(
                payments,
                [
                    {
                        "batch_id": batch.id,
                        "program_id": self.program.id,
                        "period": batch.period,
                        "resident_id": person.id,
                        "entitlement_id": entitlement.id,
                        "version_id": entitlement.version_id.id,
                        "class_id": entitlement.class_id.id,
                        "name": person.name,
                        "identity_number": person.identity_number,
                        "division_id": person.division_id.id,
                        "outcome": "payable",
                        "currency_id": batch.currency_id.id,
                        "amount": 100,
                        "account_number": account.number,
                        "account_holder": account.holder,
                        "sequence": place,
                        "reference": f"{batch.name}-{place}",
                    }
                ],
            )
            payments.flush_model()
        seconds = time.perf_counter() - start
        self.env.invalidate_all()
        self.env.cr.rollback()  # the pattern leaves nothing behind
        return round(seconds / max(len(found), 1) * self.size, 3)
