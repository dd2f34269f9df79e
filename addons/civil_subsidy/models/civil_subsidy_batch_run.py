from odoo import api, fields, models

from .civil_subsidy_compute import PIECE
from .civil_subsidy_run import AT_ONCE, RUN


class CivilSubsidyBatchRun(models.AbstractModel):
    """What a batch hands to the background, and what it refuses meanwhile."""

    _name = "civil.subsidy.batch.run"
    _description = "Subsidy Batch in the Background"

    run_ids = fields.Many2many("civil.subsidy.run", string="Runs", readonly=True)
    open_run_id = fields.Many2one(
        "civil.subsidy.run",
        string="Run",
        compute="_compute_open_run_id",
        help="The run that is working on the batch, or was stopped at it.",
    )

    @api.depends("run_ids.state")
    def _compute_open_run_id(self):
        for batch in self:
            open_runs = batch.run_ids.filtered(
                lambda run: run.state in ("running", "stopped", "failed")
            )
            batch.open_run_id = open_runs[:1]

    def _run_refusal(self):
        """The reason against a step while a run is at the batch, or False."""
        if RUN.is_open(self):
            return False
        # The run may have been started for a larger division.
        run = self.sudo().open_run_id
        if not run or not run.piece_ids.filtered(
            lambda piece: piece.batch_id.id == self.id and piece.state == "waiting"
        ):
            return False
        if run.state == "running":
            return self.env._(
                "it is being worked on in the background (%(progress)s %%)",
                progress=run.progress,
            )
        return self.env._(
            "the run %(run)s stopped in the middle; resume it or give it up",
            run=run.name,
        )

    def _refuse(self, target, name=None):
        """Refuse a step that the batches can't take, before anything is begun."""
        self.check_access("write")
        self._refuse_reasons(self._refusal_reasons(target, name))

    def _pieces_of(self, step):
        """The pieces of work of a step, as values of ``civil.subsidy.run.piece``."""
        self.ensure_one()
        if step != "compute":
            return [{"step": step, "claim_count": self.claim_count}]
        if self.kind == "resend":
            return [{"step": "start"}, {"step": "finish"}]
        parts = self.env["civil.subsidy.claim"]._pieces(self, PIECE)
        return [
            {"step": "start"},
            *(
                {"step": "part", "scope": part, "claim_count": part["count"]}
                for part in parts
            ),
            {"step": "finish"},
        ]

    def _background(self, step):
        """Start a run of ``step`` for the batches, if the screen should not wait.

        :return: the action that shows the run, or False when the step is to be taken
            here and now. Callers from programs get their answer when all is done.
        """
        if not self.env.context.get("civil_subsidy_screen"):
            return False
        pieces = [piece for batch in self for piece in batch._pieces_of(step)]
        if sum(piece.get("claim_count", 0) for piece in pieces) <= AT_ONCE:
            return False
        # The context of the screen would have the queue start runs without end.
        batches = self.with_context(civil_subsidy_screen=False)
        # Whoever may take the step may have it done; the step itself checks again.
        run = (
            batches.env["civil.subsidy.run"]
            .sudo()
            .create(
                {
                    "period": self[0].period,
                    "division_id": self[0].division_id.id,
                    "program_ids": [fields.Command.set(self.program_id.ids)],
                }
            )
        )
        run._plan(batches, step)
        run.batch_ids = self
        run._transition("running", name="background")
        run.sudo(False)._go_on()
        return run._get_records_action(target="current")
