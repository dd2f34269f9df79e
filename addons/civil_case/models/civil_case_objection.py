from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import CLERK


class CivilCaseObjection(models.Model):
    """An objection to a public notice (异议), and what was answered."""

    _name = "civil.case.objection"
    _description = "Objection to a Notice"
    _inherit = ["civil.case.line.mixin", "civil.workflow.mixin"]
    _order = "case_id, id"
    _rec_name = "objector"

    _transitions = (
        Transition(
            "draft", "answered", group=CLERK, guard="_course_refusal", stamp="answered"
        ),
    )
    _guarded = ("answer", "is_upheld")

    publicity_id = fields.Many2one(
        "civil.case.publicity", required=True, index=True, ondelete="cascade"
    )
    case_id = fields.Many2one(
        related="publicity_id.case_id", store=True, required=False, readonly=True
    )
    date = fields.Date(
        required=True, default=lambda self: fields.Date.context_today(self)
    )
    objector = fields.Char(required=True)
    content = fields.Text(required=True)
    state = fields.Selection(
        [("draft", "Open"), ("answered", "Answered")],
        default="draft",
        required=True,
        readonly=True,
    )
    is_upheld = fields.Boolean(string="Upheld", readonly=True)
    answer = fields.Text(readonly=True)
    answered_uid = fields.Many2one("res.users", "Answered By", readonly=True)
    answered_date = fields.Datetime("Answered On", readonly=True)

    def action_answer(self, answer=None, is_upheld=False):
        """Answer the objection.

        :param str answer: what was found and told to the objector
        :param bool is_upheld: whether the objection is right
        """
        if not answer:
            title = self.env._("Answer")
            return self.env["civil.case.reason"]._open(
                self,
                "action_answer",
                title,
                ("answer", "is_upheld"),
            )
        if not answer.strip():
            raise UserError(self.env._("Write the answer first."))
        self._refuse_reasons(self._refusal_reasons("answered"))
        self._write_guarded({"answer": answer.strip(), "is_upheld": is_upheld})
        self._transition("answered")
        return True
