from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilInspectionExclusion(models.Model):
    """An object that a campaign leaves out, with the reason (不纳入抽取)."""

    _name = "civil.inspection.exclusion"
    _description = "Object Left Out of a Campaign"
    _order = "campaign_id, object_id"

    campaign_id = fields.Many2one(
        "civil.inspection.campaign", required=True, index=True, ondelete="cascade"
    )
    object_id = fields.Many2one(
        "civil.inspection.object", required=True, index=True, ondelete="restrict"
    )
    reason = fields.Char(required=True)

    _object_uniq = models.UniqueIndex(
        "(campaign_id, object_id)", "This object is already left out."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Only before the campaign is approved: the reasons are approved with it."""
        lines = super().create(vals_list)
        lines._check_draft()
        return lines

    def write(self, vals):
        """Only before the campaign is approved."""
        self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_draft(self):
        self._check_draft()

    def _check_draft(self):
        if self.campaign_id.filtered(lambda campaign: campaign.state != "draft"):
            raise UserError(
                self.env._("Whom an approved campaign leaves out stays as approved.")
            )
