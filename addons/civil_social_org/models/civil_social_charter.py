from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.door import Door

#: Opens the making of charters to the code behind a grant.
MAKING = Door("civil_social_charter_making")


class CivilSocialCharter(models.Model):
    """An approved version of a charter (核准章程); it never changes.

    Source: 《社会团体登记管理条例》第十八条.
    """

    _name = "civil.social.charter"
    _description = "Approved Charter"
    _order = "org_id, approved_on desc, id desc"
    _rec_name = "approved_on"

    org_id = fields.Many2one(
        "civil.social.org",
        string="Organization",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    division_id = fields.Many2one(related="org_id.division_id", store=True, index=True)
    case_id = fields.Many2one("civil.case", readonly=True, ondelete="restrict")
    adopted_on = fields.Date(readonly=True, help="The day of the meeting.")
    approved_on = fields.Date(readonly=True)
    attachment_ids = fields.Many2many("ir.attachment", string="Charter", readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse to make charters by hand."""
        if not MAKING.is_open(self):
            self._refuse_by_hand()
        return super().create(vals_list)

    def write(self, vals):
        """Refuse to change what was approved."""
        if not MAKING.is_open(self):
            self._refuse_by_hand()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        self._refuse_by_hand()

    def _refuse_by_hand(self):
        raise UserError(self.env._("Charters are approved by granted cases only."))
