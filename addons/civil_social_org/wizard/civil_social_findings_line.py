from odoo import fields, models
from odoo.exceptions import UserError


class CivilSocialFindingsLine(models.TransientModel):
    """A list or number of what the register shows as of a day."""

    _name = "civil.social.findings.line"
    _description = "List of What the Register Shows"
    _order = "findings_id desc, id"

    findings_id = fields.Many2one(
        "civil.social.findings", required=True, ondelete="cascade", index=True
    )
    kind_id = fields.Many2one("civil.import.finding.kind", string="Finding")
    legal_basis = fields.Char(related="kind_id.legal_basis")
    remedy = fields.Text(related="kind_id.remedy")
    is_figure = fields.Boolean(related="kind_id.is_figure")
    count = fields.Integer(string="Organizations", aggregator=None)
    org_ids = fields.Json()

    def action_open_orgs(self):
        """Show the organizations behind the number."""
        self.ensure_one()
        if not self.org_ids:
            raise UserError(self._empty())
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_social_org.civil_social_org_action"
        )
        return {
            **action,
            "display_name": self.kind_id.name,
            "domain": [("id", "in", self.org_ids)],
            "context": {},
        }

    def _empty(self):
        if self.is_figure and self.count:
            return self.env._(
                "Nobody stands behind this number yet: the sample is drawn in a "
                "campaign of inspections."
            )
        return self.env._("No organization is on this list.")
