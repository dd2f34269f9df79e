import re

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.civil_base.tools.text import clean_code
from odoo.addons.civil_resident.tools.identity import mask, mask_account

PERSONAL_DATA = "civil_base.group_personal_data"
#: How long an account number may be, as the agent banks' layouts say.
ACCOUNT_PATTERN = r"[0-9]{10,32}"
#: Residents found who are named one by one in a search for what is about them.
FEW = 500


class CivilSubsidyPayee(models.AbstractModel):
    """A person named on a list to be paid, and the account that is named for it.

    A copy of what was said at the time, beside the link to the resident. Numbers are
    shown masked and typed into fields of their own, which always read back empty.
    """

    _name = "civil.subsidy.payee"
    _description = "Person Named for Payment"
    _inherit = ["civil.protected.mixin"]
    _protected_fields = {
        "identity_number": "identity_input",
        "account_number": "account_input",
    }

    name = fields.Char("Person's Name")
    resident_id = fields.Many2one("civil.resident", index="btree_not_null")
    identity_number = fields.Char(groups=PERSONAL_DATA)
    identity_input = fields.Char(
        string="New Identity Number",
        compute="_compute_inputs",
        inverse="_inverse_inputs",
        help="Type a number here to correct it; it is shown masked only.",
    )
    identity_masked = fields.Char(
        string="Masked Identity Number", compute="_compute_masked", compute_sudo=True
    )
    bank_name = fields.Char()
    account_number = fields.Char(groups=PERSONAL_DATA)
    account_input = fields.Char(
        string="New Account Number",
        compute="_compute_inputs",
        inverse="_inverse_inputs",
        help="Type a number here to correct it; it is shown masked only.",
    )
    account_masked = fields.Char(
        string="Masked Account Number", compute="_compute_masked", compute_sudo=True
    )
    account_holder = fields.Char()

    def _compute_inputs(self):
        for entry in self._protected_fields.values():
            self[entry] = False

    def _inverse_inputs(self):
        for record in self:
            typed = {
                name: record[entry]
                for name, entry in self._protected_fields.items()
                if record[entry]
            }
            if typed:
                # Open to people who may correct a number but not read it.
                record.sudo().write(typed)

    @api.depends("identity_number", "account_number")
    def _compute_masked(self):
        for record in self:
            record.identity_masked = mask(record.identity_number or "")
            record.account_masked = mask_account(record.account_number or "")

    @api.model
    def _search_display_name(self, operator, value):
        """Find by name, pinyin initials or the whole identity number."""
        residents = self.env["civil.resident"]._search_display_name(operator, value)
        if residents is NotImplemented:
            return NotImplemented
        known = self._of_residents(residents)
        unknown = Domain("resident_id", "=", False) & Domain("name", operator, value)
        if operator in Domain.NEGATIVE_OPERATORS:
            return known | unknown
        # Each of the two finds its rows by an index; for an OR all rows would be read.
        # Which of them may be seen is for the rules around this domain.
        found = SQL(" UNION ALL ").join(
            self._search(domain, bypass_access=True).subselect()
            for domain in (known, unknown)
        )
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%s IN (%s)", SQL.identifier(alias, "id"), found
            )
        )

    @api.model
    def _of_residents(self, residents):
        """Domain of what is about the residents of a domain.

        A few are named one by one: the database would guess wrong how many a search
        finds, and read the payments of years to compare them.
        """
        found = (
            self.env["civil.resident"]
            ._search(residents, limit=FEW + 1, active_test=False)
            .get_result_ids()
        )
        if len(found) <= FEW:
            return Domain("resident_id", "in", found)
        return Domain("resident_id", "any", residents)


def account_problem(value):
    """Why an account can't be paid to: ``missing``, ``invalid`` or False.

    >>> [account_problem(number) for number in ("6217002868975804123", "", "12-3")]
    [False, 'missing', 'invalid']
    """
    number = clean_code(value or "")
    if not number:
        return "missing"
    return False if re.fullmatch(ACCOUNT_PATTERN, number) else "invalid"
