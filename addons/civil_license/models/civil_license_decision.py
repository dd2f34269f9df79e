from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.civil_base.tools.text import clean


class CivilLicense(models.Model):
    """Measures against a license: suspended, revoked, annulled, struck off.

    Other addons call ``_suspend``, ``_revoke`` and ``_annul`` with their issued
    decision; the buttons do the same for people, after asking for their role.
    """

    _inherit = "civil.license"

    def _suspend(self, decision, until, reason=None):
        """Forbid the use of the license until a day, because a decision says so.

        :param decision: the issued ``civil.document``
        :param date until: the last day without the license
        :raises UserError: the decision isn't issued, or the day has passed
        """
        self._refuse_unissued(decision)
        if not until or until < fields.Date.context_today(self):
            raise UserError(
                self.env._(
                    "Say until which day, from today on, the license is stopped."
                )
            )
        self._step("suspended")
        for record in self.sudo():
            record._write_guarded({"suspended_until": until})
            record._log("suspended", document=decision, until=until, reason=reason)

    def _reinstate(self, reason=None):
        """Let a suspended license be used again."""
        self._step("valid")
        for record in self.sudo():
            record._write_guarded({"suspended_until": False})
            record._log("reinstated", reason=reason)

    def _revoke(self, decision, reason=None):
        """Take the license away as a penalty (吊销), because a decision says so.

        :param decision: the issued ``civil.document`` of the penalty
        :raises UserError: the decision isn't issued
        """
        self._end_by_decision("revoked", decision, reason)

    def _annul(self, decision, reason=None):
        """Take back a license that should never have been granted (撤销).

        Source: 行政许可法 art. 69.

        :param decision: the issued ``civil.document``
        :raises UserError: the decision isn't issued
        """
        self._end_by_decision("annulled", decision, reason)

    def _end_by_decision(self, state, decision, reason):
        self._refuse_unissued(decision)
        self._step(state)
        for record in self.sudo():
            record._write_guarded(
                {"ended_on": fields.Date.context_today(self), "suspended_until": False}
            )
            record._log(state, document=decision, reason=reason)
            record.copy_ids._withdraw()

    def _refuse_unissued(self, decision):
        if not decision or decision.sudo().state != "issued":
            raise UserError(
                self.env._(
                    "A license is suspended, revoked or annulled by an issued decision "
                    "only: name the document."
                )
            )

    # -- the same for people -----------------------------------------------------

    def action_suspend(self, decision_id, until, reason):
        """Record that the license is suspended.

        :param int decision_id: the issued document
        :param until: the last day, as a date or as 2024-03-31
        :param str reason: why, in words
        """
        reason = self._checked("suspended", reason)
        self._suspend(self._decision(decision_id), fields.Date.to_date(until), reason)
        return True

    def action_reinstate(self, reason):
        """Record that a suspended license may be used again before its day.

        :param str reason: why, in words
        """
        self._reinstate(self._checked("valid", reason))
        return True

    def action_revoke(self, decision_id, reason):
        """Record that the license is revoked (吊销).

        :param int decision_id: the issued document of the penalty
        :param str reason: why, in words
        """
        reason = self._checked("revoked", reason)
        self._revoke(self._decision(decision_id), reason)
        return True

    def action_annul(self, decision_id, reason):
        """Record that the license is annulled (撤销).

        :param int decision_id: the issued document
        :param str reason: why, in words
        """
        reason = self._checked("annulled", reason)
        self._annul(self._decision(decision_id), reason)
        return True

    def action_cancel(self, ground, reason):
        """Strike licenses off the register where the law demands it (注销).

        :param str ground: key of ``cancel_ground``, not the holder's own wish
        :param str reason: what shows the ground, in words
        """
        reason = self._checked("cancelled", reason)
        grounds = {key for key, _label in self._fields["cancel_ground"].selection}
        if ground not in grounds - {"applied"}:
            raise UserError(
                self.env._(
                    "Choose the ground on which the license is struck off; a holder "
                    "who gives it up applies by a case."
                )
            )
        for record in self:
            record._cancel(ground, reason=reason)
        return True

    def _checked(self, target, reason):
        """Refuse whoever may not take the step, or gives no reason.

        :return: the reason
        """
        self.check_access("write")
        self._refuse_reasons(self._refusal_reasons(target))
        reason = clean(reason)
        if not reason:
            raise UserError(self.env._("Write the reason first."))
        return reason

    def _decision(self, document_id):
        """Return the document, if the user may read it."""
        decision = self.env["civil.document"].browse(document_id or []).exists()
        try:
            decision.check_access("read")
        except AccessError as error:
            raise UserError(
                self.env._("You can't refer to a document that you can't read.")
            ) from error
        return decision
