from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.todo import TodoEntry

CLERK = "civil_inspection.group_clerk"
HEAD = ("civil_inspection.group_head", "civil_inspection.group_deputy")
CLOCK = "inspection.rectification"


class CivilRectificationStep(models.AbstractModel):
    """The course of an order to rectify: who takes it further, and when not."""

    _name = "civil.rectification.step"
    _description = "Course of a Rectification Order"
    _inherit = ["civil.workflow.mixin"]

    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("issued", "To Be Rectified"),
            ("reported", "To Be Checked Again"),
            ("closed", "Struck Off"),
            ("handed_over", "Handed to Enforcement"),
            ("withdrawn", "Withdrawn"),
        ],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        copy=False,
        tracking=True,
    )
    issued_uid = fields.Many2one("res.users", string="Issued By", readonly=True)
    issued_date = fields.Datetime(string="Issued On", readonly=True)
    reported_uid = fields.Many2one(
        "res.users", string="Reported Rectified By", readonly=True
    )
    reported_date = fields.Datetime(string="Reported On", readonly=True)
    closed_uid = fields.Many2one("res.users", string="Closed By", readonly=True)
    closed_date = fields.Datetime(string="Closed On", readonly=True)
    handed_uid = fields.Many2one("res.users", string="Handed On By", readonly=True)
    handed_date = fields.Datetime(string="Handed On On", readonly=True)

    _guarded = (
        "number",
        "extension_reason",
        "escalated_date",
        "close_reason",
        "handed_model",
        "handed_id",
    )
    _transitions = (
        Transition(
            "draft",
            "issued",
            CLERK,
            guard="_refuse_issue",
            effect="_issue",
            stamp="issued",
        ),
        Transition(
            "issued", "reported", CLERK, guard="_refuse_report", stamp="reported"
        ),
        Transition(
            "reported",
            "closed",
            CLERK,
            guard="_refuse_recheck",
            effect="_stop",
            stamp="closed",
        ),
        Transition("reported", "issued", CLERK, guard="_refuse_recheck", name="failed"),
        Transition(
            ("issued", "reported"),
            "handed_over",
            HEAD,
            effect="_hand",
            stamp="handed",
        ),
        Transition(("draft", "issued"), "withdrawn", HEAD, effect="_give_up"),
    )

    # -- what stands against a step -------------------------------------------------

    def _refuse_issue(self):
        if not self.item_ids:
            return self.env._("it says nothing that has to be put right")
        if self.deadline and self.deadline <= fields.Date.context_today(self):
            return self.env._("its last day has to lie ahead")
        return False

    def _refuse_report(self):
        if not (self.report or "").strip():
            return self.env._("write what the object reports first")
        return False

    def _refuse_recheck(self):
        """Whoever found it or reported it rectified doesn't check it again."""
        user = self.env.user
        if user == self.reported_uid:
            return self.env._("whoever reported it rectified doesn't check it again")
        if user in self.inspection_id.inspector_ids.user_id:
            return self.env._("whoever found it doesn't check it again")
        return False

    # -- steps -----------------------------------------------------------------------

    def action_issue(self):
        """Issue the orders: the document is made and the limit begins."""
        self._transition("issued")

    def _issue(self):
        for record in self:
            record._start_clock(CLOCK, until=record.deadline or None)
            record._issue_document("rectification_order")

    def action_report(self):
        """Say that the object reports the rectification, with its evidence."""
        self._transition("reported")

    def action_pass(self, note=None):
        """Close the orders after checking again that everything was put right.

        :param str note: what was seen
        :raises UserError: by whoever found it or reported it
        """
        self._recheck(True, note)
        self._transition("closed")

    def action_fail(self, note=None):
        """Send the orders back: checked again, something isn't put right yet.

        :param str note: what is still wrong; a window asks for it if not given
        """
        if not note:
            return self.env["civil.inspection.reason"]._open(self, "action_fail")
        self._recheck(False, note)
        return self._transition("issued", "failed")

    def _recheck(self, passed, note):
        self._lock_for_step()
        target, name = ("closed", None) if passed else ("issued", "failed")
        self._refuse_reasons(self._refusal_reasons(target, name))
        self.env["civil.rectification.recheck"].sudo().create(
            [
                {
                    "rectification_id": record.id,
                    "passed": passed,
                    "note": note,
                    "reported_uid": record.reported_uid.id,
                    "report": record.report,
                    "checked_uid": self.env.uid,
                    "checked_date": fields.Datetime.now(),
                }
                for record in self
            ]
        )

    def _stop(self):
        self._stop_clock(CLOCK)

    def action_extend(self, reason=None):
        """Extend the limit, once.

        :param str reason: why; a window asks for it where it isn't given
        :raises UserError: extended already, over, or no right to
        """
        if not reason:
            return self.env["civil.inspection.reason"]._open(self, "action_extend")
        self.check_access("write")
        if not any(map(self.env.user.has_group, HEAD)):
            raise UserError(self.env._("Only a section head extends a limit."))
        if self.filtered(lambda record: record.state != "issued"):
            raise UserError(self.env._("Only what is being rectified is extended."))
        self._extend_clock(CLOCK, reason)
        self._write_guarded({"extension_reason": reason})
        return self._sync_todos()

    def action_hand_over(self, reason=None):
        """Hand the orders on to enforcement: they weren't followed.

        :param str reason: why; a window asks for it where it isn't given
        """
        if not reason:
            return self.env["civil.inspection.reason"]._open(self, "action_hand_over")
        self._transition("handed_over")
        return self._write_guarded({"close_reason": reason})

    def _hand(self):
        self._stop_clock(CLOCK)
        for record in self:
            if taken := record._to_enforcement():
                record._write_guarded(
                    {"handed_model": taken._name, "handed_id": taken.id}
                )

    def _to_enforcement(self):
        """Give the single order to whoever enforces, and return what was made of it.

        The enforcement module overrides this hook; without it the order is only
        marked as handed on.

        :return: a record, or None
        """
        return None

    def action_withdraw(self, reason=None):
        """Withdraw the orders.

        :param str reason: why; a window asks for it where it isn't given
        """
        if not reason:
            return self.env["civil.inspection.reason"]._open(self, "action_withdraw")
        self._transition("withdrawn")
        return self._write_guarded({"close_reason": reason})

    def _give_up(self):
        self._cancel_clocks()

    # -- desk and papers ---------------------------------------------------------------

    def _todo_entries(self):
        due, what = self.due_at or None, {"object": self.object_id.name}
        clerk = self.env.ref("civil_inspection.group_clerk")
        entries = []
        if self.state == "draft":
            name = self.env._("Issue the order to rectify for %(object)s", **what)
            entries.append(TodoEntry("issue", name, user=self.user_id))
        elif self.state == "issued":
            name = self.env._("Follow the rectification of %(object)s", **what)
            entries.append(TodoEntry("follow", name, user=self.user_id, due=due))
        elif self.state == "reported":
            name = self.env._("Check again at %(object)s", **what)
            barred = self.reported_uid | self.inspection_id.inspector_ids.user_id
            entries.append(
                TodoEntry(
                    "recheck", name, group=clerk, due=due, barred=barred, implied=True
                )
            )
        if self.escalated_date and self.state in ("issued", "reported"):
            name = self.env._("Overdue: urge the rectification of %(object)s", **what)
            head = self.env.ref(HEAD[0])
            entries.append(TodoEntry("urge", name, group=head, due=due))
        return entries

    def _document_values(self, kind_code):
        """Return what the order of the single record says."""
        return {
            **super()._document_values(kind_code),
            "addressee": self.object_id.name,
            "inspection_number": self.inspection_id.number,
            "checked_day": self.inspection_id.actual_date,
            "problems": "\n".join(
                f"{number}. {item.finding or item.name}"
                + (f"（{item.basis}）" if item.basis else "")
                for number, item in enumerate(self.item_ids, 1)
            ),
            "requirement": self.requirement or "",
            "due_day": self.due_date,
        }
