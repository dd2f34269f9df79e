from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.door import Door
from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.roles import CLERK, INFORMANT
from .civil_funeral_reconciliation_line import FINDINGS

#: Lets the reconciliation make tasks.
_FOUND = Door("civil_funeral_check_found")
#: What whoever looks into it enters.
_ENTERED = {"result", "reason", "proof", "proof_ids"}


class CivilFuneralCheck(models.Model):
    """A death that doesn't match, to be looked into in the village (核查任务).

    =========  ================  =========================================
    step       who               what must hold
    =========  ================  =========================================
    report     informant, clerk  result, reason and proof are entered
    send back  clerk             a reason is given
    close      clerk             it was reported
    =========  ================  =========================================

    The reconciliation makes it, once for a death, and says with each computation
    whether it is still found; a person closes it all the same.
    """

    _name = "civil.funeral.check"
    _description = "Check of an Unmatched Death"
    _inherit = [
        "civil.workflow.mixin",
        "civil.todo.mixin",
        "civil.division.mixin",
        "mail.thread",
    ]
    _order = "state desc, due_date, id"
    _todo_triggers = ("state", "due_date")
    _mail_post_access = "read"
    _guarded = (
        "name",
        "death_date",
        "division_id",
        "period",
        "death_id",
        "case_id",
        "line_id",
        "due_date",
        "is_found",
        *(name for name, _label in FINDINGS),
    )
    _transitions = (
        Transition(
            "open",
            "reported",
            group=(INFORMANT, CLERK),
            guard="_guard_report",
            stamp="reported",
        ),
        Transition("reported", "open", group=CLERK, name="send_back"),
        Transition("reported", "closed", group=CLERK, stamp="closed"),
    )

    name = fields.Char(string="Deceased", required=True, readonly=True, index="trigram")
    period = fields.Date(string="Month", readonly=True, index=True)
    death_date = fields.Date(string="Died on", readonly=True)
    death_id = fields.Many2one(
        "civil.death", readonly=True, index="btree_not_null", ondelete="set null"
    )
    case_id = fields.Many2one(
        "civil.funeral.case", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    line_id = fields.Many2one(
        "civil.funeral.reconciliation.line",
        string="Last Found In",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    not_cremated = fields.Boolean(readonly=True)
    without_case = fields.Boolean(string="Cremated Without a Case", readonly=True)
    not_placed = fields.Boolean(string="Ashes Not Placed", readonly=True)
    single_source = fields.Boolean(string="Known to One Source Only", readonly=True)
    findings = fields.Char(string="What Doesn't Match", compute="_compute_findings")
    is_found = fields.Boolean(
        string="Still Found",
        default=True,
        readonly=True,
        help="Whether the last computation of the month still found it.",
    )
    due_date = fields.Date(string="Due", readonly=True)
    result = fields.Selection(
        [
            ("entered", "Entry Made Good"),
            ("cremated_elsewhere", "Cremated Elsewhere"),
            ("placed", "Ashes Placed"),
            ("secret_burial", "Buried Secretly (Suspected)"),
            ("exempt", "Need Not Be Cremated"),
            ("wrong_data", "Wrong Data of the Source"),
            ("alive", "Person Is Alive"),
            ("moved", "Lived Elsewhere"),
        ],
        tracking=True,
    )
    reason = fields.Text(help="What was found on the spot.")
    proof = fields.Char(help="Paper and number, who was asked.")
    proof_ids = fields.Many2many("ir.attachment", string="Files")
    state = fields.Selection(
        [("open", "To Look Into"), ("reported", "Handed In"), ("closed", "Finished")],
        required=True,
        default="open",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    reported_uid = fields.Many2one("res.users", "Reported By", readonly=True)
    reported_date = fields.Datetime("Reported On", readonly=True)
    closed_uid = fields.Many2one("res.users", "Closed By", readonly=True)
    closed_date = fields.Datetime("Closed On", readonly=True)

    _case_uniq = models.UniqueIndex(
        "(case_id) WHERE case_id IS NOT NULL",
        "There is a check of this case already.",
    )
    _death_uniq = models.UniqueIndex(
        "(death_id) WHERE death_id IS NOT NULL AND case_id IS NULL",
        "There is a check of this death already.",
    )

    @api.depends(*(name for name, _label in FINDINGS))
    @api.depends_context("lang")
    def _compute_findings(self):
        labels = {
            name: self._fields[name]._description_string(self.env)
            for name, _label in FINDINGS
        }
        for check in self:
            found = [label for name, label in labels.items() if check[name]]
            check.findings = "、".join(found)

    # -- keeping ---------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse: the reconciliation makes them.

        :raises UserError: always, for people
        """
        if not _FOUND.is_open(self):
            raise UserError(
                self.env._("Checks are made by the reconciliation, not by hand.")
            )
        return super().create(vals_list)

    def write(self, vals):
        """Let what was reported stay."""
        if vals.keys() & _ENTERED and self.filtered(lambda c: c.state != "open"):
            raise UserError(
                self.env._(
                    "The result was reported and stays; have the check sent back to "
                    "change it."
                )
            )
        return super().write(vals)

    @api.model
    def _guarded_fields(self):
        """What the reconciliation wrote is guarded once the task is there."""
        guarded = super()._guarded_fields()
        return guarded - set(self._guarded) if _FOUND.is_open(self) else guarded

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Checks are closed, not deleted."))

    # -- what the reconciliation does ------------------------------------------

    @api.model
    def _follow(self, record):
        """Make tasks of what is unmatched, and say of the others what was found."""
        subjects = self.env["civil.funeral.reconciliation.sql"]._subjects(record)
        # Tasks are made for whoever lives there, whoever computes.
        tasks = _FOUND.opened(self.sudo())
        known = tasks.search(
            [
                "|",
                ("case_id", "in", [case for _l, case, _d, _f in subjects if case]),
                ("death_id", "in", [death for _l, _c, death, _f in subjects if death]),
            ]
        )
        by_case = {task.case_id.id: task for task in known if task.case_id}
        by_death = {task.death_id.id: task for task in known if task.death_id}
        found, new = tasks.browse(), []
        for line, case, death, findings in subjects:
            task = (case and by_case.get(case)) or (death and by_death.get(death))
            if task:
                task.write(self._found_values(line, case, findings))
                found |= task
            else:
                new.append((line, case, findings))
        found |= tasks.create(self._new_values(record, new))
        self._link(record)
        month = tasks.search([("id", "not in", found.ids), *record._task_domain()])
        month.filtered("is_found").write({"is_found": False})

    @api.model
    def _found_values(self, line, case, findings):
        values = {name: name in findings for name, _label in FINDINGS}
        if case:
            values["case_id"] = case
        return {**values, "line_id": line, "is_found": True}

    @api.model
    def _new_values(self, record, new):
        days = self.env["civil.parameter"]._get(
            "funeral.check_days", record.as_of, record.division_id
        )
        due = fields.Date.add(record.as_of, days=days)
        lines = self.env["civil.funeral.reconciliation.line"].sudo()
        lines = lines.browse([line for line, _case, _findings in new])
        return [
            {
                **self._found_values(line.id, case, findings),
                "name": line.name or "？",
                "period": line.period,
                "death_date": line.death_date,
                "death_id": line.death_id.id,
                "division_id": line.division_id.id,
                "due_date": due,
            }
            for line, (_id, case, findings) in zip(lines, new, strict=True)
        ]

    @api.model
    def _link(self, record):
        """Let the lines lead to their tasks."""
        self.flush_model()
        self.env.execute_query(
            SQL(
                """
                UPDATE civil_funeral_reconciliation_line l SET task_id = t.id
                FROM civil_funeral_check t
                WHERE t.line_id = l.id AND l.reconciliation_id = %s RETURNING l.id
                """,
                record.id,
            )
        )
        self.env["civil.funeral.reconciliation.line"].invalidate_model(["task_id"])

    # -- the desk --------------------------------------------------------------

    def _todo_entries(self):
        if self.state == "closed":
            return []
        key, group, name = "report", INFORMANT, self.env._("Look into the death of")
        if self.state == "reported":
            key, group, name = "close", CLERK, self.env._("Close the check of")
        return [
            TodoEntry(
                key,
                f"{name} {self.name} ({self.findings})",
                group=self.env.ref(group),
                due=self.due_date,
            )
        ]

    # -- steps -----------------------------------------------------------------

    def _guard_report(self):
        missing = [
            self._fields[name]._description_string(self.env)
            for name in ("result", "reason", "proof")
            if not self[name]
        ]
        return bool(missing) and self.env._(
            "still missing: %(names)s", names="、".join(missing)
        )

    def action_report(self, result=None, reason=None, proof=None):
        """Report what was found on the spot.

        :param str result, reason, proof: entered before where left out
        :raises UserError: something of it is missing
        """
        given = {"result": result, "reason": reason, "proof": proof}
        if vals := {name: value for name, value in given.items() if value}:
            self.write(vals)
        self._transition("reported")

    def action_close(self):
        """Close what was reported."""
        self._transition("closed")

    def action_send_back(self, reason=None):
        """Have it looked into again, for a reason that stays in the history."""
        if not reason:
            return self.env["civil.case.reason"]._open(
                self, "action_send_back", self.env._("Send Back")
            )
        self._transition("open", name="send_back")
        for check in self:
            check.message_post(body=self.env._("Sent back: %(reason)s", reason=reason))
        return True

    def action_open_record(self):
        """Open the funeral case, or else the fact of the death."""
        self.ensure_one()
        return (self.case_id or self.death_id)._get_records_action()
