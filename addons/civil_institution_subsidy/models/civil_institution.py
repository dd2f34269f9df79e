from odoo import fields, models


class CivilInstitution(models.Model):
    """Institutions and what they claimed."""

    _inherit = "civil.institution"

    claim_count = fields.Integer(
        string="Subsidy Claims", compute="_compute_claim_count"
    )

    def _compute_claim_count(self):
        claims = self.env["civil.institution.claim"]
        counts = {}
        if claims.has_access("read"):
            counts = dict(
                claims._read_group(
                    [("institution_id", "in", self.ids)],
                    ["institution_id"],
                    ["__count"],
                )
            )
        for home in self:
            home.claim_count = counts.get(home._origin, 0)

    def action_open_claims(self):
        """Show what the institution claimed of subsidies."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_institution_subsidy.civil_institution_claim_action"
        )
        return {
            **action,
            "domain": [("institution_id", "=", self.id)],
            "context": {"default_institution_id": self.id},
        }
