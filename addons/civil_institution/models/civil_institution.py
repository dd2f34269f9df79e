from odoo import api, fields, models

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.text import clean_code

from ..tools.cells import PREFIXES
from ..tools.roles import CLERK, HEAD
from .civil_institution_filed import FILED

#: Kinds of organizations by legal form.
_ORGANIZATION_KINDS = {
    "public_institution": "civil_organization.kind_public_institution",
    "private_unit": "civil_organization.kind_social_organization",
    "enterprise": "civil_organization.kind_enterprise",
}


class CivilInstitution(models.Model):
    """A welfare institution (民政服务机构): a home for elders, children, destitute.

    It is an organization with its filing, papers, beds, staff and contracts. It may
    open once it is registered and files within days of the first admission; fewer
    beds than the law asks for can't be filed.

    Source: 《养老机构管理办法》（民政部令第66号）; 《老年人权益保障法》 art. 43.
    """

    _name = "civil.institution"
    _description = "Welfare Institution"
    _inherits = {"civil.organization": "organization_id"}
    _inherit = [
        "civil.workflow.mixin",
        "civil.institution.filing",
        "civil.institution.filed",
        "civil.institution.projects",
        "civil.institution.beds",
        "civil.institution.ratio",
        "civil.institution.rated",
        "civil.institution.findings",
        "civil.institution.inspection",
        "civil.todo.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "town_id, id"
    _mail_post_access = "read"
    #: What only the steps of the filing and the ratings write.
    _guarded = (
        "filing_no",
        "filing_date",
        "filed_facts",
        "correction_note",
        "rating_level",
        "rating_until",
    )
    _todo_triggers = (
        "state",
        "first_admission_on",
        "filing_date",
        "first_checked_on",
        "discovered_on",
        *FILED,
    )

    _transitions = (
        Transition("registered", "filing", CLERK, guard="_guard_filing"),
        Transition("filing", "to_correct", CLERK),
        Transition("to_correct", "filing", CLERK, guard="_guard_filing"),
        Transition(
            "filing", "filed", CLERK, guard="_guard_filing", effect="_give_filing"
        ),
        # What was filed before it came on record here.
        Transition("registered", "filed", CLERK, guard="_guard_beds", name="known"),
        Transition("filed", "suspended", HEAD, guard="_guard_suspend"),
        Transition("suspended", "filed", HEAD, guard="_guard_beds", name="resume"),
        Transition(("filed", "suspended"), "closed", HEAD, guard="_guard_close"),
        Transition(
            ("registered", "filing", "to_correct"),
            "closed",
            HEAD,
            guard="_guard_close_unfiled",
        ),
    )

    organization_id = fields.Many2one(
        "civil.organization", required=True, index=True, ondelete="restrict"
    )
    town_id = fields.Many2one(related="organization_id.town_id", store=True, index=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        "res.users", string="Responsible", index="btree_not_null", tracking=True
    )
    user_ids = fields.Many2many(
        "res.users",
        "civil_institution_user_rel",
        "institution_id",
        "user_id",
        string="Staff with Access",
        help="Users of the institution itself: they see this institution only.",
    )
    kind_id = fields.Many2one(
        "civil.institution.kind", required=True, index=True, ondelete="restrict"
    )
    serves_elders = fields.Boolean(related="kind_id.serves_elders")
    serves_children = fields.Boolean(related="kind_id.serves_children")
    serves_destitute = fields.Boolean(related="kind_id.serves_destitute")
    legal_form = fields.Selection(
        [
            ("public_institution", "Public Institution"),
            ("private_unit", "Private Non-enterprise Unit"),
            ("enterprise", "Enterprise"),
        ],
        index=True,
        tracking=True,
    )
    ownership = fields.Selection(
        [
            ("public", "Public"),
            ("public_private", "Publicly Built, Privately Run"),
            ("private_aided", "Private with Public Aid"),
            ("private", "Private"),
        ],
        index=True,
        tracking=True,
    )
    state = fields.Selection(
        [
            ("registered", "Registered, Not Filed"),
            ("filing", "Filing"),
            ("to_correct", "To Correct"),
            ("filed", "Filed"),
            ("suspended", "Suspended"),
            ("closed", "Closed"),
        ],
        default="registered",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )
    is_direct = fields.Boolean(
        string="Managed by the District Directly", index=True, tracking=True
    )
    is_rectifying = fields.Boolean(
        string="Put Right within a Limit", index=True, tracking=True
    )
    is_watched = fields.Boolean(string="Under Close Watch", index=True, tracking=True)
    registration_organ = fields.Char()
    registration_date = fields.Date(string="Registered on")
    director = fields.Char(tracking=True)
    premises_title = fields.Selection(
        [("own", "Own"), ("lease", "Leased"), ("free", "Free Use")]
    )
    premises_until = fields.Date(string="Premises until")
    floor_area = fields.Float(string="Land (m²)", digits=(12, 2))
    building_area = fields.Float(string="Buildings (m²)", digits=(12, 2))
    latitude = fields.Float(digits=(10, 7))
    longitude = fields.Float(digits=(10, 7))
    resident_count = fields.Integer(
        string="Residents", tracking=True, help="As last reported."
    )
    last_self_check = fields.Date(
        string="Last Self-check", help="First day of the month it was made for."
    )
    last_checked_on = fields.Date(string="Last District Check", tracking=True)
    paper_ids = fields.One2many("civil.institution.paper", "institution_id")
    staff_ids = fields.One2many("civil.institution.staff", "institution_id")
    contract_ids = fields.One2many("civil.institution.contract", "institution_id")
    building_ids = fields.One2many("civil.institution.building", "institution_id")

    _organization_uniq = models.UniqueIndex(
        "(organization_id)", "This organization is already on record as an institution."
    )
    _numbers_not_negative = models.Constraint(
        "CHECK (resident_count >= 0 AND floor_area >= 0 AND building_area >= 0)",
        "Residents and areas can't be below 0.",
    )

    @api.depends("legal_form", "credit_code")
    def _compute_code_warning(self):
        for home in self:
            prefix = PREFIXES.get(home.legal_form)
            code = clean_code(home.credit_code or "")
            home.code_warning = bool(prefix and code) and not code.startswith(prefix)

    code_warning = fields.Boolean(
        string="Credit Code Doesn't Fit the Legal Form", compute="_compute_code_warning"
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Let each organization be of the kind that fits its legal form."""
        for vals in vals_list:
            kind = _ORGANIZATION_KINDS.get(vals.get("legal_form"))
            if kind and not vals.get("organization_id") and not vals.get("kind_ids"):
                vals["kind_ids"] = [fields.Command.link(self.env.ref(kind).id)]
        return super().create(vals_list)

    @api.model
    def _search_display_name(self, operator, value):
        """Find by whatever finds the organization: name, initials, credit code."""
        return [("organization_id.display_name", operator, value)]

    # -- buttons -----------------------------------------------------------------

    def action_open_beds(self):
        """Show the beds of the institution."""
        return self._open("civil_institution_bed_action")

    def action_open_staff(self):
        """Show the staff of the institution."""
        return self._open("civil_institution_staff_action")

    def action_open_papers(self):
        """Show the papers of the institution."""
        return self._open("civil_institution_paper_action")

    def action_open_cases(self):
        """Show the cases about the institution; a new one is about it, too."""
        return {
            **self._open("civil_institution_case_action"),
            "context": {
                "default_institution_id": self.id,
                "default_party_type": "organization",
                "default_organization_id": self.organization_id.id,
                "default_division_id": self.division_id.id,
            },
        }

    def _open(self, name):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"civil_institution.{name}"
        )
        return {
            **action,
            "domain": [("institution_id", "=", self.id)],
            "context": {"default_institution_id": self.id},
        }
