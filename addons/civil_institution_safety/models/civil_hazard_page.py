from odoo import fields, models
from odoo.exceptions import UserError

_LONG, _SHORT = 5000, 60


class CivilHazard(models.Model):
    """The hazard on the institution's pages (机构端隐患整改).

    These are called with the system's rights and the right institution.
    """

    _inherit = "civil.hazard"

    def _page_plan(self, responsible, measures, funds, deadline, protection):
        """Settle the five (五落实) of the single hazard, while it isn't assigned yet.

        :param float funds: yuan; 0 where nothing has to be spent
        :raises UserError: it was assigned already, or something is missing
        """
        if self.state != "open":
            raise UserError(self.env._("The plan was settled: it stays."))
        if not all((responsible, measures, protection)) or not deadline:
            raise UserError(
                self.env._(
                    "Write who answers for it, the measures, the plan, the money and "
                    "the last day."
                )
            )
        if deadline < self.found_date:
            raise UserError(self.env._("The last day lies before the discovery."))
        if funds is None or funds < 0:
            raise UserError(self.env._("Write the money in yuan, 0 if none is needed."))
        quiet = self.with_context(mail_create_nosubscribe=True)
        quiet.write(
            {
                "responsible": responsible[:_SHORT],
                "measures": measures[:_LONG],
                "funds": funds,
                "deadline": deadline,
                "protection": protection[:_LONG],
            }
        )
        quiet._write_guarded({"plan_date": fields.Datetime.now()})

    def _page_report(self, note):
        """Say what was done and ask for the re-check (申请复查).

        :return: whether it was asked now: pressed again, nothing happens twice
        :raises UserError: nothing is written, no photo is there, or it isn't its turn
        """
        self._lock_for_step()
        if self.state == "rectified":
            return False
        if not self.evidence_photo:
            raise UserError(self.env._("Add a photo of how it is now."))
        quiet = self.with_context(mail_create_nosubscribe=True)
        if self.state == "rectifying":
            quiet.rectified_note = (note or "").strip()[:_LONG]
        quiet.action_rectified()
        return True

    def _page_ask_extension(self, reason, until):
        """Ask once for more time, with the reason.

        :raises UserError: asked or extended already, or the day isn't later
        """
        if self.extension_asked_date or self.extension_reason:
            raise UserError(self.env._("More time is asked for once only."))
        if self.state != "rectifying":
            raise UserError(self.env._("It isn't being put right now."))
        if not reason:
            raise UserError(self.env._("Write why more time is needed."))
        if not until or until <= self.deadline:
            raise UserError(self.env._("Choose a later day than the present one."))
        quiet = self.with_context(mail_create_nosubscribe=True)
        quiet.write(
            {"extension_asked_reason": reason[:_LONG], "extension_asked_until": until}
        )
        quiet._write_guarded({"extension_asked_date": fields.Datetime.now()})

    def _page_photo_field(self, which):
        """Return the field of a photo that may be added now, or False.

        :param str which: ``before`` or ``after``
        """
        if which == "after" and self.state == "rectifying":
            return "evidence_photo"
        if which == "before" and self.state in ("open", "rectifying"):
            # What the inspectors saw isn't exchanged.
            return (self.found_by == "self" or not self.photo) and "photo"
        return False

    def _page_steps(self):
        """Return the course of the single hazard: label, whether done, now or next."""
        states = [state for state, _label in self._fields["state"].selection]
        labels = (
            self.env._("Found"),
            self.env._("Putting right"),
            self.env._("Re-check asked for"),
            self.env._("Re-check passed"),
            self.env._("Struck off"),
        )
        at = states.index(self.state)
        return [
            {
                "label": label,
                "state": "done" if number < at else "now" if number == at else "next",
            }
            for number, label in enumerate(labels)
        ]
