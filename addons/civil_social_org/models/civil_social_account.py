from odoo import api, fields, models

from odoo.addons.civil_base.tools.text import clean_code
from odoo.addons.civil_resident.tools.identity import is_card_doubtful, mask_account


class CivilSocialAccount(models.Model):
    """A bank account of a social organization (银行账户), shown masked."""

    _name = "civil.social.account"
    _description = "Bank Account of a Social Organization"
    _inherit = ["civil.protected.mixin"]
    _order = "org_id, is_basic desc, id"
    _rec_name = "number_masked"
    _protected_fields = {"number": "number_input"}

    org_id = fields.Many2one(
        "civil.social.org",
        string="Organization",
        required=True,
        index=True,
        ondelete="cascade",
    )
    division_id = fields.Many2one(related="org_id.division_id", store=True, index=True)
    company_id = fields.Many2one(related="org_id.company_id", store=True, index=True)
    bank_name = fields.Char(string="Bank", required=True)
    is_basic = fields.Boolean(string="Basic Account", default=True)
    number = fields.Char(
        string="Account Number in the Clear",
        groups="civil_base.group_personal_data",
        copy=False,
    )
    number_input = fields.Char(
        string="Account Number",
        compute="_compute_number_input",
        inverse="_inverse_number_input",
        help="Type a number here to set or correct it; it is shown masked only.",
    )
    number_masked = fields.Char(
        string="Masked Account Number",
        compute="_compute_number_masked",
        compute_sudo=True,
    )
    number_doubtful = fields.Boolean(
        string="Doubtful",
        compute="_compute_number_masked",
        compute_sudo=True,
        help="It looks like a card number with a wrong check digit.",
    )
    opened_on = fields.Date()
    closed_on = fields.Date()
    filed_on = fields.Date()

    _number_uniq = models.UniqueIndex(
        "(org_id, number)", "The organization has this account already."
    )

    def _compute_number_input(self):
        self.number_input = False

    def _inverse_number_input(self):
        for account in self.filtered("number_input"):
            # Open to people who may enter a number but not read it.
            account.sudo().number = clean_code(account.number_input)

    @api.depends("number")
    def _compute_number_masked(self):
        for account in self:
            account.number_masked = mask_account(account.number)
            account.number_doubtful = is_card_doubtful(account.number)
