from odoo import api, fields, models

from odoo.addons.civil_base.tools.text import clean_code, clean_name

from ..tools.identity import is_card_doubtful, mask_account


class CivilResidentAccount(models.Model):
    """A bank account to which a resident is paid.

    The holder is the person or the agent (代领人) named beside. Bank cards carry a
    Luhn check digit, passbooks don't: a failed check warns and doesn't refuse.
    """

    _name = "civil.resident.account"
    _description = "Resident's Bank Account"
    _inherit = ["civil.protected.mixin"]
    _order = "resident_id, sequence, id desc"
    _rec_name = "number_masked"
    _protected_fields = {"number": "number_input"}

    sequence = fields.Integer(default=10)
    resident_id = fields.Many2one(
        "civil.resident", required=True, index=True, ondelete="restrict"
    )
    bank_name = fields.Char(string="Bank")
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
        compute="_compute_number_doubtful",
        store=True,
        compute_sudo=True,
        help="It looks like a card number with a wrong check digit.",
    )
    holder = fields.Char(help="Name in which the bank keeps the account.")
    agent_name = fields.Char(
        string="Agent", help="Receives for the person, where the holder is another."
    )
    warning = fields.Char(compute="_compute_warning", compute_sudo=True)
    active = fields.Boolean(default=True)

    _number_uniq = models.UniqueIndex(
        "(resident_id, number) WHERE active",
        "The resident has this account already.",
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

    @api.depends("number")
    def _compute_number_doubtful(self):
        for account in self:
            account.number_doubtful = is_card_doubtful(account.number)

    @api.depends("number", "holder", "agent_name", "resident_id.name")
    @api.depends_context("lang")
    def _compute_warning(self):
        for account in self:
            account.warning = " ".join(account._conflicts())

    def _conflicts(self):
        """Sentences on what keeps the bank from paying to the account."""
        number = self.number or ""
        if not (number.isdecimal() and 10 <= len(number) <= 32):
            yield self.env._("The account number doesn't have 10 to 32 digits.")
        elif is_card_doubtful(number):
            yield self.env._("The card number's check digit is wrong.")
        names = {clean_name(self.resident_id.name), clean_name(self.agent_name)}
        if self.holder and clean_name(self.holder) not in names:
            yield self.env._("The holder is neither the person nor the agent.")
