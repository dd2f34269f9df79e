from odoo import api, fields, models

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import CLERK, HEAD

#: Of these the bureau still has something to do with.
LIVING = ("normal", "suspended", "deregistering")
#: States in which the organization is one no more.
ENDED = ("deregistered", "annulled", "revoked")


class CivilSocialOrg(models.Model):
    """A social organization on the register (社会组织).

    It is an organization with what its registration says, its officers, its term, its
    years and what came of the yearly inspections.
    """

    _name = "civil.social.org"
    _description = "Social Organization"
    _inherits = {"civil.organization": "organization_id"}
    _inherit = [
        "civil.workflow.mixin",
        "civil.social.party",
        "civil.social.org.lock",
        "civil.social.org.term",
        "civil.social.org.grade",
        "civil.social.org.money",
        "civil.social.org.findings",
        "civil.social.org.dormant",
        "civil.social.org.hints",
        "civil.social.org.inspection",
        "civil.social.org.desk",
        "civil.todo.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "term_until, id"
    _mail_post_access = "read"
    _guarded = ("state_reason",)

    _transitions = (
        Transition("normal", "suspended", group=HEAD),
        Transition("suspended", "normal", group=HEAD),
        # With a case only: deregistration, annulment, revocation.
        Transition(("normal", "suspended"), "deregistering", group=CLERK),
        Transition("deregistering", "normal", group=HEAD),
        Transition(LIVING, "deregistered", group=HEAD, guard="_guard_end"),
        Transition(LIVING, "annulled", group=HEAD, guard="_guard_end"),
        Transition(LIVING, "revoked", group=HEAD, guard="_guard_end"),
    )

    organization_id = fields.Many2one(
        "civil.organization", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    town_id = fields.Many2one(related="organization_id.town_id", store=True, index=True)
    user_id = fields.Many2one(
        "res.users", string="Responsible", index="btree_not_null", tracking=True
    )
    kind_id = fields.Many2one(
        "civil.social.org.kind", required=True, index=True, ondelete="restrict"
    )
    kind_code = fields.Char(related="kind_id.code", string="Code of the Kind")
    category_id = fields.Many2one(
        "civil.social.category",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('kind_id', '=', kind_id)]",
        tracking=True,
    )
    industry = fields.Selection(
        [
            ("technology", "Science and Technology"),
            ("industry", "Industrial Development"),
            ("business", "Services to Commerce"),
            ("residents", "Services to Residents"),
            ("charity", "Public Benefit and Charity"),
        ],
        index=True,
        help="The five classes that are fostered first.",
    )
    state = fields.Selection(
        [
            ("normal", "Normal"),
            ("suspended", "Activities Suspended"),
            ("deregistering", "In Liquidation"),
            ("deregistered", "Deregistered"),
            ("annulled", "Registration Annulled"),
            ("revoked", "Certificate Revoked"),
        ],
        default="normal",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )
    state_reason = fields.Text(
        string="Reason of the State",
        readonly=True,
        copy=False,
        help="Why activities were suspended or the registration ended.",
    )
    registration_date = fields.Date(string="Registered on", index=True, tracking=True)
    registration_no = fields.Char(string="Certificate Number", tracking=True)
    certificate_from = fields.Date(string="Certificate Valid from")
    certificate_until = fields.Date(string="Certificate Valid until", index=True)
    registration_authority = fields.Char(
        default=lambda self: self.env.company.name,
        help="Who grants the registration; in many districts not the bureau.",
    )
    supervision_authority = fields.Char(default=lambda self: self.env.company.name)
    supervisor_type = fields.Selection(
        [
            ("dual", "Registrar and Supervisor"),
            ("direct", "Registered Directly"),
            ("decoupled", "Decoupled"),
        ],
        string="Kind of Supervision",
        default="dual",
        required=True,
        index=True,
        tracking=True,
        help="Organizations registered directly and decoupled trade associations have "
        "a department for their trade instead of a supervising one.",
    )
    supervisor_id = fields.Many2one(
        "civil.organization",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="The supervising department; the department for the trade where there "
        "is none.",
    )
    purpose = fields.Text()
    scope = fields.Text(string="Scope of Business")
    area = fields.Char(string="Area of Activity")
    registered_fund = fields.Monetary(
        tracking=True, help="Activity fund, opening fund or original fund, in yuan."
    )
    unit_members = fields.Integer(string="Members That Are Units")
    individual_members = fields.Integer(string="Members That Are Persons")
    staff_count = fields.Integer(string="Staff")
    full_time_count = fields.Integer(string="Full-time Staff")
    is_charity = fields.Boolean(string="Charity", index=True)
    may_raise_funds = fields.Boolean(
        string="Public Fundraising", help="It has the right to raise funds publicly."
    )
    last_activity_date = fields.Date(string="Last Activity", index=True, tracking=True)
    code_found = fields.Char(
        string="Credit Code as Found",
        readonly=True,
        copy=False,
        help="A credit code that is none, as a file has it, until it is put right.",
    )

    officer_ids = fields.One2many("civil.social.officer", "org_id", string="Officers")
    branch_ids = fields.One2many("civil.social.branch", "org_id", string="Branches")
    dues_ids = fields.One2many("civil.social.dues", "org_id")
    fee_ids = fields.One2many("civil.social.fee", "org_id", string="Fees")
    year_ids = fields.One2many("civil.social.org.year", "org_id", string="Years")
    result_ids = fields.One2many(
        "civil.social.org.result", "org_id", string="Yearly Inspections"
    )
    filing_ids = fields.One2many("civil.social.filing", "org_id", string="Filings")
    account_ids = fields.One2many(
        "civil.social.account", "org_id", string="Bank Accounts"
    )
    extension_ids = fields.One2many(
        "civil.social.extension", "org_id", string="Extensions of the Term"
    )
    listing_ids = fields.One2many("civil.social.listing", "org_id", string="Lists")
    correction_ids = fields.One2many(
        "civil.social.correction", "org_id", string="Corrections"
    )
    legal_officer_id = fields.Many2one(
        "civil.social.officer",
        string="Legal Representative on File",
        compute="_compute_legal_officer_id",
    )

    _organization_uniq = models.UniqueIndex(
        "(organization_id)",
        "This organization is already on record as a social organization.",
    )
    _numbers_not_negative = models.Constraint(
        "CHECK (registered_fund >= 0 AND unit_members >= 0 AND individual_members >= 0"
        " AND staff_count >= 0 AND full_time_count >= 0)",
        "Funds, members and staff can't be below 0.",
    )
    _full_time_are_staff = models.Constraint(
        "CHECK (full_time_count <= staff_count OR staff_count = 0)",
        "There can't be more full-time staff than staff.",
    )
    _certificate_days = models.Constraint(
        "CHECK (certificate_until >= certificate_from)",
        "A certificate can't end before it begins.",
    )

    @api.depends("officer_ids.is_legal_representative", "officer_ids.date_to")
    def _compute_legal_officer_id(self):
        for org in self:
            org.legal_officer_id = org.officer_ids.filtered(
                lambda officer: officer.is_legal_representative and officer.is_in_office
            )[:1]

    @api.model_create_multi
    def create(self, vals_list):
        """Let each organization be of the kind of social organizations."""
        kind = self.env.ref("civil_organization.kind_social_organization")
        orgs = super().create(vals_list)
        parents = orgs.organization_id.filtered(lambda one: kind not in one.kind_ids)
        parents.write({"kind_ids": [fields.Command.link(kind.id)]})
        return orgs

    @api.model
    def _search_display_name(self, operator, value):
        """Find by whatever finds the organization: name, initials, credit code."""
        return [("organization_id.display_name", operator, value)]

    # -- states ------------------------------------------------------------------

    def _guard_end(self):
        if not self.end_date:
            return self.env._("say on which day it ends first")
        return False

    def _begin_liquidation(self):
        """Let the organizations be in liquidation, with their case."""
        self._transition("deregistering")

    def _end(self, state, day, reason):
        """End the registration, with the case that decided it.

        The names are blocked for the time that the rules give, and the
        organizations cease to exist on the register of organizations.

        :param str state: ``deregistered``, ``annulled`` or ``revoked``
        :param date day: the last day
        :param str reason: why, with the number of the decision
        """
        for org in self:
            org.organization_id.end_date = day
            org._write_guarded({"state_reason": reason})
        self._transition(state)
        self._give_up_names(day, "ended" if state == "deregistered" else "revoked")
        living = self.organization_id.filtered(lambda one: one.state == "active")
        living._transition("ceased")

    def _give_up_names(self, day, cause):
        """Keep the present names as given up on ``day``."""
        names = self.env["civil.social.name.former"].sudo()
        names.create(
            [
                {
                    "name": org.name,
                    "kind_id": org.kind_id.id,
                    "cause": cause,
                    "date": day,
                    "org_id": org.id,
                    "division_id": org.division_id.id,
                }
                for org in self
            ]
        )

    # -- buttons -----------------------------------------------------------------

    def action_ask_suspend(self):
        """Ask why, then suspend the activities of the organizations."""
        reasons = self.env["civil.social.reason"]
        return reasons._open(self, "action_suspend", self.env._("Suspend Activities"))

    def action_suspend(self, reason):
        """Suspend the activities (限期停止活动).

        :param str reason: why, with the number of the decision
        """
        self._refuse_reasons(self._refusal_reasons("suspended"))
        self.check_access("write")
        self._write_guarded({"state_reason": (reason or "").strip()})
        self._transition("suspended")

    def action_resume(self):
        """Let the organizations resume their activities."""
        self._transition("normal")
