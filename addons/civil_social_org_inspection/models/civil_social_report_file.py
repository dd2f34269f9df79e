import base64
import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.door import OPEN_REPORT


class CivilSocialReportFile(models.Model):
    """A paper that an organization handed in with its report (年检附件).

    It can be added and taken away while the report may be changed; what was
    submitted stays.
    """

    _name = "civil.social.report.file"
    _description = "File with the Annual Report"
    _order = "kind_id, id"

    report_id = fields.Many2one(
        "civil.social.report", required=True, index=True, ondelete="cascade"
    )
    kind_id = fields.Many2one(
        "civil.social.report.file.kind",
        string="Paper",
        required=True,
        index=True,
        ondelete="restrict",
    )
    name = fields.Char(string="File Name", required=True)
    content = fields.Binary(attachment=True, required=True)

    @api.model_create_multi
    def create(self, vals_list):
        """Add files to reports that may still be changed only."""
        files = super().create(vals_list)
        files._refuse_if_closed()
        return files

    def write(self, vals):
        """Change files of reports that may still be changed only."""
        self._refuse_if_closed()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_while_open(self):
        self._refuse_if_closed()

    def _refuse_if_closed(self):
        if OPEN_REPORT.is_open(self):
            return
        for report in self.report_id:
            if not report.is_editable:
                raise UserError(
                    self.env._(
                        "%(report)s was handed in: its papers stay as they are.",
                        report=report.display_name,
                    )
                )

    def _checksum(self):
        """The hash of the single file's content."""
        content = base64.b64decode(self.with_context(bin_size=False).content or b"")
        return hashlib.sha256(content).hexdigest()
