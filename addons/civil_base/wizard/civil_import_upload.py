import base64

from odoo import api, fields, models


class CivilImportUpload(models.TransientModel):
    """Upload a file and check it at once (上传文件)."""

    _name = "civil.import.upload"
    _description = "Upload of a File"

    kind_id = fields.Many2one(
        "civil.import.kind",
        required=True,
        domain="[('id', 'in', allowed_kind_ids)]",
        default=lambda self: self._default_kind(),
    )
    allowed_kind_ids = fields.Many2many(
        "civil.import.kind", compute="_compute_allowed_kind_ids"
    )
    hint = fields.Text(related="kind_id.hint")
    uses_period = fields.Boolean(related="kind_id.uses_period")
    period = fields.Date(
        string="Month", default=lambda self: fields.Date.context_today(self)
    )
    uses_as_of = fields.Boolean(related="kind_id.uses_as_of")
    as_of = fields.Date(
        string="As of",
        default=lambda self: fields.Date.context_today(self),
        help="The day as of which the lines are judged.",
    )
    file = fields.Binary(required=True, attachment=False)
    filename = fields.Char()

    @api.model
    def _allowed_kinds(self):
        kinds = self.env["civil.import.kind"].search([])
        return kinds.filtered(lambda kind: kind._may_use())

    @api.model
    def _default_kind(self):
        kinds = self._allowed_kinds()
        return kinds if len(kinds) == 1 else kinds.browse()

    @api.depends_context("uid")
    def _compute_allowed_kind_ids(self):
        self.allowed_kind_ids = self._allowed_kinds()

    def action_upload(self):
        """Check the file and show the result."""
        self.ensure_one()
        job = self.env["civil.import"]._load(
            self.kind_id.code,
            self.filename,
            base64.b64decode(self.file),
            period=self.period if self.uses_period else None,
            as_of=self.as_of,
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "civil.import",
            "res_id": job.id,
            "views": [(False, "form")],
        }
