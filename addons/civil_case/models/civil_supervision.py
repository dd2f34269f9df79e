from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.roles import CLERK, HEAD


class CivilSupervision(models.Model):
    """A notice that urges what is overdue (超时督办): the answer, and its closing.

    ==========  ===========  ==================================================
    step        who          what must hold
    ==========  ===========  ==================================================
    answer      responsible  says why it is late and until when it will be done
    ask again   head         the answer won't do, for a reason
    close       head         it has been answered
    ==========  ===========  ==================================================

    The system makes one for each limit that is past; a head makes one by hand.
    """

    _name = "civil.supervision"
    _description = "Supervision Notice"
    _inherit = ["civil.workflow.mixin", "civil.todo.mixin", "mail.thread"]
    _order = "asked_at desc, id desc"

    _transitions = (
        Transition(
            "open", "answered", group=CLERK, guard="_guard_answer", stamp="answered"
        ),
        Transition("answered", "open", group=HEAD, name="ask_again"),
        Transition("answered", "closed", group=HEAD, stamp="closed"),
    )
    _guarded = ("answer",)
    _todo_triggers = ("state", "user_id", "due_date")

    name = fields.Char(required=True, readonly=True)
    clock_id = fields.Many2one(
        "civil.clock",
        string="Time Limit",
        index=True,
        ondelete="cascade",
        readonly=True,
    )
    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", required=True, readonly=True
    )
    division_id = fields.Many2one("civil.division", index=True, readonly=True)
    department_id = fields.Many2one("civil.department", index=True, readonly=True)
    limit_at = fields.Datetime(string="Was Due", readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Responsible", index=True, readonly=True
    )
    asked_uid = fields.Many2one(
        "res.users", "Urged By", readonly=True, help="Empty: by the system."
    )
    asked_at = fields.Datetime(
        "Urged On", required=True, readonly=True, default=fields.Datetime.now
    )
    question = fields.Text(readonly=True)
    due_date = fields.Date(string="Answer Due", readonly=True)
    state = fields.Selection(
        [("open", "Open"), ("answered", "Answered"), ("closed", "Closed")],
        default="open",
        required=True,
        readonly=True,
        tracking=True,
    )
    answer = fields.Text(readonly=True)
    answered_uid = fields.Many2one("res.users", "Answered By", readonly=True)
    answered_date = fields.Datetime("Answered On", readonly=True)
    closed_uid = fields.Many2one("res.users", "Closed By", readonly=True)
    closed_date = fields.Datetime("Closed On", readonly=True)

    _clock_uniq = models.UniqueIndex(
        "(clock_id) WHERE state <> 'closed'", "This has been urged already."
    )

    def _todo_entries(self):
        if self.state == "open" and self.user_id:
            name = self.env._("Answer the notice: %(name)s", name=self.name)
            return [TodoEntry("answer", name, user=self.user_id, due=self.due_date)]
        if self.state in ("open", "answered"):
            name = self.env._("Overdue: %(name)s", name=self.name)
            group = self.env.ref(HEAD)
            return [TodoEntry("close", name, group=group, due=self.due_date)]
        return []

    def _guard_answer(self):
        user = self.env.user
        if self.user_id and user != self.user_id and not user.has_group(HEAD):
            return self.env._("%(name)s has to answer it", name=self.user_id.name)
        return False

    def action_answer(self, reason=None):
        """Say why it is late and until when it will be done.

        :param str reason: the answer
        """
        if not reason:
            return self.env["civil.case.reason"]._open(
                self, "action_answer", self.env._("Answer")
            )
        self._refuse_reasons(self._refusal_reasons("answered"))
        self._write_guarded({"answer": reason.strip()})
        self._transition("answered")
        return True

    def action_ask_again(self, reason=None):
        """Ask once more: the answer won't do."""
        if not reason:
            return self.env["civil.case.reason"]._open(
                self, "action_ask_again", self.env._("Ask Again")
            )
        self._transition("open", name="ask_again")
        for notice in self:
            notice.message_post(
                body=self.env._(
                    "Asked again: %(reason)s (the answer was: %(answer)s)",
                    reason=reason,
                    answer=notice.answer,
                )
            )
        return True

    def action_close(self):
        """Close the notice; what it is about may still be open."""
        self._transition("closed")

    def action_open_record(self):
        """Open what is overdue."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }

    @api.model
    def _ask(self, clocks, question=None, by=None):
        """Make a notice for each clock that none is open for; with raised rights.

        :param question: what the responsible is asked
        :param by: the head who urges; nobody, where the system does
        """
        urged = self.search(
            [("clock_id", "in", clocks.ids), ("state", "!=", "closed")]
        ).clock_id
        today = self.env["civil.clock"]._local(fields.Datetime.now()).date()
        days = self.env["civil.parameter"]._get("case.supervision_days", today)
        due = self.env["civil.workday"]._add_workdays(today, days)
        vals_list = []
        for clock in clocks - urged:
            record = self.env[clock.res_model].browse(clock.res_id).exists()
            if record:
                vals_list.append(
                    {
                        "name": f"{record.display_name} {clock.kind_id.name}",
                        "clock_id": clock.id,
                        "res_model": clock.res_model,
                        "res_id": clock.res_id,
                        "division_id": clock.division_id.id,
                        "department_id": record._clock_department().id,
                        "user_id": record._clock_holder().id,
                        "limit_at": clock.limit_at,
                        "due_date": due,
                        "question": question,
                        "asked_uid": by and by.id,
                    }
                )
        return self.create(vals_list)

    @api.model
    def _cron_ask(self):
        """Urge everything of the bureau's that is past its limit and isn't urged."""
        clocks = self.env["civil.clock"].search(
            [
                ("state", "=", "running"),
                ("limit_at", "<", fields.Datetime.now()),
                ("kind_id.is_of_party", "=", False),
                ("res_model", "in", list(self.env.registry)),
                ("supervision_ids", "=", False),
            ]
        )
        self._ask(clocks)

    def write(self, vals):
        """Keep what was asked as it is."""
        if not self.env.su and not self._has_pass(vals):
            if not all(name.startswith("message_") for name in vals):
                raise UserError(self.env._("A notice changes by its buttons alone."))
        return super().write(vals)
