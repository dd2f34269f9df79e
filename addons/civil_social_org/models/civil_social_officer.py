from odoo import api, fields, models

from odoo.addons.civil_base.tools.text import clean_code, clean_name
from odoo.addons.civil_resident.tools.identity import parse_identity


class CivilSocialOfficer(models.Model):
    """An officer of a social organization (负责人): president, head, supervisor …

    The identity number tells people apart; it is shown masked. What stands against an
    officer is told by ``civil.social.officer.check``.
    """

    _name = "civil.social.officer"
    _description = "Officer of a Social Organization"
    _inherit = ["civil.identity.mixin", "civil.social.officer.check", "mail.thread"]
    _order = "org_id, is_legal_representative desc, sequence, date_from desc, id"
    _mail_post_access = "read"

    sequence = fields.Integer(default=10)
    org_id = fields.Many2one(
        "civil.social.org",
        string="Organization",
        required=True,
        index=True,
        ondelete="cascade",
    )
    division_id = fields.Many2one(related="org_id.division_id", store=True, index=True)
    company_id = fields.Many2one(related="org_id.company_id", store=True, index=True)
    name = fields.Char(string="Person", required=True, index="trigram", tracking=True)
    identity_number = fields.Char(index="btree_not_null")
    identity_valid = fields.Boolean(
        string="Number Fits",
        compute="_compute_identity_valid",
        store=True,
        compute_sudo=True,
    )
    birth_date = fields.Date(
        compute="_compute_birth_date", store=True, readonly=False, compute_sudo=True
    )
    post = fields.Selection(
        [
            ("president", "President"),
            ("vice_president", "Vice President"),
            ("chair", "Chair of the Board"),
            ("vice_chair", "Vice Chair of the Board"),
            ("secretary_general", "Secretary-General"),
            ("head_of_unit", "Head of the Unit"),
            ("director", "Director"),
            ("chief_supervisor", "Chief Supervisor"),
            ("supervisor", "Supervisor"),
        ],
        required=True,
        default="president",
        tracking=True,
    )
    is_legal_representative = fields.Boolean(
        string="Legal Representative", index=True, tracking=True
    )
    phone = fields.Char()
    political_status = fields.Selection(
        [
            ("party", "Party Member"),
            ("league", "League Member"),
            ("other_party", "Member of Another Party"),
            ("none", "No Party"),
        ]
    )
    employer = fields.Char(string="Employer and Post There")
    elected_on = fields.Date(tracking=True)
    date_from = fields.Date(string="In Office from", tracking=True)
    date_to = fields.Date(string="Term Ends on", tracking=True)
    left_on = fields.Date(tracking=True, help="The day on which the office ended.")
    term_count = fields.Integer(
        string="Terms in a Row",
        default=1,
        help="How many terms in a row, this one counted.",
    )
    is_civil_servant = fields.Boolean(string="Serving Civil Servant")
    is_retired_cadre = fields.Boolean(string="Retired Leading Cadre")
    is_paid = fields.Boolean(string="Paid by the Organization")
    is_barred = fields.Boolean(
        string="Barred by Law",
        help="Deprived of political rights by a criminal judgment now or once, or "
        "without full civil capacity: 《社会团体登记管理条例》第十三条.",
    )
    approval_no = fields.Char(
        string="Number of the Approval",
        help="Of the authority that manages cadres.",
    )
    exception_reason = fields.Text(
        string="Reason of the Exception",
        help="Why the officer holds the office in spite of what stands against it.",
    )
    filed_on = fields.Date(
        help="The day on which the officer was filed; due within the time set after "
        "the election."
    )
    is_in_office = fields.Boolean(
        compute="_compute_is_in_office", search="_search_is_in_office"
    )
    active = fields.Boolean(default=True)

    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A term can't end before it begins."
    )
    _term_count_positive = models.Constraint(
        "CHECK (term_count >= 1)", "The first term is number 1."
    )
    _one_legal_representative = models.UniqueIndex(
        "(org_id) WHERE is_legal_representative AND left_on IS NULL AND active",
        "The organization has a legal representative already: let that one's office "
        "end first.",
    )

    @api.depends("left_on")
    @api.depends_context("tz")
    def _compute_is_in_office(self):
        today = fields.Date.context_today(self)
        for officer in self:
            officer.is_in_office = not officer.left_on or officer.left_on > today

    def _search_is_in_office(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        inside = fields.Domain("left_on", "=", False) | fields.Domain(
            "left_on", ">", today
        )
        return fields.Domain.OR(inside if wanted else ~inside for wanted in value)

    @api.depends("identity_number")
    def _compute_identity_valid(self):
        for officer in self:
            officer.identity_valid = officer._parse_identity().valid

    @api.depends("identity_number")
    def _compute_birth_date(self):
        for officer in self:
            born = officer._parse_identity().birth_date
            officer.birth_date = born or officer.birth_date

    def _parse_identity(self):
        return parse_identity(
            self.identity_number or "", fields.Date.context_today(self)
        )

    @api.depends("name", "org_id", "post")
    def _compute_display_name(self):
        posts = dict(self._fields["post"]._description_selection(self.env))
        for officer in self:
            post = posts.get(officer.post, "")
            officer.display_name = f"{officer.name or ''} {post}".strip()

    @api.model
    def _cleaned(self, vals):
        vals = dict(vals)
        if vals.get("name"):
            vals["name"] = clean_name(vals["name"])
        if vals.get("identity_number"):
            vals["identity_number"] = clean_code(vals["identity_number"])
        return vals

    @api.model_create_multi
    def create(self, vals_list):
        """Check who becomes an officer, and let the organization name its head."""
        officers = super().create([self._cleaned(vals) for vals in vals_list])
        officers._guard_election()
        officers._name_representatives()
        return officers

    def write(self, vals):
        """Check again what decides about an office."""
        self._guard_representation(vals)
        result = super().write(self._cleaned(vals))
        if not self._checked_fields().isdisjoint(vals):
            self._guard_election()
        if not {"name", "is_legal_representative", "left_on"}.isdisjoint(vals):
            self._name_representatives()
        return result

    def action_open_check(self):
        """Show the officer with what stands against the office."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }
