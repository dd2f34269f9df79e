from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import CLERK


class CivilCaseConsultation(models.Model):
    """An opinion asked of another body (会商): what was asked, when, the answer."""

    _name = "civil.case.consultation"
    _description = "Consultation"
    _inherit = ["civil.case.line.mixin", "civil.workflow.mixin"]
    _order = "case_id, id"
    _rec_name = "body"

    _transitions = (
        Transition("draft", "sent", group=CLERK, guard="_guard_send", stamp="sent"),
        Transition(
            "sent", "answered", group=CLERK, guard="_guard_answer", stamp="answered"
        ),
        Transition("sent", "withdrawn", group=CLERK),
    )
    _guarded = ("due_date", "position", "answer")
    _open_fields = {"sent": ("attachment_ids",)}

    consult_id = fields.Many2one(
        "civil.case.kind.consult", string="Asked by Rule", ondelete="set null"
    )
    body = fields.Char(required=True)
    question = fields.Text(required=True)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("sent", "Sent"),
            ("answered", "Answered"),
            ("withdrawn", "Withdrawn"),
        ],
        default="draft",
        required=True,
        readonly=True,
    )
    sent_uid = fields.Many2one("res.users", "Sent By", readonly=True)
    sent_date = fields.Datetime("Sent On", readonly=True)
    due_date = fields.Date(string="Answer Due", readonly=True)
    answered_uid = fields.Many2one("res.users", "Answer Taken By", readonly=True)
    answered_date = fields.Datetime("Answered On", readonly=True)
    position = fields.Selection(
        [("agreed", "Agreed"), ("opposed", "Opposed"), ("none", "No Objection")],
        string="Opinion",
        readonly=True,
    )
    answer = fields.Text(readonly=True)
    attachment_ids = fields.Many2many("ir.attachment", string="Letters")

    @api.onchange("consult_id")
    def _onchange_consult_id(self):
        """Ask what the kind of the case says that the body is asked."""
        if self.consult_id:
            self.body = self.consult_id.body
            self.question = self.consult_id.question

    def _guard_send(self):
        return self._course_refusal()

    def _guard_answer(self):
        return self._course_refusal()

    def action_send(self):
        """Ask the bodies; when the answer is due is a dated parameter."""
        self._transition("sent")
        today = fields.Date.context_today(self)
        for consultation in self:
            days = self.env["civil.parameter"]._get(
                "case.consult_days", today, consultation.case_id.division_id
            )
            due = self.env["civil.workday"]._add_workdays(today, days)
            consultation._write_guarded({"due_date": due})

    def action_answer(self, position=None, answer=None):
        """Take the answer down.

        :param str position: ``agreed``, ``opposed`` or ``none``
        :param str answer: what the body wrote
        """
        if position is None:
            title = self.env._("Answer")
            return self.env["civil.case.reason"]._open(
                self,
                "action_answer",
                title,
                ("position", "answer"),
            )
        if position not in ("agreed", "opposed", "none"):
            raise UserError(self.env._("Choose the opinion of the body."))
        self._refuse_reasons(self._refusal_reasons("answered"))
        self._write_guarded({"position": position, "answer": answer})
        self._transition("answered")
        return True

    def action_withdraw(self):
        """Wait no longer for an answer that isn't needed anymore."""
        self._transition("withdrawn")
