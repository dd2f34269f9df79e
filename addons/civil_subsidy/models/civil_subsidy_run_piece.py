import time

from odoo import fields, models
from odoo.exceptions import AccessError, LockError, UserError

from .civil_subsidy_run import RUN

#: What a piece can be besides a step of the batch that people take by a button.
PARTS = ("start", "part", "finish")


class CivilSubsidyRunPiece(models.Model):
    """A piece of a run that is worked in one transaction (任务分片).

    ``start`` clears the batch, ``part`` judges some of its claims, ``finish`` judges
    the whole; anything else is the public step of the batch that it names.
    """

    _name = "civil.subsidy.run.piece"
    _description = "Piece of a Run"
    _order = "run_id desc, id"
    _rec_name = "step"

    run_id = fields.Many2one(
        "civil.subsidy.run", required=True, ondelete="cascade", index=True
    )
    batch_id = fields.Many2one(
        "civil.subsidy.batch", required=True, ondelete="cascade", index=True
    )
    step = fields.Selection(
        [
            ("start", "Clear"),
            ("part", "Compute"),
            ("finish", "Judge the Whole"),
            ("action_submit", "Submit"),
            ("action_approve", "Approve"),
            ("action_export", "Make the Request Files"),
        ],
        required=True,
    )
    scope = fields.Json(help="Which claims: between which ids.")
    claim_count = fields.Integer("Claims")
    state = fields.Selection(
        [("waiting", "Waiting"), ("done", "Done")], required=True, default="waiting"
    )
    done_date = fields.Datetime("Done On")
    seconds = fields.Float(digits=(12, 2), aggregator="sum")

    def _in_words(self):
        """What is done, for the page of the run and the list of jobs."""
        if not self:
            return False
        steps = dict(self._fields["step"]._description_selection(self.env))
        of_step = self.run_id.piece_ids.filtered(
            lambda piece: piece.batch_id == self.batch_id and piece.step == self.step
        )
        return self.env._(
            "%(batch)s: %(step)s, part %(part)s of %(parts)s",
            batch=self.batch_id.display_name,
            step=steps[self.step],
            part=of_step.ids.index(self.id) + 1,
            parts=len(of_step),
        )

    def _work(self):
        """Do the piece and hand on the next one; what was refused stays waiting.

        Called by the queue as whoever started the run. A piece that is done already,
        or whose run was stopped meanwhile, is left alone.
        """
        self.ensure_one()
        run = self.run_id
        try:
            self.sudo().lock_for_update()
        except LockError:
            return  # another worker has it
        self.invalidate_recordset()
        if self.state == "done" or run.state != "running":
            return
        begun = time.monotonic()
        try:
            with self.env.cr.savepoint():
                self._do()
        except (UserError, AccessError) as error:
            run.sudo()._write_guarded({"state": "failed", "message": str(error)})
            return
        # The pieces are the run's own record of its work.
        self.sudo().write(
            {
                "state": "done",
                "done_date": fields.Datetime.now(),
                "seconds": time.monotonic() - begun,
            }
        )
        run._go_on()

    def _do(self):
        batch = RUN.opened(self.batch_id)
        compute = self.env["civil.subsidy.compute"]
        if self.step not in PARTS:
            getattr(batch, self.step)()
            return
        batch.check_access("write")
        batch._lock_for_step()
        if batch.state not in ("draft", "computed"):
            raise UserError(
                self.env._(
                    "Batch %(batch)s went on meanwhile; it isn't computed again.",
                    batch=batch.name,
                )
            )
        if self.step == "start":
            compute._start(batch)
        elif self.step == "part":
            compute._compute_piece(batch, self.scope or None)
        else:
            compute._finish(batch)
            batch._transition("computed")
