from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.todo import TodoEntry

CLERK = "civil_inspection.group_clerk"
HEAD = ("civil_inspection.group_head", "civil_inspection.group_deputy")


class CivilHazardStep(models.AbstractModel):
    """The course of a hazard, and its listed supervision (挂牌督办)."""

    _name = "civil.hazard.step"
    _description = "Course of a Hazard"
    _inherit = ["civil.workflow.mixin"]

    state = fields.Selection(
        [
            ("open", "Found"),
            ("rectifying", "Being Rectified"),
            ("rectified", "Rectified"),
            ("verified", "Checked Again"),
            ("closed", "Struck Off"),
        ],
        default="open",
        required=True,
        readonly=True,
        index=True,
        copy=False,
        tracking=True,
    )
    assigned_uid = fields.Many2one("res.users", string="Assigned By", readonly=True)
    assigned_date = fields.Datetime(string="Assigned On", readonly=True)
    rectified_uid = fields.Many2one("res.users", string="Rectified By", readonly=True)
    rectified_date = fields.Datetime(string="Rectified On", readonly=True)
    verified_uid = fields.Many2one("res.users", string="Checked By", readonly=True)
    verified_date = fields.Datetime(string="Checked On", readonly=True)
    closed_uid = fields.Many2one("res.users", string="Closed By", readonly=True)
    closed_date = fields.Datetime(string="Closed On", readonly=True)
    extension_reason = fields.Char(readonly=True, copy=False)
    escalated_date = fields.Datetime(
        string="Escalated On", readonly=True, copy=False, index="btree_not_null"
    )
    is_listed = fields.Boolean(string="Listed", readonly=True, copy=False, index=True)
    listed_uid = fields.Many2one("res.users", string="Listed By", readonly=True)
    listed_date = fields.Date(string="Listed On", readonly=True, copy=False)

    _guarded = (
        "number",
        "repeat_of_id",
        "is_repeat",
        "extension_reason",
        "escalated_date",
        "is_listed",
        "listed_uid",
        "listed_date",
    )
    _transitions = (
        Transition(
            "open", "rectifying", CLERK, guard="_refuse_assignment", stamp="assigned"
        ),
        Transition(
            "rectifying",
            "rectified",
            CLERK,
            guard="_refuse_rectified",
            stamp="rectified",
        ),
        Transition(
            "rectified", "verified", CLERK, guard="_refuse_recheck", stamp="verified"
        ),
        Transition(
            "rectified", "rectifying", CLERK, guard="_refuse_recheck", name="failed"
        ),
        Transition("verified", "closed", HEAD, guard="_refuse_closing", stamp="closed"),
    )

    # -- what stands against a step -------------------------------------------------

    def _refuse_assignment(self):
        """The five have to be settled (五落实); money may be none."""
        wanted = ("responsible", "measures", "deadline", "protection")
        missing = [
            self._fields[name]._description_string(self.env)
            for name in wanted
            if not self[name]
        ]
        if missing:
            return self.env._("settle first: %(fields)s", fields=", ".join(missing))
        return False

    def _refuse_rectified(self):
        if not (self.rectified_note or "").strip():
            return self.env._("write what was done first")
        return False

    def _refuse_recheck(self):
        if self.env.user == self.rectified_uid:
            return self.env._("whoever reported it rectified doesn't check it again")
        return False

    def _refuse_closing(self):
        if self.level == "major" and not self.is_listed:
            return self.env._("a major hazard is listed first")
        if self.level == "major" and not self.report_ids:
            return self.env._("a major hazard is reported first")
        return False

    # -- steps -----------------------------------------------------------------------

    def action_assign(self):
        """Assign the hazards to be rectified, with the five settled."""
        self._transition("rectifying")

    def action_rectified(self):
        """Say that the hazards were put right."""
        self._transition("rectified")

    def action_verify(self):
        """Say, after looking, that the hazards are gone."""
        self._transition("verified")

    def action_fail(self, note=None):
        """Send hazards back that aren't gone.

        :param str note: what is still wrong; a window asks for it if not given
        """
        if not note:
            return self.env["civil.inspection.reason"]._open(self, "action_fail")
        self._transition("rectifying", "failed")
        return self.write({"verify_note": note})

    def action_close(self):
        """Strike the hazards from the ledger of open ones (销号)."""
        self._transition("closed")

    def action_extend(self, reason=None, deadline=None):
        """Extend the deadline, once.

        :param str reason: why; a window asks for it where it isn't given
        :param deadline: the new last day; the parameter's days later if not given
        :raises UserError: extended already, or no right to
        """
        if not reason:
            return self.env["civil.inspection.reason"]._open(self, "action_extend")
        self._check_head()
        for hazard in self:
            if hazard.extension_reason or hazard.state != "rectifying":
                raise UserError(
                    self.env._(
                        "%(number)s was extended already, or isn't being rectified.",
                        number=hazard.number,
                    )
                )
            days = self.env["civil.parameter"]._get(
                "safety.extension_days", hazard.deadline, hazard.division_id
            )
            later = fields.Date.add(hazard.deadline, days=days)
            until = fields.Date.to_date(deadline) or later
            hazard._write_guarded({"deadline": until, "extension_reason": reason})
        return True

    def action_list(self):
        """Put major hazards under listed supervision (挂牌督办).

        :raises UserError: not major, listed already, or no right to
        """
        self._check_head()
        for hazard in self:
            if hazard.level != "major" or hazard.is_listed or hazard.state == "closed":
                raise UserError(
                    self.env._(
                        "%(number)s isn't a major hazard that could be listed.",
                        number=hazard.number,
                    )
                )
        self._write_guarded(
            {
                "is_listed": True,
                "listed_uid": self.env.uid,
                "listed_date": fields.Date.context_today(self),
            }
        )

    def _check_head(self):
        self.check_access("write")
        if not any(map(self.env.user.has_group, HEAD)):
            raise UserError(self.env._("Only a section head decides about this."))

    @api.model
    def _cron_escalate(self):
        """Bring what is overdue before the section's head, once."""
        late = self.search(self._overdue_domain() & self._not_escalated())
        late._write_guarded({"escalated_date": fields.Datetime.now()})
        for hazard in late:
            hazard.message_post(
                body=self.env._("Overdue: brought before the section's head.")
            )

    @api.model
    def _not_escalated(self):
        return Domain("escalated_date", "=", False)

    # -- desk ------------------------------------------------------------------------

    def _todo_entries(self):
        what = {"hazard": self.name, "object": self.object_id.name}
        head, clerk = self.env.ref(HEAD[0]), self.env.ref(CLERK)
        due = self.deadline or None
        entries = []
        if self.state == "open":
            name = self.env._("Assign “%(hazard)s” at %(object)s", **what)
            entries.append(TodoEntry("assign", name, group=clerk, due=due))
        elif self.state == "rectifying":
            name = self.env._("Follow “%(hazard)s” at %(object)s", **what)
            entries.append(TodoEntry("follow", name, user=self.user_id, due=due))
        elif self.state == "rectified":
            name = self.env._("Check “%(hazard)s” at %(object)s again", **what)
            entries.append(
                TodoEntry(
                    "recheck",
                    name,
                    group=clerk,
                    due=due,
                    barred=self.rectified_uid,
                    implied=True,
                )
            )
        elif self.state == "verified":
            name = self.env._("Close “%(hazard)s” at %(object)s", **what)
            entries.append(TodoEntry("close", name, group=head, due=due))
        if self.escalated_date and self.state in ("open", "rectifying"):
            name = self.env._("Overdue: urge “%(hazard)s” at %(object)s", **what)
            entries.append(TodoEntry("urge", name, group=head, due=due))
        if self.level == "major" and not self.is_listed and self.state != "closed":
            name = self.env._("List the major hazard “%(hazard)s”", **what)
            entries.append(TodoEntry("list", name, group=head))
        return entries
