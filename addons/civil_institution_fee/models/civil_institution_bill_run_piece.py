import time

from odoo import fields, models
from odoo.exceptions import AccessError, LockError, UserError


class CivilInstitutionBillRunPiece(models.Model):
    """A piece of a run that is worked in one transaction (任务分片)."""

    _name = "civil.institution.bill.run.piece"
    _description = "Piece of a Run of Bills"
    _order = "run_id desc, id"
    _rec_name = "step"

    run_id = fields.Many2one(
        "civil.institution.bill.run", required=True, index=True, ondelete="cascade"
    )
    institution_id = fields.Many2one(
        "civil.institution", required=True, index=True, ondelete="cascade"
    )
    step = fields.Selection([("compute", "Compute"), ("issue", "Issue")], required=True)
    scope = fields.Json(help="Which bills.")
    size = fields.Integer(string="Residents or Bills")
    state = fields.Selection(
        [("waiting", "Waiting"), ("done", "Done")], required=True, default="waiting"
    )
    seconds = fields.Float(digits=(12, 2))

    def _in_words(self):
        """What is done, for the page of the run and the list of jobs."""
        if not self:
            return False
        steps = dict(self._fields["step"]._description_selection(self.env))
        return self.env._(
            "%(institution)s: %(step)s, %(size)s residents or bills",
            institution=self.institution_id.name,
            step=steps[self.step],
            size=self.size,
        )

    def _work(self):
        """Do the piece and hand on the next one; what was refused stays waiting.

        Called by the queue as whoever started the run.
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
            run._write_guarded({"state": "failed", "message": str(error)})
            return
        self._note_done(time.monotonic() - begun)
        run._go_on()

    def _note_done(self, seconds):
        # The pieces are the run's own record of its work.
        self.sudo().write({"state": "done", "seconds": seconds})

    def _do(self):
        if self.step == "compute":
            self.institution_id.check_access("read")
            self.env["civil.institution.bill.compute"]._compute_month(
                self.institution_id, self.run_id.month
            )
        else:
            self._bills().filtered(lambda bill: bill.state == "draft")._issue()

    def _bills(self):
        bills = self.env["civil.institution.bill"]
        return bills.search([("id", "in", self.scope or [])])
