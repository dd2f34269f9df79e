from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.todo import today

from ..tools.roles import CLERK, HEAD, HOME, INFORMANT
from ..tools.steps import BEFORE, OUTSIDE
from .civil_funeral_facts import PLACEMENTS

#: What the report says; free until it is sent in, corrected by a new node after.
REPORT = (
    "is_unknown",
    "deceased_name",
    "identity_input",
    "sex",
    "birth_date",
    "ethnicity",
    "address",
    "division_id",
    "is_local",
    "death_at",
    "death_place_kind",
    "death_place",
    "is_unnatural",
    "reporter_kind",
    "reporter_name",
    "reporter_phone",
    "reported_at",
    "home_id",
)
#: Numbers that only steps write; few may read them, so they aren't among the guarded.
NUMBERS = ("certificate_number", "host_identity")
_ANY = (INFORMANT, HOME, CLERK)


class CivilFuneralCase(models.Model):
    """One death from its report to the placed ashes, under one number (治丧办件).

    Every node is taken by a step of ``tools.steps`` and leaves a ``civil.funeral.node``
    that nobody changes; what was entered wrongly is corrected by another node.
    """

    _name = "civil.funeral.case"
    _description = "Funeral Case"
    _inherit = [
        "civil.workflow.mixin",
        "civil.clock.mixin",
        "civil.todo.mixin",
        "civil.document.mixin",
        "civil.protected.mixin",
        "civil.division.mixin",
        "civil.funeral.facts",
        "mail.thread",
    ]
    _order = "death_at desc, id desc"
    _mail_post_access = "read"

    _transitions = (
        Transition("reported", "certificate_pending", group=_ANY),
        Transition("certificate_pending", "transport_pending", group=_ANY),
        Transition(OUTSIDE, "in_home", group=HOME),
        Transition("in_home", "cremation_pending", group=HOME),
        Transition("cremation_pending", "cremated", group=HOME),
        Transition("cremated", "placement_pending", group=HOME),
        Transition("placement_pending", "placed", group=_ANY),
        Transition(
            ("transport_pending", "in_home"), "placed", group=CLERK, name="burial"
        ),
        Transition("placed", "closed", group=CLERK),
        Transition(BEFORE, "cancelled", group=HEAD),
        # The register of a funeral home says that it is done.
        Transition(BEFORE, "placement_pending", name="register"),
    )

    name = fields.Char(string="Number", readonly=True, copy=False, index="trigram")
    division_id = fields.Many2one(default=lambda self: self._default_division())
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    deceased_name = fields.Char(string="Deceased", index="trigram", tracking=True)
    is_unknown = fields.Boolean(
        string="Unknown Body", help="Nobody knows who it was; the police say so."
    )
    sex = fields.Selection([("male", "Male"), ("female", "Female")])
    birth_date = fields.Date()
    ethnicity = fields.Char(string="Ethnic Group")
    address = fields.Char()
    is_local = fields.Boolean(
        string="Registered Here",
        default=True,
        help="The household is registered in the district.",
    )
    home_id = fields.Many2one(
        "civil.organization",
        string="Funeral Home",
        domain="[('kind_ids.code', '=', 'funeral_home')]",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        default=lambda self: self._default_home(),
    )
    death_at = fields.Datetime(
        string="Died at",
        index=True,
        tracking=True,
        help="Of an unknown body: when it was found, if nothing better is known.",
    )
    death_date = fields.Date(
        string="Died on",
        compute="_compute_death_date",
        store=True,
        index=True,
        help="The day by the country's clock.",
    )
    death_place_kind = fields.Selection(
        [
            ("hospital", "Hospital"),
            ("home", "At Home"),
            ("institution", "Care Institution"),
            ("accident", "Place of an Accident"),
            ("other", "Other"),
        ],
        string="Kind of Place",
    )
    death_place = fields.Char(string="Place of Death")
    is_unnatural = fields.Boolean(
        string="Unnatural Death", help="The police have to consent to the cremation."
    )
    reporter_kind = fields.Selection(
        [
            ("hospital", "Hospital"),
            ("family", "Family"),
            ("informant", "Informant of the Village"),
            ("council", "Funeral Council"),
            ("police", "Police"),
            ("home", "Funeral Home"),
        ],
        string="Reported By",
        default="family",
    )
    reporter_name = fields.Char()
    reporter_phone = fields.Char(groups="civil_base.group_staff")
    reported_at = fields.Datetime(
        copy=False, help="Empty: when the report is sent in; the limits begin then."
    )
    must_cremate = fields.Boolean(
        string="Must Be Cremated",
        compute="_compute_must_cremate",
        store=True,
        compute_sudo=True,
        help="By the rule for the day and the place of the death.",
    )
    order_number = fields.Char(string="Order No.", readonly=True, copy=False)
    cremation_number = fields.Char(
        string="Cremation Certificate No.", readonly=True, copy=False
    )
    placement_kind = fields.Selection(selection_add=[PLACEMENTS[-1]])
    state = fields.Selection(
        [
            ("reported", "Reported"),
            ("certificate_pending", "Awaiting Certificate"),
            ("transport_pending", "Awaiting Transport"),
            ("in_home", "At the Home"),
            ("cremation_pending", "Awaiting Cremation"),
            ("cremated", "Cremated"),
            ("placement_pending", "Awaiting Placement"),
            ("placed", "Placed"),
            ("closed", "Closed"),
            ("cancelled", "Cancelled"),
        ],
        default="reported",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand="_expand_states",
    )
    node_ids = fields.One2many("civil.funeral.node", "case_id", string="Nodes")
    placement_ids = fields.One2many(
        "civil.funeral.placement", "case_id", string="Placements"
    )
    mark_ids = fields.One2many("civil.funeral.mark", "case_id", string="Marks")
    has_mark = fields.Boolean(
        string="Abnormal", compute="_compute_has_mark", store=True, compute_sudo=True
    )

    _name_uniq = models.UniqueIndex(
        "(name) WHERE name IS NOT NULL", "There is already a case with this number."
    )
    _cremation_number_uniq = models.UniqueIndex(
        "(cremation_number) WHERE cremation_number IS NOT NULL",
        "This cremation number is already taken.",
    )
    _desk_idx = models.Index("(state, due_at)")

    @api.model
    def _default_home(self):
        """The funeral home of the district; whoever sees more of them may choose."""
        # A village's informant doesn't see organizations of the district.
        homes = self.env["civil.organization"].sudo()
        return homes.search(
            [("kind_ids.code", "=", "funeral_home"), ("state", "=", "active")],
            order="id",
            limit=1,
        ).sudo(False)

    @api.model
    def _default_division(self):
        """The village of whoever looks after one only."""
        divisions = self.env.user.division_ids
        one = len(divisions) == 1 and divisions.level == "village"
        return divisions if one else divisions.browse()

    @api.model
    def _expand_states(self, states, domain):
        """The columns of the board: every node of the course, and what is found."""
        course = (*BEFORE, "cremated", "placement_pending", "placed")
        return [*course, *(state for state in states if state not in course)]

    @api.depends("death_at")
    def _compute_death_date(self):
        for case in self:
            case.death_date = case.death_at and today(case.death_at)

    @api.depends("death_at", "division_id.parent_path", "ethnicity")
    def _compute_must_cremate(self):
        zones = self.env["civil.funeral.zone"]
        for case in self:
            case.must_cremate = bool(case.death_at and case.division_id) and (
                zones._must_cremate(
                    case.division_id, today(case.death_at), case.ethnicity, case._origin
                )
            )

    @api.depends("mark_ids.state")
    def _compute_has_mark(self):
        for case in self:
            case.has_mark = "open" in case.mark_ids.mapped("state")

    @api.depends("name", "deceased_name")
    def _compute_display_name(self):
        for case in self:
            parts = (case.deceased_name, case.name)
            case.display_name = " ".join(filter(None, parts))

    @api.constrains("death_at", "birth_date", "reported_at")
    def _check_days(self):
        for case in self.filtered("death_at"):
            if case.death_at > fields.Datetime.now():
                raise ValidationError(
                    self.env._("A death can't be recorded before it happens.")
                )
            if case.birth_date and case.death_date < case.birth_date:
                raise ValidationError(self.env._("The death lies before the birth."))
            reported = case.reported_at
            if reported and not case.death_at <= reported <= fields.Datetime.now():
                raise ValidationError(
                    self.env._("A death is reported between its time and now.")
                )

    @api.model
    def _guarded_fields(self):
        facts = self.env["civil.funeral.facts"]._fields.keys() - models.MAGIC_COLUMNS
        facts -= {"display_name"}
        return super()._guarded_fields() | facts | set(self._guarded)

    _guarded = (
        "name",
        "order_number",
        "cremation_number",
        "death_id",
        "resident_id",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Name unknown bodies, for nobody can."""
        for vals in vals_list:
            if vals.get("is_unknown") and not vals.get("deceased_name"):
                vals["deceased_name"] = "无名氏"
            if numbers := vals.keys() & set(NUMBERS):
                self._refuse_fields(numbers)
        return super().create(vals_list)

    def write(self, vals):
        """Keep the report as it was sent in: what was wrong is corrected by a node."""
        if self._has_pass(vals):
            return super().write(vals)
        if numbers := vals.keys() & set(NUMBERS):
            self._refuse_fields(numbers)
        if vals.keys() & {*REPORT, "identity_number"}:
            for case in self:
                if case.state != "reported":
                    raise UserError(
                        self.env._(
                            "%(case)s has been sent in: correct the report in the "
                            "list of nodes, with the reason.",
                            case=case.display_name,
                        )
                    )
        return super().write(vals)

    def copy_data(self, default=None):
        """Refuse: each death is reported for itself."""
        raise UserError(self.env._("Each death is reported for itself."))
