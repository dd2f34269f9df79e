from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.money import total
from ..tools.roles import HOME

#: Residents or bills up to which a run works at once, so that nobody waits before a
#: page that doesn't answer; no rule of the office.
AT_ONCE = 200
#: Bills that are issued in one transaction.
PART = 1000


class CivilInstitutionBillRun(models.Model):
    """The bills of a month of one or several institutions (月度账单任务).

    Small ones are done at once, large ones piece by piece in the background; each
    piece is a transaction of its own, worked by whoever started the run.
    """

    _name = "civil.institution.bill.run"
    _description = "Bills of a Month"
    _inherit = ["civil.workflow.mixin"]
    _order = "id desc"
    _guarded = ("message",)

    _transitions = (
        Transition("draft", "running", HOME, stamp="started"),
        Transition("done", "running", HOME, name="again"),
        # Running, too: what the queue lost is handed to it anew.
        Transition(("failed", "running"), "running", HOME, name="resume"),
    )

    name = fields.Char(compute="_compute_name", store=True)
    month = fields.Date(
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(day=1),
    )
    institution_ids = fields.Many2many(
        "civil.institution", string="Institutions", required=True
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("running", "Running"),
            ("failed", "Failed"),
            ("done", "Done"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    piece_ids = fields.One2many(
        "civil.institution.bill.run.piece", "run_id", readonly=True
    )
    started_uid = fields.Many2one("res.users", readonly=True, copy=False)
    started_date = fields.Datetime("Started at", readonly=True, copy=False)
    message = fields.Text(readonly=True, copy=False)
    progress = fields.Integer(
        "Progress (%)", compute="_compute_progress", aggregator=None
    )
    activity = fields.Char(compute="_compute_progress")
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    bill_count = fields.Integer("Bills", compute="_compute_bills")
    draft_count = fields.Integer("Drafts", compute="_compute_bills")
    bill_total = fields.Monetary("Total of the Bills", compute="_compute_bills")
    line_total = fields.Monetary(
        "Total of Their Lines",
        compute="_compute_bills",
        help="Counted anew from the lines: the same as the total of the bills.",
    )

    _first_day = models.Constraint(
        "CHECK (extract(day FROM month) = 1)", "A month is given by its first day."
    )

    @api.depends("month", "institution_ids.name")
    def _compute_name(self):
        for run in self:
            month = f"{run.month:%Y-%m}" if run.month else ""
            names = run.institution_ids.mapped("name")
            run.name = f"{month} {'、'.join(names[:2])}{'…' if names[2:] else ''}"

    @api.depends("piece_ids.state")
    def _compute_progress(self):
        for run in self:
            done = run.piece_ids.filtered(lambda piece: piece.state == "done")
            count = len(run.piece_ids)
            run.progress = 100 * len(done) // count if count else 0
            waiting = (run.piece_ids - done)[:1]
            run.activity = waiting._in_words() if run.state == "running" else False

    def _compute_bills(self):
        bills = self.env["civil.institution.bill"]
        lines = self.env["civil.institution.bill.line"]
        for run in self:
            domain = run._bills_domain()
            groups = bills._read_group(domain, ["state"], ["__count", "amount:sum"])
            run.bill_count = sum(count for _state, count, _amount in groups)
            run.draft_count = sum(n for state, n, _amount in groups if state == "draft")
            run.bill_total = total(amount for _state, _n, amount in groups)
            [[of_lines]] = lines._read_group(
                [("bill_id", "any", domain)], [], ["amount:sum"]
            )
            run.line_total = of_lines

    def _bills_domain(self):
        return [
            ("institution_id", "in", self.institution_ids.ids),
            ("month", "=", self.month),
            ("kind", "=", "month"),
            ("state", "!=", "voided"),
        ]

    @api.model_create_multi
    def create(self, vals_list):
        """Count any day of the month as the month."""
        for vals in vals_list:
            if vals.get("month"):
                vals["month"] = fields.Date.to_date(vals["month"]).replace(day=1)
        return super().create(vals_list)

    def write(self, vals):
        """Keep what is worked on."""
        if vals.keys() & {"month", "institution_ids"} and self.filtered(
            lambda run: run.state != "draft"
        ):
            raise UserError(self.env._("Make another run for other bills."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_draft(self):
        if self.filtered(lambda run: run.state != "draft"):
            raise UserError(self.env._("Only a draft can be deleted."))

    # -- buttons -------------------------------------------------------------------

    def action_compute(self):
        """Compute the drafts of the month; what is issued stays."""
        for run in self:
            run._start(
                [
                    {
                        "institution_id": home.id,
                        "step": "compute",
                        "size": run._size_of(home),
                    }
                    for home in run.institution_ids
                ]
            )

    def action_issue(self):
        """Issue the drafts of the month.

        :raises UserError: nothing is to be issued, or a draft can't be
        """
        for run in self:
            drafts = run._drafts()
            if not drafts:
                raise UserError(self.env._("There is no draft to issue."))
            drafts._refuse_reasons(drafts._refusal_reasons("issued"))
            run._start(run._issue_pieces(drafts))

    def action_resume(self):
        """Go on with the first piece that isn't done."""
        self._transition("running", "resume")
        self._write_guarded({"message": False})
        for run in self:
            run._go_on()

    def action_open_bills(self):
        """Show the bills of the run."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_institution_fee.civil_institution_bill_action"
        )
        return {**action, "domain": self._bills_domain(), "context": {}}

    # -- pieces --------------------------------------------------------------------

    def _size_of(self, home):
        stays = self.env["civil.institution.stay"]
        return stays.search_count(
            [("institution_id", "=", home.id), ("date_to", "=", False)]
        )

    def _drafts(self):
        return self.env["civil.institution.bill"].search(
            [*self._bills_domain(), ("state", "=", "draft")]
        )

    def _issue_pieces(self, bills):
        """Values of the pieces that issue bills; other addons add what follows."""
        return self._pieces_of(bills, "issue")

    def _pieces_of(self, bills, step, part=PART):
        """Values of pieces of ``part`` bills, so that one transaction is short."""
        values = []
        for home in bills.institution_id:
            ids = bills.filtered(lambda b, home=home: b.institution_id == home).ids
            values += [
                {
                    "institution_id": home.id,
                    "step": step,
                    "scope": ids[start : start + part],
                    "size": len(ids[start : start + part]),
                }
                for start in range(0, len(ids), part)
            ]
        return values

    def _start(self, pieces):
        """Begin with pieces of work: a few at once, many in the background."""
        self.ensure_one()
        self.institution_ids.check_access("read")
        self._transition("running", "again" if self.state == "done" else None)
        self._write_guarded({"message": False})
        # Pieces are the run's own record of its work; nobody writes them.
        records = self.env["civil.institution.bill.run.piece"].sudo()
        self.sudo().piece_ids.unlink()
        made = records.create([{**piece, "run_id": self.id} for piece in pieces])
        if self._is_small(pieces):
            for piece in made.sudo(False):
                piece._do()
                piece._note_done(0)
            self._end()
        else:
            self._go_on()

    def _is_small(self, pieces):
        """Tell whether pieces are worked while somebody waits."""
        return sum(piece["size"] for piece in pieces) <= AT_ONCE

    def _go_on(self):
        """Hand the next piece to the background; end the run after the last one."""
        piece = self.piece_ids.filtered(lambda piece: piece.state == "waiting")[:1]
        if not piece:
            self._end()
            return
        piece.with_delay(
            description=piece._in_words(),
            identity_key=f"civil.institution.bill.run.piece-{piece.id}",
        )._work()

    def _end(self):
        self._write_guarded({"state": "done"})
