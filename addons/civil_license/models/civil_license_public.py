from odoo import models

from ..tools.words import chinese_date


class CivilLicenseVersion(models.Model):
    """What anybody may learn about a paper: whether it is valid, and nothing else."""

    _inherit = "civil.license.version"

    def _shown_to_public(self):
        """Return what the page of verification shows; None where there is no paper."""
        if not self:
            return None
        self.ensure_one()
        state, tone, remark = self._public_state()
        until = self.valid_until
        return {
            "state": state,
            "tone": tone,
            "remark": remark,
            "title": self.title,
            "holder": self.holder_name,
            "number": self.number,
            "until": chinese_date(until) if until else self.env._("No time limit"),
        }

    def _public_state(self):
        """Return the paper's state in words, its tone and a remark."""
        license_ = self.license_id
        if not self.is_current:
            return (
                self.env._("Void"),
                "bad",
                self.env._("This paper was replaced by another one."),
            )
        if license_._is_over():
            labels = dict(license_._fields["state"]._description_selection(self.env))
            return labels["expired"], "bad", ""
        remark = ""
        if license_.state == "suspended" and license_.suspended_until:
            remark = self.env._(
                "Must not be used until %(date)s.",
                date=chinese_date(license_.suspended_until),
            )
        tones = {"valid": "good", "suspended": "warn"}
        return license_._state_label(), tones.get(license_.state, "bad"), remark
