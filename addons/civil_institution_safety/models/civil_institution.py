from odoo import api, models


class CivilInstitution(models.Model):
    """An institution with the record of its safety."""

    _name = "civil.institution"
    _inherit = [
        "civil.institution",
        "civil.institution.safety",
        "civil.organization.portal.mixin",
    ]

    @api.model
    def _guarded_fields(self):
        return super()._guarded_fields() | {
            "admission_stopped",
            "admission_stopped_on",
            "admission_stop_reason",
        }

    def _admission_refusal(self):
        """Refuse while the district has stopped new admissions."""
        if self.sudo().admission_stopped:
            return self.env._(
                "%(name)s: the district stopped new admissions on %(date)s.",
                name=self.name,
                date=self.sudo().admission_stopped_on,
            )
        return super()._admission_refusal()
