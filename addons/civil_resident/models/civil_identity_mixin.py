from odoo import api, fields, models

from odoo.addons.civil_base.tools.text import clean_code

from ..tools.identity import derive_birth_date, mask


class CivilIdentityMixin(models.AbstractModel):
    """A record with the identity number of one person, shown masked (身份证号).

    The number is typed into a field of its own, and read in the clear by those only
    who may, with a line in the access log.
    """

    _name = "civil.identity.mixin"
    _description = "Record with an Identity Number"
    _inherit = "civil.protected.mixin"
    _protected_fields = {"identity_number": "identity_input"}

    identity_number = fields.Char(
        string="Identity Number in the Clear",
        groups="civil_base.group_personal_data",
        copy=False,
    )
    identity_input = fields.Char(
        string="Identity Number",
        compute="_compute_identity_input",
        inverse="_inverse_identity_input",
        help="Type a number here to set or correct it; it is shown masked only.",
    )
    identity_masked = fields.Char(
        string="Masked Identity Number",
        compute="_compute_identity_masked",
        compute_sudo=True,
    )

    def _compute_identity_input(self):
        self.identity_input = False

    def _inverse_identity_input(self):
        for record in self.filtered("identity_input"):
            # Open to people who may enter a number but not read it.
            record.sudo().identity_number = clean_code(record.identity_input)

    @api.depends("identity_number")
    def _compute_identity_masked(self):
        for record in self:
            record.identity_masked = mask(record.identity_number)

    def _born_on(self):
        """Return the birth date that the single record's number says, or None."""
        # The number is protected even from who works with it.
        number = self.sudo().identity_number or ""
        return derive_birth_date(number) if len(number) == 18 else None
