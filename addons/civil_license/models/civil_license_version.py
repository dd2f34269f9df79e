import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


def digest(token):
    """Return what a token is looked up by."""
    return hashlib.sha256(token.encode()).hexdigest()


class CivilLicenseVersion(models.Model):
    """What a license said from one day on (证照版本): its printed content.

    It is written once and never changes. Its token stands in the QR code of its
    papers; once there is a later version, they are void.
    """

    _name = "civil.license.version"
    _inherit = ["civil.license.recorded"]
    _description = "Version of a License"
    _order = "license_id, sequence desc"
    _rec_name = "number"

    license_id = fields.Many2one(
        "civil.license", required=True, readonly=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(string="Version", required=True, readonly=True)
    cause = fields.Selection(
        [
            ("new", "New"),
            ("change", "Change"),
            ("renewal", "Renewal"),
            ("reissue", "Reissue"),
        ],
        required=True,
        readonly=True,
    )
    made_on = fields.Date(string="Issued on", required=True, readonly=True)
    number = fields.Char(required=True, readonly=True)
    title = fields.Char(required=True, readonly=True)
    holder_name = fields.Char(string="Holder as Printed", required=True, readonly=True)
    issuer = fields.Char(readonly=True)
    valid_from = fields.Date(readonly=True)
    valid_until = fields.Date(readonly=True)
    hand_out_by = fields.Date(
        readonly=True, help="By then the papers have to be with the holder."
    )
    content = fields.Json(string="Content as Data", readonly=True)
    content_text = fields.Text(string="Content", compute="_compute_content_text")
    token = fields.Char(required=True, readonly=True)
    token_digest = fields.Char(
        compute="_compute_token_digest", store=True, readonly=True
    )
    verify_url = fields.Char(
        string="Address for Verification", compute="_compute_verify_url"
    )
    is_current = fields.Boolean(compute="_compute_is_current")
    copy_ids = fields.One2many("civil.license.copy", "version_id", string="Papers")

    _sequence_uniq = models.UniqueIndex(
        "(license_id, sequence)", "The license has this version already."
    )
    _token_uniq = models.UniqueIndex("(token_digest)", "Tokens can't repeat.")

    @api.depends("token")
    def _compute_token_digest(self):
        for version in self:
            version.token_digest = digest(version.token or "")

    @api.depends("license_id.version_id")
    def _compute_is_current(self):
        for version in self:
            version.is_current = version.license_id.version_id == version

    @api.depends("content")
    def _compute_content_text(self):
        for version in self:
            version.content_text = "\n".join(
                f"{row['label']}：{row['value']}" for row in version.content or []
            )

    @api.depends("token")
    def _compute_verify_url(self):
        parameters = self.env["ir.config_parameter"].sudo()
        base = parameters.get_param("civil_license.verify_url")
        base = (base or self.get_base_url()).rstrip("/")
        for version in self:
            version.verify_url = f"{base}/civil/verify/{version.token}"

    @api.model
    def _by_token(self, token):
        """Return the version whose papers bear ``token``; none if there is none."""
        return self.search(Domain("token_digest", "=", digest(token)), limit=1)

    def _refuse_change(self):
        raise UserError(
            self.env._("What was printed of a license stays: versions never change.")
        )
