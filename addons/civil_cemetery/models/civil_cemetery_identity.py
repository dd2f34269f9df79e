from odoo import api, fields, models

from odoo.addons.civil_resident.tools.identity import parse_identity


class CivilCemeteryIdentity(models.AbstractModel):
    """A record with an identity number that says what is odd about it."""

    _name = "civil.cemetery.identity"
    _description = "Record with an Identity Number"
    _inherit = "civil.identity.mixin"

    identity_warning = fields.Char(
        compute="_compute_identity_warning", compute_sudo=True
    )

    @api.depends("identity_number")
    @api.depends_context("lang")
    def _compute_identity_warning(self):
        today = fields.Date.context_today(self)
        for record in self:
            number = record.identity_number
            problem = number and parse_identity(number, today).problem
            text = self.env["civil.resident"]._identity_problem_text
            record.identity_warning = text(problem) if problem else False
