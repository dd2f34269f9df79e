from odoo import api, models


class CivilSocialCaseCertificate(models.AbstractModel):
    """Renewal and reissue of a certificate (证书换发、补发)."""

    _name = "civil.social.case.certificate"
    _inherit = ["civil.social.case", "civil.license.case"]
    _description = "Rules of Cases about Certificates"

    @api.model
    def _granted(self, case):
        """Let the register know the term of the new certificate."""
        result = super()._granted(case)
        # The deputy grants; the register is kept by the section.
        case.social_org_id.sudo()._social_follow_certificate(case.license_id.sudo())
        return result
