"""What a month costs: import, computation, request file and result, by size.

Beside each step stands its floor: one hand-written ``INSERT … SELECT`` of as many
rows into the table that the step fills, in the same database and run. Peak memory is
the process's resident high-water mark within the step.
"""

import base64
import json
import tempfile
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from odoo.addons.civil_demo.tools import generate
from odoo.addons.civil_demo.tools.agent_bank import answer
from odoo.addons.civil_subsidy.models.civil_subsidy_month import FILES

MONTH = date(2024, 3, 1)
PERIOD = "2024-03"
#: Claims that a line makes on average: some claim both programs.
CLAIMS_PER_LINE = 1.316
_ROW = (
    "{step:<8} {size:>9,} {seconds:>9.2f} {floor_seconds:>9.2f} {statements:>10,}"
    " {peak_mib:>9,.0f}"
)


def main(new_environment, sizes, result):
    """Measure each of ``sizes``, print a table, and write ``result`` if it is named.

    :param new_environment: context manager that gives an environment on a new database
    :param sizes: numbers of claims
    :param result: path of the JSON file, or an empty text
    """
    figures = []
    print(
        f"{'step':<8} {'claims':>9} {'seconds':>9} {'floor':>9} {'statements':>10}"
        f" {'peak MiB':>9}",
        flush=True,
    )
    for size in sizes:
        with new_environment() as env:
            bench = Bench(env, size)
            for figure in bench.run():
                figures.append(figure)
                print(_ROW.format(**figure), flush=True)
        print(f"         import: {bench.lines / bench.import_seconds:,.0f} lines/s")
    if result:
        Path(result).write_text(json.dumps(figures, indent=1), encoding="utf-8")


class Bench:
    """One size, on a database of its own."""

    def __init__(self, env, size):
        self.env = env
        self.size = size
        self.lines = max(round(size / CLAIMS_PER_LINE), 12)
        self.import_seconds = 0

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
        with self._measured("import") as figure:
            job = month._load("disability_roster", path, MONTH)
        self.lines = job.line_count
        self.import_seconds = figure["seconds"]
        figure["floor_seconds"] = self._floor(
            "civil_subsidy_roster_line",
            ("import_id", "period"),
            "NULL, DATE '2000-01-01'",
        )
        return figure

    def _compute(self, month, team):
        with self._measured("compute") as figure:
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
            batch.action_submit()
            batch.with_user(team["reviewer"]).action_review()
            batch.with_user(team["approver"]).action_approve()
        self.env.cr.commit()  # each step starts on settled tables

    def _bank(self, team):
        batches = self.batches.with_user(team["finance"])
        with self._measured("export") as export:
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
        with self._measured("result") as taken:
            for batch, name, content in results:
                outcome = batch.import_result(name, content)
                file = self.env["civil.subsidy.file"].browse(outcome["file_id"])
                file.with_user(team["confirmer"]).action_confirm()
        taken["floor_seconds"] = self.payment_floor
        yield taken
        with self._measured("reconcile") as reconciled:
            batches.action_reconcile()
        reconciled["floor_seconds"] = 0.0
        yield reconciled

    @contextmanager
    def _measured(self, step):
        """Time a step; it ends when the database has committed it."""
        figure = {"step": step, "size": self.size}
        self.env.flush_all()
        self.env.invalidate_all()
        _reset_peak()
        statements, start = self.env.cr.sql_log_count, time.perf_counter()
        yield figure
        self.env.cr.commit()  # what is not committed has not been paid
        figure["seconds"] = round(time.perf_counter() - start, 3)
        figure["floor_seconds"] = 0.0
        figure["statements"] = self.env.cr.sql_log_count - statements
        figure["peak_mib"] = round(_peak_mib(), 1)

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
        with _taken_back(cr):
            start = time.perf_counter()
            cr.execute(
                f'INSERT INTO "{table}" ({", ".join(changed)}, {kept})'
                f' SELECT {values}, {kept} FROM "{table}"'
            )
            return round(time.perf_counter() - start, 3)

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


@contextmanager
def _taken_back(cr):
    """Undo what happens inside."""
    cr.execute("SAVEPOINT floor")
    try:
        yield
    finally:
        cr.execute("ROLLBACK TO SAVEPOINT floor")


def _quiet(_text):
    """Say nothing while the clock runs."""


def _reset_peak():
    """Let the high-water mark of resident memory start anew (Linux)."""
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:  # not allowed here: the mark then stands for the whole run
        return


def _peak_mib():
    status = Path("/proc/self/status").read_text(encoding="ascii")
    [mark] = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(mark.split()[1]) / 1024
