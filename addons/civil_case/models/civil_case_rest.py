from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.todo import day_end

from ..tools.roles import CLERK, DEPUTY, HEAD


class CivilCaseRest(models.AbstractModel):
    """How the time for deciding of a case rests and is extended (中止、延期).

    Extending is asked for by the clerk and approved by the head of the section or
    the deputy director in charge: another person. Source: Administrative Licensing
    Law (行政许可法), articles 42 and 45.
    """

    _name = "civil.case.rest"
    _description = "Rest and Extension of Cases"
    _inherit = ["civil.case.intake"]

    extension_reason = fields.Text("Why It Needs Longer", readonly=True, copy=False)
    extension_asked_uid = fields.Many2one(
        "res.users", "Extension Asked By", readonly=True, copy=False
    )
    extension_asked_date = fields.Datetime(
        "Extension Asked On", readonly=True, copy=False
    )
    extension_uid = fields.Many2one(
        "res.users", "Extension Approved By", readonly=True, copy=False
    )
    extension_date = fields.Datetime("Extension Approved On", readonly=True, copy=False)

    def _guarded_fields(self):
        """Only asking for an extension and approving it writes these."""
        return super()._guarded_fields() | {
            "extension_reason",
            "extension_asked_uid",
            "extension_asked_date",
            "extension_uid",
            "extension_date",
        }

    def _refuse_not_accepted(self):
        reason = self.env._("only the time for deciding of an accepted case rests")
        self._refuse_reasons(
            {case: reason for case in self if case.state != "accepted"}
        )

    def action_rest(self, pause_reason_id=None, note=None):
        """Let the time for deciding rest, such as for a hearing or an appraisal.

        :param int pause_reason_id: id of a ``civil.clock.pause.reason``
        :param str note: what is waited for; the applicant is told
        """
        if not pause_reason_id:
            title = self.env._("Let the Time Rest")
            return self.env["civil.case.reason"]._open(
                self,
                "action_rest",
                title,
                ("pause_reason_id", "note"),
            )
        self._check_role(CLERK)
        self._refuse_not_accepted()
        reason = self.env["civil.clock.pause.reason"].browse(pause_reason_id).exists()
        reason.ensure_one()
        for case in self:
            if case._open_clock("decision")._open_pause():
                raise UserError(
                    self.env._("%(case)s rests already.", case=case.display_name)
                )
        self._each_clock("decision", "_pause_clock", reason=reason, note=note)
        return True

    def action_run_on(self):
        """Let the time for deciding run on; repeated clicks change nothing."""
        self._check_role(CLERK)
        self._refuse_not_accepted()
        for case in self:
            case._each_clock("decision", "_resume_clock", at=case._rest_end())

    def _rest_end(self):
        """When the rest of the single case ended: with the last day of its notice.

        Otherwise at this moment.
        """
        now = fields.Datetime.now()
        pause = self._open_clock("decision")._open_pause()
        notice = self.publicity_ids.filtered(lambda notice: notice.state == "published")
        if pause.reason_id.code != "publicity" or not notice:
            return now
        return min(now, day_end(notice[-1].date_to))

    def action_ask_extension(self, reason=None):
        """Ask for a longer time to decide; the applicant is told the reason."""
        if not reason:
            return self.env["civil.case.reason"]._open(
                self, "action_ask_extension", self.env._("Ask for an Extension")
            )
        self._check_role(CLERK)
        self._refuse_reasons({case: case._extension_refusal() for case in self})
        self._write_guarded(
            {
                "extension_reason": reason.strip(),
                "extension_asked_uid": self.env.uid,
                "extension_asked_date": fields.Datetime.now(),
            }
        )
        return True

    def _extension_refusal(self):
        if self.state not in ("accepted", "under_approval"):
            return self.env._("only the time for deciding can be extended")
        if self.extension_date:
            return self.env._("it has been extended already; that is possible once")
        clock = self._open_clock("decision")
        if not clock:
            return self.env._("no time for deciding runs")
        length, _basis = clock.kind_id._length(
            "extension", clock._local(clock.started_at).date(), self.division_id
        )
        return clock._extension_refusal(fields.Datetime.now(), length)

    def action_approve_extension(self):
        """Approve the extension and issue the notice for the applicant."""
        self._check_role(HEAD, DEPUTY)
        self._refuse_reasons({case: case._approve_refusal() for case in self})
        for case in self:
            case._each_clock("decision", "_extend_clock", reason=case.extension_reason)
        self._write_guarded(
            {
                "extension_uid": self.env.uid,
                "extension_date": fields.Datetime.now(),
            }
        )
        self._issue("extension")

    def _approve_refusal(self):
        if not self.extension_asked_date:
            return self.env._("nobody has asked for an extension")
        if self.extension_asked_uid == self.env.user:
            return self.env._("who asked for the extension can't approve it")
        return self._extension_refusal()

    def action_decline_extension(self, reason=None):
        """Decline the extension, for a reason."""
        if not reason:
            return self.env["civil.case.reason"]._open(
                self, "action_decline_extension", self.env._("Decline the Extension")
            )
        self._check_role(HEAD, DEPUTY)
        self._refuse_reasons({case: case._approve_refusal() for case in self})
        for case in self:
            case.message_post(
                body=self.env._("Extension declined: %(reason)s", reason=reason)
            )
        self._write_guarded(
            {
                "extension_reason": False,
                "extension_asked_uid": False,
                "extension_asked_date": False,
            }
        )
        return True
