from odoo import api, fields, models

#: What an inspection's object shows of the organization.
_SHOWN = {
    "name",
    "division_id",
    "address",
    "phone",
    "legal_representative",
    "state",
    "active",
}


class CivilSocialOrgInspection(models.AbstractModel):
    """Social organizations are objects of spot checks (抽查, 双随机).

    Source: 《社会组织抽查暂行办法》(民发〔2017〕45号).
    """

    _name = "civil.social.org.inspection"
    _description = "Social Organization as Object of Inspections"

    object_id = fields.Many2one(
        "civil.inspection.object",
        compute="_compute_object_id",
        string="Object of Inspections",
    )
    inspection_count = fields.Integer(
        string="Inspections", compute="_compute_object_id"
    )

    def _compute_object_id(self):
        objects = self.env["civil.inspection.object"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )
        by_org = {found.res_id: found for found in objects}
        for org in self:
            org.object_id = by_org.get(org.id, False)
            org.inspection_count = org.object_id.inspection_count

    @api.model_create_multi
    def create(self, vals_list):
        """Put each new organization among the objects of inspections."""
        orgs = super().create(vals_list)
        orgs._contribute()
        return orgs

    def write(self, vals):
        """Keep the object of inspections as the organization is."""
        result = super().write(vals)
        if not _SHOWN.isdisjoint(vals):
            self._contribute()
        return result

    def _contribute(self):
        # The section keeps its organizations; the register of objects follows them.
        orgs = self.sudo()
        orgs.env["civil.inspection.object"]._contribute(
            {org: org._object_values() for org in orgs}, ["social_org"]
        )

    def _object_values(self):
        """What the single organization's object of inspections shows of it."""
        return {
            "organization_id": self.organization_id.id,
            "division_id": self.division_id.id,
            "company_id": self.company_id.id,
            "address": self.address,
            "contact": self.legal_representative,
            "phone": self.phone,
            "active": self.active and self.state in ("normal", "suspended"),
        }

    def action_open_inspections(self):
        """Show the inspections of the organization."""
        self.ensure_one()
        return self.object_id.action_view_inspections()
