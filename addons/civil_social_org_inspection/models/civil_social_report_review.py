from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..tools.roles import CLERK, HEAD, SUPERVISOR
from .civil_social_report import CONCLUSIONS


class CivilSocialReport(models.Model):
    """First review, registrar's review and conclusion (初审、审查、结论)."""

    _inherit = "civil.social.report"

    supervisor_opinion = fields.Text(
        string="Opinion of the First Review", readonly=True
    )

    # -- the supervisor --------------------------------------------------------------

    def action_supervise(self, opinion=None):
        """Pass the reports on to the registrar, after the first review.

        :param str opinion: what the supervisor says about them
        :raises AccessError: they aren't of organizations of the user's unit
        """
        records = self._as_supervisor()
        if (opinion or "").strip():
            records._write_guarded({"supervisor_opinion": opinion.strip()})
        records._transition("registrar_review")
        self._tell_inspections()

    def action_supervisor_return(self, reason=None, remarks=None):
        """Return the reports to the organizations, from the first review.

        :param str reason: what has to be put right
        :param dict remarks: ``{field: sentence}`` besides
        """
        if not (reason or "").strip() and not remarks:
            return self._ask("action_supervisor_return", self.env._("Return"))
        records = self._as_supervisor()
        records._transition("returned", "supervisor")
        records._remark("supervisor", reason, remarks)
        self._tell_inspections()
        return True

    def _as_supervisor(self):
        """The records with raised rights: reading them is enough to review first."""
        if not self.env.user.has_group(SUPERVISOR):
            raise AccessError(self.env._("Only the supervising units review first."))
        self.check_access("read")
        return self.sudo()

    def _guard_supervisor(self):
        units = self.env.user.social_unit_ids
        if self.sudo().supervisor_id not in units:
            return self.env._("your unit doesn't supervise it")
        return False

    # -- the registrar --------------------------------------------------------------

    def action_return(self, reason=None, remarks=None):
        """Return the reports to the organizations, from the registrar's review.

        :param str reason: what has to be put right
        :param dict remarks: ``{field: sentence}`` besides
        """
        if not (reason or "").strip() and not remarks:
            return self._ask("action_return", self.env._("Return"))
        self._transition("returned")
        self._remark("registrar", reason, remarks)
        self._tell_inspections()
        return True

    def action_propose(self, conclusion=None, opinion=None):
        """Propose a conclusion: the rule's, or another one for a reason.

        :param str conclusion: ``qualified``, ``basically`` or ``unqualified``
        :param str opinion: why it is another than the rule's
        :raises UserError: grounds are still to be decided, or the reason is missing
        """
        self.check_access("write")
        opinion = (opinion or "").strip() or False
        if conclusion and conclusion not in dict(CONCLUSIONS[:3]):
            raise UserError(self.env._("This is no conclusion of a report."))
        other = conclusion and self.filtered(
            lambda report: report.proposed_conclusion != conclusion
        )
        if other and not opinion:
            raise UserError(
                self.env._(
                    "%(report)s: write why the conclusion is another than the one that "
                    "follows by the rule.",
                    report=other[0].display_name,
                )
            )
        self._transition("proposed")
        for value in {conclusion or report.proposed_conclusion for report in self}:
            reports = self.filtered(
                lambda report, v=value: (conclusion or report.proposed_conclusion) == v
            )
            reports._write_guarded({"conclusion": value, "opinion": opinion})
        self._tell_inspections()

    def _guard_propose(self):
        if count := self.open_finding_count:
            return self.env._("%(count)s grounds are still to be decided", count=count)
        if not self.proposed_conclusion:
            return self.env._("no conclusion follows by the rule yet")
        return False

    # -- the head --------------------------------------------------------------

    def action_conclude(self):
        """Settle the conclusions that somebody else proposed."""
        self._transition("concluded")
        self._tell_inspections()

    def action_back(self, reason=None):
        """Give the reports back to the reviewer, for a reason.

        :param str reason: what to look at again
        """
        if not (reason or "").strip():
            return self._ask("action_back", self.env._("Back to the Reviewer"))
        self._transition("registrar_review", "back")
        for report in self:
            report.message_post(body=reason.strip())
        self._write_guarded({"conclusion": False, "opinion": False})
        self._tell_inspections()
        return True

    def _guard_conclude(self):
        if self.reviewed_uid == self.env.user:
            return self.env._("who proposed the conclusion doesn't settle it")
        return False

    def action_mark_absent(self, reason=None):
        """Count reports that were returned and never came back as not inspected.

        :param str reason: why
        """
        if not (reason or "").strip():
            return self._ask("action_mark_absent", self.env._("Not Inspected"))
        self._transition("not_participated")
        self._write_guarded({"conclusion": "not_inspected", "opinion": reason.strip()})
        self._tell_inspections()
        return True

    def _guard_absent(self):
        if fields.Date.context_today(self) <= self.due_on:
            return self.env._("it may be handed in until %(date)s", date=self.due_on)
        return False

    # -- more time, and being reminded ---------------------------------------------

    def action_extend(self, until=None, reason=None):
        """Give single organizations more time, for a reason.

        :param until: the new last day
        :param str reason: why
        :raises UserError: the day isn't later, or the report was handed in
        """
        if not self.env.user.has_group(HEAD):
            raise AccessError(self.env._("The head of the section gives more time."))
        self.check_access("write")
        until = fields.Date.to_date(until)
        if not until or not (reason or "").strip():
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("More Time"),
                "res_model": "civil.social.extend",
                "views": [(False, "form")],
                "target": "new",
                "context": {"default_report_ids": self.ids},
            }
        for report in self:
            if not report.is_editable:
                raise UserError(
                    self.env._(
                        "%(report)s isn't open anymore: there is nothing to extend.",
                        report=report.display_name,
                    )
                )
            if until <= report.due_on:
                raise UserError(
                    self.env._(
                        "%(report)s is due on %(date)s already: choose a later day.",
                        report=report.display_name,
                        date=report.due_on,
                    )
                )
        self._write_guarded(
            {"extended_until": until, "extension_reason": reason.strip()}
        )
        return True

    def action_remind(self, text=None):
        """Remind the organizations of their reports, in their own screens.

        :param str text: what they are told; the usual sentence if not given
        :return: the window with whom was reminded when
        """
        if not self.env.user.has_group(CLERK):
            raise AccessError(self.env._("The section reminds organizations."))
        self.check_access("write")
        open_ones = self.filtered("is_editable")
        if not open_ones:
            raise UserError(self.env._("None of these still has a report to hand in."))
        return self.env["civil.social.reminder"]._remind(open_ones, text)

    # -- helpers --------------------------------------------------------------

    def _ask(self, method, title):
        return self.env["civil.case.reason"]._open(self, method, title)

    def _remark(self, stage, reason, remarks):
        """Keep what has to be put right, per field and on the whole."""
        said = [(False, reason.strip())] if (reason or "").strip() else []
        asked = self._fields.keys()
        for name, text in (remarks or {}).items():
            if name not in asked or not str(text).strip():
                raise UserError(self.env._("A remark needs a field and a sentence."))
            said.append((name, str(text).strip()))
        self.env["civil.social.report.remark"].sudo().create(
            [
                {
                    "report_id": report.id,
                    "field_name": name,
                    "text": text,
                    "stage": stage,
                    "version": report._latest_version(),
                }
                for report in self
                for name, text in said
            ]
        )
        # What was proposed before no longer counts.
        self.env.execute_query(
            SQL(
                "UPDATE civil_social_report SET conclusion = NULL, opinion = NULL"
                " WHERE id = ANY(%s) RETURNING id",
                self.ids,
            )
        )
        self.invalidate_recordset(["conclusion", "opinion"])
