import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from .civil_case_kind import ACTIONS, HANDLER, NAMING

_CODE = re.compile(r"[a-z][a-z0-9_]*")


class CivilLicenseKind(models.Model):
    """A kind of license (证照种类): what is printed, how long it holds, who issues it.

    Business addons bring their kinds as data; nothing of a business is in code here.
    Months and days are dated parameters: the kind names their codes.
    """

    _name = "civil.license.kind"
    _description = "License Kind"
    _order = "sequence, code"
    _check_company_auto = True

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True, help="How programs call it.")
    name = fields.Char(required=True, translate=True)
    title = fields.Char(
        string="Title on Paper",
        required=True,
        help="What stands at the top of the certificate, such as XX经营许可证.",
    )
    issuer = fields.Char(
        required=True,
        default=lambda self: self.env.company.name,
        help="The organ that stands under the certificate and whose seal it bears.",
    )
    legal_basis = fields.Char(help="The law or regulation that requires the license.")
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    department_id = fields.Many2one("civil.department", ondelete="restrict")
    group_ids = fields.Many2many(
        "res.groups",
        string="Visible to",
        help="Only members of one of these groups see licenses of the kind; "
        "everybody who works with licenses if empty.",
    )
    numbering_id = fields.Many2one(
        "civil.numbering", required=True, ondelete="restrict"
    )
    has_term = fields.Boolean(
        string="Holds for a Term", default=True, help="Otherwise it holds for good."
    )
    term_parameter = fields.Char(
        default="license.term_months",
        help="Code of the parameter that says for how many months it holds.",
    )
    renewal_open_parameter = fields.Char(
        string="Renewal from",
        default="license.renewal_open_days",
        help="Code of the parameter that says how many days before expiry renewal "
        "may be applied for at the earliest.",
    )
    renewal_close_parameter = fields.Char(
        string="Renewal until",
        default="license.renewal_close_days",
        help="Code of the parameter that says how many days before expiry renewal "
        "has to be applied for at the latest; afterwards a new license is needed.",
    )
    reminder_parameter = fields.Char(
        string="Reminder",
        default="license.reminder_days",
        help="Code of the parameter that says how many days before expiry the "
        "bureau is reminded.",
    )
    has_annual_check = fields.Boolean(string="Annual Check")
    annual_check_parameter = fields.Char(
        default="license.annual_check_due",
        help="Code of the parameter that says by which day (MM-DD) of the next year "
        "a year has to be checked.",
    )
    is_single = fields.Boolean(
        string="One for Each Holder",
        help="Whoever holds a license of the kind can't be given a second one.",
    )
    copy_count = fields.Integer(
        string="Copies", default=1, help="How many copies (副本) are printed."
    )
    conditions = fields.Text(
        translate=True, help="What an applicant has to fulfil, one condition a line."
    )
    visit_item_ids = fields.One2many(
        "civil.license.visit.item", "kind_id", string="Checked on Site"
    )
    field_ids = fields.One2many(
        "civil.license.kind.field", "kind_id", string="Printed Fields"
    )
    case_kind_ids = fields.One2many(
        "civil.case.kind", "license_kind_id", string="Matters"
    )
    license_ids = fields.One2many("civil.license", "kind_id", string="Licenses")
    license_count = fields.Integer(compute="_compute_license_count")
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code)", "There is already a kind of license with this code."
    )
    _copy_count_check = models.Constraint(
        "CHECK (copy_count BETWEEN 0 AND 20)",
        "Between 0 and 20 copies of a license can be printed.",
    )

    @api.depends("license_ids")
    def _compute_license_count(self):
        counts = dict(
            self.env["civil.license"]._read_group(
                [("kind_id", "in", self.ids)], ["kind_id"], ["__count"]
            )
        )
        for kind in self:
            kind.license_count = counts.get(kind, 0)

    @api.constrains("code")
    def _check_code(self):
        for kind in self:
            if not _CODE.fullmatch(kind.code):
                raise ValidationError(
                    self.env._(
                        "The code %(code)s may hold small letters, digits and "
                        "underscores only.",
                        code=kind.code,
                    )
                )

    def _parameter(self, name, on, division=None):
        """Return the value of the parameter that the kind names for ``name``.

        :param str name: ``term``, ``renewal_open``, ``renewal_close``, ``reminder``
            or ``annual_check``
        :param date on: the day on which the value has to hold
        :raises UserError: no value holds on that day
        """
        self.ensure_one()
        code = self[f"{name}_parameter"]
        return self.env["civil.parameter"]._get(code, on, division)

    def _next_number(self, on, division):
        """Return the number of the next license, gap-free within its pattern.

        The pattern may hold ``{year}``, ``{month}``, ``{division}`` (the district's
        six digits) and ``{seq}``.
        """
        self.ensure_one()
        return self.env["civil.numbering"]._next(
            self.sudo().numbering_id.code,
            year=on.year,
            month=f"{on.month:02d}",
            division=division.code[:6],
        )

    def action_make_matters(self):
        """Set up the matters that can be applied for, where they are missing."""
        self.check_access("write")
        # Who keeps kinds of licenses needn't keep kinds of cases.
        matters = self.env["civil.case.kind"].sudo()
        for kind in self:
            known = set(kind.sudo().case_kind_ids.mapped("license_action"))
            matters.create(
                [
                    kind._matter(action)
                    for action, _label in ACTIONS
                    if action not in known
                ]
            )
        self._name_matters()
        return True

    def _name_matters(self):
        """Name matters after the license, in every language; write what differs."""
        for code, _name in self.env["res.lang"].get_installed():
            for kind in self.sudo().with_context(lang=code):
                matters = kind.with_context(active_test=False).case_kind_ids
                for matter in matters.filtered("named_after_license"):
                    name = kind._matter_name(matter.license_action)
                    if matter.name != name:
                        NAMING.opened(matter).name = name

    def _matter_name(self, action):
        matters = self.env["civil.case.kind"]
        labels = dict(
            matters._fields["license_action"]._description_selection(self.env)
        )
        return self.env._(
            "%(license)s: %(action)s", license=self.name, action=labels[action]
        )

    def write(self, vals):
        """Let the matters' names follow."""
        result = super().write(vals)
        if "name" in vals:
            self._name_matters()
        return result

    def _register_hook(self):
        """Let names follow translations that were loaded meanwhile."""
        result = super()._register_hook()
        self.sudo().with_context(active_test=False).search([])._name_matters()
        return result

    def _matter(self, action):
        """Return the values of the case kind for one purpose."""
        return {
            "code": f"{self.code}_{action}",
            "name": self._matter_name(action),
            "named_after_license": True,
            "handler": HANDLER,
            "license_kind_id": self.id,
            "license_action": action,
            "department_id": self.department_id.id,
            "group_ids": [Command.set(self.group_ids.ids)],
            "needs_visit": action == "new" and bool(self.visit_item_ids),
        }

    def action_view_licenses(self):
        """Open the licenses of the kind."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_license.civil_license_action"
        )
        return {**action, "domain": [("kind_id", "=", self.id)], "context": {}}
