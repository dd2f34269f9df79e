"""A process that takes the steps of a month, and that ``test_kill.py`` kills.

Reads a step's name from each line of its input and takes the step in a forked child,
as one transaction of the person whose step it is. Says ``started PID`` when the child
is off and ``ended STATUS`` when it is gone; the child says ``refused`` with the reason
where the step isn't possible anymore.
"""

import base64
import json
import logging
import os
import sys
from contextlib import closing

import odoo.sql_db
import odoo.tools

_logger = logging.getLogger(__name__)

PEOPLE = 400
PIECE = 90


def main(database, rc):
    """Take steps until the input ends."""
    options = ["--config", rc, "--database", database, "--log-level=error"]
    odoo.tools.config.parse_config(options, setup_logging=True)
    from odoo.modules.registry import Registry

    from odoo.addons.civil_subsidy.models import civil_subsidy_batch_run

    civil_subsidy_batch_run.PIECE = PIECE
    registry = Registry(database)
    say("ready")
    for line in sys.stdin:
        odoo.sql_db.close_all()
        child = os.fork()
        if not child:
            take(registry, line.strip())
        say(f"started {child}")
        _pid, status = os.waitpid(child, 0)
        say(f"ended {os.waitstatus_to_exitcode(status)}")


def say(text):
    """Tell the test."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def take(registry, step):
    """Take a step, say why where it is refused, and leave the process."""
    from odoo.exceptions import UserError

    status = 1
    try:
        with registry.cursor() as cr:
            Month(cr).take(step)
        status = 0
    except UserError as refusal:
        say(f"refused {json.dumps(str(refusal))}")
        status = 0
    except Exception:
        _logger.exception("Step %s", step)
    finally:
        sys.stderr.flush()
        os._exit(status)


class Month:
    """A month of a program drawn by entitlement, step by step."""

    def __init__(self, cr):
        context = {"lang": "zh_CN", "tz": "Asia/Shanghai"}
        self.env = odoo.api.Environment(cr, odoo.api.SUPERUSER_ID, context)

    def take(self, step):
        """Take the step of that name."""
        getattr(self, f"do_{step}")()

    def as_(self, role):
        """The month's batch in the hands of a member of the team."""
        batches = self.env["civil.subsidy.batch"]
        batch = batches.search([("period", "=", "2024-03-01")], order="id", limit=1)
        return batch.with_user(self.env["civil.subsidy.month"]._team()[role])

    def do_prepare(self):
        """Put the people on file, the month before, and the batch in draft."""
        from bench.population import BEFORE, MONTH, Population

        population = Population(self.env, PEOPLE)
        program = population.build()
        team = self.env["civil.subsidy.month"]._team()
        population.paid_month(program, BEFORE, team["maker"])
        self.env["civil.subsidy.batch"].with_user(team["maker"]).create(
            {
                "program_id": program.id,
                "period": MONTH,
                "division_id": self.env["civil.subsidy.month"]._district().id,
                "pay_date": "2024-03-10",
            }
        )

    def do_compute(self):
        self.as_("maker").action_compute()

    def do_submit(self):
        from bench.measure import answer_warnings

        self.as_("maker").action_publish()
        answer_warnings(self.as_("maker"))
        self.as_("maker").action_submit()

    def do_approve(self):
        self.as_("reviewer").action_review()
        self.as_("approver").action_approve()

    def do_export(self):
        self.as_("finance").action_export()

    def do_send(self):
        self.as_("finance").action_send()

    def do_import(self):
        from odoo.addons.civil_demo.tools.agent_bank import answer

        batch = self.as_("finance")
        content = batch._request_files().with_context(bin_size=False).content
        result = answer(base64.b64decode(content), "20240310", fail_rate=0.03)
        batch.import_result(f"DR_{batch.name}.txt", base64.b64encode(result))

    def do_confirm(self):
        files = self.as_("confirmer").file_ids
        files.filtered(lambda file: file.direction == "result").action_confirm()

    def do_reconcile(self):
        self.as_("finance").action_reconcile()

    def do_follow_up(self):
        self.as_("maker").action_create_resend()

    def do_close(self):
        self.as_("finance").action_close()

    # In the background

    def do_run(self):
        """Hand the computation to the background, in pieces."""
        batch = self.as_("maker")
        runs = batch.env["civil.subsidy.run"]
        runs.create(
            {
                "period": batch.period,
                "division_id": batch.division_id.id,
                "program_ids": batch.program_id.ids,
            }
        ).action_start()

    def do_work(self):
        """Work the queue until it is empty, as a server does that has just started."""
        from odoo.addons.queue_job.controllers.main import RunJobController
        from odoo.addons.queue_job.jobrunner.runner import Database

        cr = self.env.cr
        # The runner waits some seconds before it believes that a job is dead.
        cr.execute(
            "UPDATE queue_job SET date_enqueued = date_enqueued - interval '1 hour'"
        )
        cr.commit()  # the runner looks with a connection of its own
        with closing(Database(cr.dbname)) as runner:
            runner.requeue_dead_jobs()
            while uuid := self.waiting_job():
                runner.set_job_enqueued(uuid)
                cr.commit()  # sees that
                job = RunJobController._acquire_job(self.env, uuid)
                RunJobController._runjob(self.env, job)
                cr.commit()  # each job is a transaction
                self.env.invalidate_all()

    def waiting_job(self):
        """The next job of the queue, if there is one."""
        self.env.cr.commit()  # sees what others have committed
        self.env.cr.execute(
            "SELECT uuid FROM queue_job WHERE state = 'pending' ORDER BY id LIMIT 1"
        )
        found = self.env.cr.fetchone()
        return found and found[0]


if __name__ == "__main__":
    main(*sys.argv[1:])
