from odoo import fields, models

from odoo.addons.civil_enforcement.models.civil_enforcement_case_decision import (
    DECISIONS,
)

#: States of a license in which a decision still changes anything.
_LIVING = ("valid", "suspended", "expired")


class CivilEnforcementCase(models.Model):
    """A decision that was served takes its effect on the party's licenses."""

    _inherit = "civil.enforcement.case"

    def _on_effective(self):
        result = super()._on_effective()
        for case in self:
            for line in case.penalty_ids.filtered("license_id"):
                case._touch_license(line)
        return result

    def _touch_license(self, line):
        """Suspend or revoke the license of a sanction of the single case."""
        today = fields.Date.context_today(self)
        # The decision was approved; whoever serves it need not handle licenses.
        license_ = line.license_id.sudo()
        if license_.state not in _LIVING:
            return
        document = self._last_document(tuple(DECISIONS.values()))
        if line.kind == "revocation":
            license_._revoke(document, reason=line.text)
        elif line.date_to >= today and license_.state == "valid":
            license_._suspend(document, line.date_to, reason=line.text)
        else:
            return
        line._write_by_step(
            {"executed_on": today, "execution_note": license_.display_name}
        )
