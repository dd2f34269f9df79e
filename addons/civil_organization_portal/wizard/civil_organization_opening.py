import re

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.text import clean_code, clean_name

_MOBILE = re.compile(r"1[3-9]\d{9}")


class CivilOrganizationOpening(models.TransientModel):
    """Opens an account with an organization (开通单位账号)."""

    _name = "civil.organization.opening"
    _description = "Opening an Organization's Account"

    organization_id = fields.Many2one("civil.organization", required=True)
    credit_code = fields.Char(related="organization_id.credit_code")
    login_by = fields.Selection(
        [("credit_code", "Credit code"), ("phone", "Mobile number")],
        string="Logs in with",
        compute="_compute_login_by",
        store=True,
        readonly=False,
        required=True,
    )
    holder_name = fields.Char(string="Person in Charge", required=True)
    phone = fields.Char(string="Mobile Number")

    @api.depends("organization_id")
    def _compute_login_by(self):
        for opening in self:
            has_code = opening.organization_id.credit_code
            opening.login_by = "credit_code" if has_code else "phone"

    def action_open(self):
        """Open the account and show its first password."""
        self.ensure_one()
        phone = clean_code(self.phone or "")
        if phone and not _MOBILE.fullmatch(phone):
            raise UserError(
                self.env._(
                    "%(phone)s is no mobile number: it has 11 digits and begins "
                    "with 1.",
                    phone=self.phone,
                )
            )
        if self.login_by == "phone" and not phone:
            raise UserError(self.env._("Enter the mobile number to log in with."))
        login = phone if self.login_by == "phone" else self.organization_id.credit_code
        return self.organization_id.action_open_account(
            login=login, holder_name=clean_name(self.holder_name), phone=phone or False
        )
