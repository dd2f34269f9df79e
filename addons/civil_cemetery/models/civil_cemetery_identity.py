from odoo import api, fields, models

from odoo.addons.civil_base.tools.text import clean_code
from odoo.addons.civil_resident.tools.identity import (
    derive_birth_date,
    mask,
    parse_identity,
)


class CivilCemeteryIdentity(models.AbstractModel):
    """A record with the identity number of one person, shown masked (身份证号)."""

    _name = "civil.cemetery.identity"
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
    identity_warning = fields.Char(
        compute="_compute_identity_warning", compute_sudo=True
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

    @api.depends("identity_number")
    @api.depends_context("lang")
    def _compute_identity_warning(self):
        today = fields.Date.context_today(self)
        for record in self:
            number = record.identity_number
            problem = number and parse_identity(number, today).problem
            text = self.env["civil.resident"]._identity_problem_text
            record.identity_warning = text(problem) if problem else False

    def _born_on(self):
        """Return the birth date that the single record's number says, or None."""
        # The number is protected even from who works with it.
        number = self.sudo().identity_number or ""
        return derive_birth_date(number) if len(number) == 18 else None
