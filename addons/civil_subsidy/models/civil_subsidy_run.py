from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.door import Door

from ..tools.roles import CLERK, STAFF

#: Lets the pieces of a run work on a batch that nobody else may touch meanwhile.
RUN = Door("civil_subsidy_run")
#: Claims above which the screen hands a step to the background, so that nobody sits
#: before a page that doesn't answer; no rule of the office.
AT_ONCE = 5_000
#: Programs that the name of a run spells out.
_NAMED = 3


class CivilSubsidyRun(models.Model):
    """A month's computation in the background, piece by piece (月度发放任务).

    Each piece is a transaction of its own: a run that is stopped, or whose server
    dies, goes on with the first piece that isn't done. Pieces are worked by whoever
    started the run, with his rights.
    """

    _name = "civil.subsidy.run"
    _description = "Monthly Run"
    _inherit = ["civil.division.mixin", "civil.workflow.mixin", "mail.thread"]
    _order = "id desc"

    _transitions = (
        Transition("draft", "running", group=CLERK, stamp="started"),
        # A step that somebody took on the screen, and that takes long.
        Transition("draft", "running", group=STAFF, stamp="started", name="background"),
        Transition("running", "stopped", group=STAFF, guard="_guard_own"),
        Transition(
            # Running, too: what the queue lost is handed to it anew.
            ("stopped", "failed", "running"),
            "running",
            group=STAFF,
            guard="_guard_own",
            name="resume",
        ),
        Transition(
            ("stopped", "failed"),
            "given_up",
            group=STAFF,
            guard="_guard_own",
            stamp="ended",
        ),
    )
    _guarded = ("message",)

    name = fields.Char(compute="_compute_name", store=True)
    period = fields.Date(
        string="Month",
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(day=1),
        help="The month paid for; its first day.",
    )
    division_id = fields.Many2one(
        default=lambda self: (
            self.env.user.division_ids
            if len(self.env.user.division_ids) == 1
            else False
        )
    )
    program_ids = fields.Many2many(
        "civil.subsidy.program",
        string="Programs",
        help="Empty: every program that is due in the month.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("running", "Running"),
            ("stopped", "Run Stopped"),
            ("failed", "Failed"),
            ("done", "Done"),
            ("given_up", "Given Up"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    piece_ids = fields.One2many("civil.subsidy.run.piece", "run_id", readonly=True)
    batch_ids = fields.Many2many(
        "civil.subsidy.batch", string="Batches", readonly=True, copy=False
    )
    started_uid = fields.Many2one("res.users", readonly=True, copy=False)
    started_date = fields.Datetime("Started On", readonly=True, copy=False)
    ended_date = fields.Datetime("Ended On", readonly=True, copy=False)
    message = fields.Text(readonly=True, copy=False)
    claim_count = fields.Integer("Claims", compute="_compute_progress")
    done_count = fields.Integer("Claims Done", compute="_compute_progress")
    progress = fields.Integer(
        "Progress (%)", compute="_compute_progress", aggregator=None
    )
    activity = fields.Char(
        compute="_compute_progress", help="What is being worked on at this moment."
    )

    _period_first_day = models.Constraint(
        "CHECK (extract(day FROM period) = 1)",
        "The month of a run is given as its first day.",
    )

    @api.depends("period", "program_ids.name")
    def _compute_name(self):
        for run in self:
            month = f"{run.period:%Y-%m}" if run.period else ""
            run.name = f"{month} {run._program_names() or self.env._('All programs')}"

    def _program_names(self):
        """The programs in a few words: by name as long as there are but a few."""
        names = self.program_ids.mapped("name")
        if len(names) <= _NAMED:
            return "、".join(names)
        return self.env._(
            "%(names)s and %(count)s more",
            names="、".join(names[:_NAMED]),
            count=len(names) - _NAMED,
        )

    @api.depends("piece_ids.state", "piece_ids.claim_count")
    def _compute_progress(self):
        for run in self:
            pieces = run.piece_ids
            done = pieces.filtered(lambda piece: piece.state == "done")
            run.claim_count = sum(pieces.mapped("claim_count"))
            run.done_count = sum(done.mapped("claim_count"))
            # A piece without claims takes its time too.
            weight = run.claim_count + len(pieces)
            run.progress = (
                100 * (run.done_count + len(done)) // weight
                if weight
                else 100 * (run.state == "done")
            )
            waiting = (pieces - done)[:1]
            run.activity = waiting._in_words() if run.state == "running" else False

    @api.model_create_multi
    def create(self, vals_list):
        """Count any day of the month as the month."""
        for vals in vals_list:
            if vals.get("period"):
                vals["period"] = fields.Date.to_date(vals["period"]).replace(day=1)
        return super().create(vals_list)

    def write(self, vals):
        """Keep what is being worked on."""
        if set(vals) & {"period", "division_id", "program_ids"} and self.filtered(
            lambda run: run.state != "draft"
        ):
            raise UserError(
                self.env._("What a run computes can change in a draft only.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if self.filtered(lambda run: run.state != "draft"):
            raise UserError(self.env._("Only a draft can be deleted."))

    # Guards: the reason why the step is refused, or False

    def _guard_own(self):
        user = self.env.user
        if user != self.started_uid and not user.has_group(CLERK):
            return self.env._("it belongs to the clerks and to who started it")
        return False

    # Steps

    def action_start(self):
        """Make the month's batches where there are none yet and compute them all.

        Batches beyond the computation, and programs whose batch can't be computed,
        are left alone and named in ``message``.
        """
        for run in self:
            run._transition("running")
            batches, left = run._batches()
            if not batches:
                raise UserError(
                    "\n".join([self.env._("There is nothing to compute:"), *left])
                )
            run._plan(batches, "compute")
            run.batch_ids = batches
            run._write_guarded({"message": "\n".join(left) or False})
            run._go_on()
        return True

    def action_stop(self):
        """Stop after the piece that is being worked on; nothing done is lost."""
        self._transition("stopped")
        return True

    def action_resume(self):
        """Go on with the first piece that isn't done."""
        self._transition("running", name="resume")
        self._write_guarded({"message": False})
        for run in self:
            run._go_on()
        return True

    def action_give_up(self):
        """Leave what isn't done; its batches have to be computed again."""
        self._transition("given_up")
        return True

    def action_view_batches(self):
        """Open the batches of the run."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_subsidy.civil_subsidy_batch_action"
        )
        action["domain"] = [("id", "in", self.batch_ids.ids)]
        return action

    # Batches and pieces

    def _batches(self):
        """The open batches of the run's programs, and why others are left alone."""
        open_ones, left = self.env["civil.subsidy.batch"], []
        for program in self.program_ids or self._due_programs():
            batch = self._batch_of(program)
            refusal = False
            if batch.state not in ("draft", "computed"):
                labels = dict(batch._fields["state"]._description_selection(self.env))
                refusal = labels[batch.state]
            else:
                refusal = batch._guard_compute()
            if refusal and not batch.computed_date and batch.state == "draft":
                batch.unlink()
            if refusal:
                left.append(f"{program.name}: {refusal}")
            else:
                open_ones |= batch
        return open_ones, left

    def _due_programs(self):
        """The programs of which a batch begins in the month."""
        due = ["monthly", "once"]
        if self.period.month % 3 == 1:
            due.append("quarterly")
        if self.period.month == 1:
            due.append("yearly")
        return self.env["civil.subsidy.program"].search([("cycle", "in", due)])

    def _batch_of(self, program):
        batches = self.env["civil.subsidy.batch"]
        values = {
            "program_id": program.id,
            "period": self.period,
            "division_id": self.division_id.id,
        }
        domain = [(name, "=", value) for name, value in values.items()]
        domain += [("kind", "=", "regular"), ("state", "!=", "voided")]
        return batches.search(domain, limit=1) or batches.create(values)

    def _plan(self, batches, step):
        """Write down the pieces of work, in their order."""
        values = []
        for batch in batches:
            values += [
                {"batch_id": batch.id, "run_id": self.id, **piece}
                for piece in batch._pieces_of(step)
            ]
        # Pieces are the run's own record of its work; nobody writes them.
        self.env["civil.subsidy.run.piece"].sudo().create(values)

    def _go_on(self):
        """Hand the next piece to the background; end the run after the last one."""
        piece = self.piece_ids.filtered(lambda piece: piece.state == "waiting")[:1]
        if not piece:
            self.sudo()._write_guarded(
                {"state": "done", "ended_date": fields.Datetime.now()}
            )
            return
        piece.with_delay(
            description=piece._in_words(),
            # The same piece isn't queued twice, however often somebody clicks.
            identity_key=f"civil.subsidy.run.piece-{piece.id}",
        )._work()
