from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilCase(models.Model):
    """An application about a welfare institution, and what is to become of it."""

    _inherit = "civil.case"

    institution_matter = fields.Selection(
        related="kind_id.institution_matter", store=True
    )
    institution_id = fields.Many2one(
        "civil.institution", index="btree_not_null", ondelete="restrict", copy=False
    )
    institution_name = fields.Char(string="New Name of the Institution")
    institution_representative = fields.Char(
        string="New Representative of the Institution"
    )
    institution_address = fields.Char(string="New Address of the Institution")
    institution_beds = fields.Integer(
        string="New Beds Approved", help="0: they stay as they are."
    )
    institution_area = fields.Float(
        string="New Area of the Buildings (m²)",
        digits=(12, 2),
        help="0: it stays as it is.",
    )

    @api.onchange("institution_id")
    def _onchange_institution_id(self):
        """Take the place and the applicant from the institution."""
        if self.institution_id:
            self.party_type = "organization"
            self.organization_id = self.institution_id.organization_id
            self.division_id = self.institution_id.division_id

    def write(self, vals):
        """The institution that a case is about stays once it has been received."""
        if "institution_id" in vals and not self._has_pass(vals):
            if self.filtered(lambda case: case.state != "draft"):
                raise UserError(
                    self.env._("The institution can be chosen in a draft only.")
                )
        return super().write(vals)

    def _institution_changes(self):
        """``{field of the institution: new value}`` that the single case asks for."""
        wanted = {
            "name": self.institution_name,
            "legal_representative": self.institution_representative,
            "address": self.institution_address,
            "beds_approved": self.institution_beds,
            "building_area": self.institution_area,
        }
        home = self.institution_id.sudo()
        filed = home.filed_facts or home._present_facts()
        return {
            name: value
            for name, value in wanted.items()
            if value and home._fact(name, value) != filed.get(name)
        }
