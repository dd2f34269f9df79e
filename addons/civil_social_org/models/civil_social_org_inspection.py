from odoo import fields, models


class CivilSocialOrgInspection(models.AbstractModel):
    """Social organizations are objects of spot checks (抽查, 双随机).

    Source: 《社会组织抽查暂行办法》(民发〔2017〕45号).
    """

    _name = "civil.social.org.inspection"
    _description = "Social Organization as Object of Inspections"
    _inherit = ["civil.inspection.subject.mixin"]

    inspection_count = fields.Integer(string="Inspections")

    def _object_kinds(self):
        return ("social_org",)

    def _object_values(self):
        return {
            **super()._object_values(),
            "company_id": self.company_id.id,
            "active": self.active and self.state in ("normal", "suspended"),
        }
