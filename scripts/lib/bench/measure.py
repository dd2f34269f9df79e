"""Time, SQL statements and peak memory of a step, and the floor beside it."""

import time
from contextlib import contextmanager
from pathlib import Path


class Measure:
    """Measures steps in one environment.

    :param env: environment whose cursor the steps use
    :param size: claims or entitlements, noted on every figure
    """

    def __init__(self, env, size):
        self.env = env
        self.size = size

    @contextmanager
    def step(self, name):
        """Time a step and give its figure; it ends when the database has committed.

        Peak memory is this process's resident high-water mark within the step.
        """
        figure = {"step": name, "size": self.size, "floor_seconds": 0.0}
        self.settle()
        _reset_peak()
        statements, start = self.env.cr.sql_log_count, time.perf_counter()
        yield figure
        self.env.flush_all()
        self.env.cr.commit()  # what is not committed has not been paid
        figure["seconds"] = round(time.perf_counter() - start, 3)
        figure["statements"] = self.env.cr.sql_log_count - statements
        figure["peak_mib"] = round(_peak_mib(), 1)

    def settle(self):
        """Start the next step on committed tables and an empty cache."""
        self.env.flush_all()
        self.env.cr.commit()  # each step starts on settled tables
        self.env.invalidate_all()

    def floor(self, *statements):
        """Seconds that hand-written statements take; taken back after."""
        self.settle()
        cr = self.env.cr
        start = time.perf_counter()
        for statement in statements:
            cr.execute(statement)
            if cr.description:
                cr.fetchall()
        seconds = time.perf_counter() - start
        cr.rollback()  # the floor leaves nothing behind
        return round(seconds, 3)


def answer_warnings(batch):
    """Say on every warning that needs one why it is let pass: a person's work."""
    batch.env["civil.subsidy.finding"].search(
        [
            ("batch_id", "=", batch.id),
            ("outcome", "=", "warned"),
            ("is_open", "=", True),
        ]
    ).action_give_reason("已核实")


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
