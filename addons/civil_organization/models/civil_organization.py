from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.text import clean_code, clean_official

from ..tools.credit_code import (
    code_problem,
    is_inner_check_doubtful,
    name_initials,
    name_key,
)

CLERK = "civil_organization.group_clerk"


class CivilOrganization(models.Model):
    """An organization that the bureau deals with (单位档案).

    Shops, homes, cemeteries and social organizations are such records with more
    beside them: their models link one by ``_inherits``. What an organization is
    is told by its kinds; one may be several things at once.
    """

    _name = "civil.organization"
    _description = "Organization"
    _inherit = ["civil.workflow.mixin", "civil.division.mixin", "mail.thread"]
    _order = "name, id"
    _transitions = (
        Transition("active", "ceased", CLERK, guard="_cease_refusal"),
        Transition("ceased", "active", CLERK, effect="_forget_end"),
    )

    name = fields.Char(required=True, index="trigram", tracking=True)
    name_key = fields.Char(compute="_compute_name_key", store=True, index=True)
    pinyin_initials = fields.Char(
        compute="_compute_name_key",
        store=True,
        index=True,
        help="First letters of the name's syllables, to find the organization by.",
    )
    credit_code = fields.Char(
        string="Unified Social Credit Code",
        tracking=True,
        copy=False,
        help="18 characters; spaces and full-width characters are taken out.",
    )
    kind_ids = fields.Many2many("civil.organization.kind", string="Kinds")
    legal_representative = fields.Char(
        string="Legal Representative or Head", tracking=True
    )
    phone = fields.Char()
    address = fields.Char(tracking=True)
    start_date = fields.Date(string="Founded on")
    end_date = fields.Date(string="Ceased on", copy=False, tracking=True)
    state = fields.Selection(
        [("active", "Active"), ("ceased", "Ceased")],
        default="active",
        required=True,
        copy=False,
        tracking=True,
    )
    payee_partner_id = fields.Many2one(
        "res.partner",
        string="Account Holder",
        domain="[('is_company', '=', True)]",
        ondelete="restrict",
        index="btree_not_null",
        help="The contact with the bank account to which settlements are paid.",
    )
    note = fields.Text()
    warning = fields.Text(
        string="To Check",
        compute="_compute_warning",
        help="What is unusual about the record, though not refused.",
    )
    active = fields.Boolean(default=True, copy=False)

    _credit_code_uniq = models.UniqueIndex(
        "(credit_code)", "An organization with this credit code is already there."
    )
    _dates_check = models.Constraint(
        "CHECK (end_date IS NULL OR start_date IS NULL OR end_date >= start_date)",
        "The organization can't have ceased before it was founded.",
    )

    @api.depends("name")
    def _compute_name_key(self):
        for organization in self:
            organization.name_key = name_key(organization.name)
            organization.pinyin_initials = name_initials(organization.name)

    @api.depends("name", "credit_code", "kind_ids")
    def _compute_warning(self):
        for organization in self:
            found = organization._warnings()
            organization.warning = "\n".join(found) or False

    def _warnings(self):
        """Return sentences on what is unusual about the single record."""
        found = []
        if twins := self._near_duplicates():
            found.append(
                self.env._(
                    "There are organizations with nearly the same name: %(names)s.",
                    names="、".join(twins.mapped("name")),
                )
            )
        code = clean_code(self.credit_code or "")
        if code and not code_problem(code):
            expected = self._expected_prefixes()
            if expected and not code.startswith(tuple(expected)):
                found.append(
                    self.env._(
                        "Credit codes of %(kinds)s begin with %(prefixes)s, this one "
                        "with %(prefix)s.",
                        kinds="、".join(self.kind_ids.mapped("name")),
                        prefixes="、".join(expected),
                        prefix=code[:2],
                    )
                )
            if is_inner_check_doubtful(code):
                found.append(
                    self.env._(
                        "The organization code inside the credit code fails its own "
                        "check: compare with the certificate."
                    )
                )
        return found

    def _near_duplicates(self):
        """Return others, among those that the user sees, spelled nearly alike."""
        key = name_key(self.name)
        if not key:
            return self.browse()
        return self.search(
            Domain("name_key", "=", key) & Domain("id", "!=", self._origin.id),
            limit=5,
        )

    def _expected_prefixes(self):
        """Return the beginnings that the kinds allow; none where one allows any."""
        prefixes = [kind.credit_code_prefixes for kind in self.kind_ids]
        if not all(prefixes):
            return []
        parts = (part.strip() for text in prefixes for part in text.split(","))
        return sorted(set(filter(None, parts)))

    @api.constrains("credit_code")
    def _check_credit_code(self):
        for organization in self:
            if problem := code_problem(organization.credit_code or ""):
                raise ValidationError(
                    self.env._(
                        "%(name)s: the unified social credit code %(code)s %(why)s",
                        name=organization.name,
                        code=organization.credit_code,
                        why=self._code_problems()[problem],
                    )
                )

    @api.model
    def _code_problems(self):
        """Return ``{key of a problem: the end of a sentence}``."""
        return {
            "spreadsheet_number": self.env._("was spoiled by a spreadsheet."),
            "length": self.env._("doesn't have 18 characters."),
            "characters": self.env._(
                "has a character that doesn't occur there (I, O, S, V and Z never do)."
            ),
            "check": self.env._(
                "isn't right: its last character doesn't fit the others. Compare it "
                "with the certificate."
            ),
        }

    @api.onchange("credit_code", "name")
    def _onchange_text(self):
        self.credit_code = clean_code(self.credit_code or "") or False
        self.name = clean_official(self.name or "") or False

    # -- keeping texts in one form -------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._cleaned(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._cleaned(vals))

    @api.model
    def _cleaned(self, vals):
        """Return ``vals`` with code and name as they are kept."""
        vals = dict(vals)
        if "credit_code" in vals:
            vals["credit_code"] = clean_code(vals["credit_code"] or "") or False
        if vals.get("name"):
            vals["name"] = clean_official(vals["name"])
        return vals

    # -- buttons ---------------------------------------------------------------------

    def action_cease(self):
        """Note that the organizations no longer exist."""
        self._transition("ceased")

    def action_reactivate(self):
        """Take back that the organizations ceased."""
        self._transition("active")

    def _cease_refusal(self):
        if not self.end_date:
            return self.env._("enter on which day it ceased first")
        return False

    def _forget_end(self):
        self.end_date = False
