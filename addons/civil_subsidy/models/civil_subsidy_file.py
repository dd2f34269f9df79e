from odoo import fields, models


class CivilSubsidyFile(models.Model):
    """A file that went to the agent bank (报盘) or came back from it (回盘)."""

    _name = "civil.subsidy.file"
    _description = "Agent Bank File"
    _inherit = ["civil.division.mixin"]
    _order = "id desc"

    batch_id = fields.Many2one(
        "civil.subsidy.batch", required=True, ondelete="cascade", index=True
    )
    direction = fields.Selection(
        [("request", "Request"), ("result", "Result")], required=True
    )
    name = fields.Char(string="File Name", required=True)
    content = fields.Binary(
        attachment=True, required=True, groups="civil_base.group_finance"
    )
    sha256 = fields.Char(string="SHA-256", required=True)
    line_count = fields.Integer()
    currency_id = fields.Many2one(related="batch_id.currency_id")
    amount = fields.Monetary()
    paid_count = fields.Integer()
    paid_amount = fields.Monetary()
    failed_count = fields.Integer()
    failed_amount = fields.Monetary()
    pending_count = fields.Integer()

    _batch_content_uniq = models.UniqueIndex(
        "(batch_id, direction, sha256)", "This file has already been taken."
    )

    def _download(self):
        """Offer the newest of the files to the browser."""
        url = f"/web/content/{self._name}/{self[:1].id}/content/{self[:1].name}"
        return {
            "type": "ir.actions.client",
            "tag": "civil_subsidy_download",
            "params": {"url": f"{url}?download=true"},
        }

    def action_download(self):
        """Download the file."""
        self.ensure_one()
        return self._download()
