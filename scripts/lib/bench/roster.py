"""A month claimed by rosters: import, computation, request file and result.

Beside each step stands its floor: one hand-written ``INSERT … SELECT`` of as many
rows into the table that the step fills, in the same database and run.
"""

import base64
import tempfile
from datetime import date
from pathlib import Path

from odoo.addons.civil_demo.tools import generate
from odoo.addons.civil_demo.tools.agent_bank import answer
from odoo.addons.civil_subsidy.models.civil_subsidy_month import FILES

from .measure import Measure, answer_warnings

MONTH = date(2024, 3, 1)
PERIOD = "2024-03"
#: Claims that a line makes on average: some claim both programs.
CLAIMS_PER_LINE = 1.316


class Roster:
    """One size, on a database of its own."""

    def __init__(self, env, size):
        self.env = env
        self.size = size
        self.measure = Measure(env, size)
        self.lines = max(round(size / CLAIMS_PER_LINE), 12)

    def run(self):
        """Give a figure for each step."""
        with tempfile.TemporaryDirectory() as directory:
            inputs = Path(directory)
            generate(
                inputs,
                period=PERIOD,
                seed=1,
                lines=self.lines,
                refused=False,
                standards="sound",
            )
            month = self.env["civil.subsidy.month"]
            month._open_district(inputs, _quiet)
            roster = inputs / f"disability_roster_{PERIOD}.xlsx"
            held = inputs / "held"
            roster.rename(held)
            for kind, pattern, _required in FILES[1:-1]:
                for path in month._find_files(inputs, pattern, PERIOD):
                    month._load(kind, path, MONTH)
            self.env.cr.commit()  # each step starts on settled tables
            held.rename(roster)
            yield self._import(month, roster)
            month._bank()
            team = month._team()
            yield self._compute(month, team)
            self._approve(team)
            yield from self._bank(team)

    def _import(self, month, path):
        with self.measure.step("import") as figure:
            job = month._load("disability_roster", path, MONTH)
        self.lines = job.line_count
        figure["floor_seconds"] = self._floor(
            "civil_subsidy_roster_line",
            ("import_id", "period"),
            "NULL, DATE '2000-01-01'",
        )
        return figure

    def _compute(self, month, team):
        with self.measure.step("compute") as figure:
            self.batches = month._compute(MONTH, team, _quiet)
        self.payment_floor = figure["floor_seconds"] = self._floor(
            "civil_subsidy_payment",
            ("batch_id", "reference"),
            f"{self._spare_batches()}, NULL",
        )
        return figure

    def _approve(self, team):
        for batch in self.batches:
            batch.action_publish()
            answer_warnings(batch)
            batch.action_submit()
            batch.with_user(team["reviewer"]).action_review()
            batch.with_user(team["approver"]).action_approve()
        self.env.cr.commit()  # each step starts on settled tables

    def _bank(self, team):
        batches = self.batches.with_user(team["finance"])
        with self.measure.step("export") as export:
            batches.action_export()
        export["floor_seconds"] = self.payment_floor
        yield export
        batches.action_send()
        self.env.cr.commit()  # each step starts on settled tables
        results = []
        for batch in batches:
            file = batch.file_ids
            content = answer(base64.b64decode(file.content), "20240310")
            results.append((batch, f"DR_{batch.name}.txt", base64.b64encode(content)))
        with self.measure.step("result") as taken:
            for batch, name, content in results:
                outcome = batch.import_result(name, content)
                file = self.env["civil.subsidy.file"].browse(outcome["file_id"])
                file.with_user(team["confirmer"]).action_confirm()
        taken["floor_seconds"] = self.payment_floor
        yield taken
        with self.measure.step("reconcile") as reconciled:
            batches.action_reconcile()
        yield reconciled

    def _floor(self, table, changed, values):
        """Seconds of a plain copy of the table's rows into itself, taken back after."""
        cr = self.env.cr
        cr.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = %s AND column_name <> 'id'",
            [table],
        )
        kept = ", ".join(
            f'"{name}"' for (name,) in cr.fetchall() if name not in changed
        )
        return self.measure.floor(
            f'INSERT INTO "{table}" ({", ".join(changed)}, {kept})'
            f' SELECT {values}, {kept} FROM "{table}"'
        )

    def _spare_batches(self):
        """SQL: a batch of its own for each row that the floor copies."""
        spares = [
            batch.create(
                {
                    "program_id": batch.program_id.id,
                    "period": date(2000, 1, 1),
                    "division_id": batch.division_id.id,
                }
            )
            for batch in self.batches
        ]
        self.env.flush_all()
        cases = " ".join(
            f"WHEN {batch.id} THEN {spare.id}"
            for batch, spare in zip(self.batches, spares, strict=True)
        )
        return f"CASE batch_id {cases} END"


def _quiet(_text):
    """Say nothing while the clock runs."""
