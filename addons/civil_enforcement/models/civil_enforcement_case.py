from odoo import api, fields, models
from odoo.exceptions import UserError

from .civil_enforcement_sanction import MEASURES

STATES = [
    ("draft", "Draft"),
    ("filing", "Filing under Approval"),
    ("investigating", "Investigation"),
    ("reported", "Investigation Concluded"),
    ("noticed", "Prior Notice"),
    ("deciding", "Decision under Approval"),
    ("decided", "Decided"),
    ("served", "Served"),
    ("closed", "Closed"),
    ("archived", "Archived"),
    ("not_filed", "Not Filed"),
]


class CivilEnforcementCase(models.Model):
    """A case of enforcement (案件): from filing to the archive, one file a case.

    Who may do which step, and when, is declared in ``civil.enforcement.case.step``.
    """

    _name = "civil.enforcement.case"
    _description = "Enforcement Case"
    _inherit = [
        "civil.division.mixin",
        "civil.party.mixin",
        "civil.enforcement.case.step",
        "civil.enforcement.case.notice",
        "civil.enforcement.case.decision",
        "civil.enforcement.case.simple",
        "civil.enforcement.case.money",
        "civil.enforcement.case.execution",
        "civil.enforcement.case.end",
        "civil.enforcement.case.paper",
        "civil.enforcement.case.desk",
        "mail.thread",
    ]
    _order = "id desc"
    _rec_names_search = ["name", "party_name", "summary"]

    name = fields.Char(string="Case Number", readonly=True, copy=False, index="trigram")
    state = fields.Selection(
        STATES,
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
        group_expand="_expand_states",
    )
    procedure = fields.Selection(
        [("ordinary", "Ordinary"), ("simple", "On the Spot")],
        required=True,
        default="ordinary",
        help="On the spot: clear facts, a warning or a small fine (article 51).",
    )
    # The same values, declared here so that they are translated with this addon.
    party_type = fields.Selection(
        [("person", "Person"), ("organization", "Organization")]
    )
    clue_id = fields.Many2one(
        "civil.enforcement.clue", readonly=True, copy=False, index="btree_not_null"
    )
    summary = fields.Char(
        string="Cause",
        required=True,
        help="In short what was done, as documents name the case.",
    )
    offence_id = fields.Many2one(
        "civil.enforcement.offence", required=True, index=True, ondelete="restrict"
    )
    department_id = fields.Many2one(
        related="offence_id.department_id", store=True, index=True
    )
    place = fields.Char(string="Place of the Act")
    deed_date = fields.Date(
        string="Act Ended on",
        required=True,
        help="The day of the act, or its last day where it went on (article 36).",
    )
    discovered_on = fields.Date(
        required=True, default=lambda self: fields.Date.context_today(self)
    )
    jurisdiction = fields.Selection(
        [
            ("own", "Place of the Act or Registration"),
            ("assigned", "Assigned by a Superior Body"),
            ("other", "Another Body"),
        ],
        required=True,
        default="own",
        help="Articles 22 to 27; what belongs to another body is transferred.",
    )
    officer_ids = fields.Many2many(
        "civil.inspection.inspector",
        string="Officers",
        help="Who investigates: at least two with valid certificates (article 42).",
    )
    user_id = fields.Many2one(
        "res.users",
        string="In Charge",
        required=True,
        default=lambda self: self.env.user,
        index=True,
    )
    is_complex = fields.Boolean(
        string="Complex", help="Complex, or several legal relations are concerned."
    )
    is_major = fields.Boolean(
        string="Major", help="Serious, or of major public interest."
    )
    evidence_ids = fields.One2many("civil.enforcement.evidence", "case_id")
    record_ids = fields.One2many(
        "civil.enforcement.record", "case_id", string="Records"
    )
    recusal_ids = fields.One2many("civil.enforcement.recusal", "case_id")
    penalty_ids = fields.One2many(
        "civil.enforcement.penalty", "case_id", string="Sanctions"
    )
    legal_review_ids = fields.One2many("civil.enforcement.legal.review", "case_id")
    discussion_ids = fields.One2many("civil.enforcement.discussion", "case_id")
    hearing_ids = fields.One2many("civil.enforcement.hearing", "case_id")
    payment_ids = fields.One2many("civil.enforcement.payment", "case_id")
    instalment_ids = fields.One2many("civil.enforcement.instalment", "case_id")
    remedy_ids = fields.One2many("civil.enforcement.remedy", "case_id")
    facts = fields.Text(string="Facts Found", help="With the evidence for each.")
    report = fields.Text(string="Report of the Investigation")
    outcome = fields.Selection(
        [
            ("punish", "Penalty"),
            ("not_punished", "Not Punished"),
            ("dropped", "Dropped"),
            ("transferred", "Transferred"),
        ],
        help="What the investigation proposes and the decision says (article 57).",
    )
    exemption = fields.Selection(
        [
            ("minor", "Minor, Corrected in Time, No Harm"),
            ("first", "First Time, Little Harm, Corrected in Time"),
            ("no_fault", "Not at Fault, as Proved"),
        ],
        string="Why Not Punished",
        help="Article 33.",
    )
    corrected_on = fields.Date(help="When the party corrected the act.")
    outcome_reason = fields.Text(
        string="Grounds",
        help="Of the measure of penalty, or of why the case ends without.",
    )
    transfer_to = fields.Char(string="Transferred to")
    not_filed_reason = fields.Char(readonly=True, copy=False)

    _name_uniq = models.UniqueIndex(
        "(name) WHERE name IS NOT NULL", "This case number has already been given."
    )
    _deed_check = models.Constraint(
        "CHECK (discovered_on >= deed_date - 1 OR discovered_on IS NULL)",
        "The act was discovered before it was done.",
    )

    @api.depends("name", "party_name", "summary")
    def _compute_display_name(self):
        for case in self:
            parts = (case.name, case.party_name, case.summary)
            case.display_name = " ".join(filter(None, parts))

    @api.model
    def _expand_states(self, states, domain):
        """The states of the course in their order, and of the ends those in use."""
        always = {"investigating", "reported", "noticed", "decided", "served"}
        return [state for state, _label in STATES if state in always | set(states)]

    @api.onchange("offence_id")
    def _onchange_offence_id(self):
        if self.offence_id and not self.summary:
            self.summary = self.offence_id.name

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if self.filtered(lambda case: case.state != "draft"):
            raise UserError(
                self.env._("Only a draft can be deleted; end the case instead.")
            )

    # -- what the steps ask about ------------------------------------------------

    def _check_role(self, *groups):
        """Refuse whoever has none of the groups; the system itself may do all.

        :raises UserError: the role doesn't allow it
        """
        user = self.env.user
        if not user._is_superuser() and not any(map(user.has_group, groups)):
            raise UserError(self.env._("Your role doesn't allow this step."))

    def _workdays(self, day, code):
        """The day that lies as many working days after ``day`` as a parameter says."""
        count = self._rule(code, day)
        return self.env["civil.workday"]._add_workdays(day, count)

    def _rule(self, code, day):
        """The value of a parameter on a day, at the place of the case."""
        return self.env["civil.parameter"]._get(code, day, self.division_id)

    def _investigators(self):
        """The users who investigate the single case, or are in charge of it."""
        # Who they are is no secret to whoever works on the case.
        case = self.sudo()
        users = (
            case.officer_ids.user_id
            | case.user_id
            | case.record_ids.officer_ids.user_id
        )
        return users.with_env(self.env)

    def _officers_refusal(self, officers, day):
        """Why ``officers`` can't act in the single case on a day, or False."""
        needed = self._rule("enforcement.officers_min", day)
        # The register of certificates decides for everybody.
        wrong = officers.sudo().filtered(lambda o: not o._certified_on(day, day))
        if wrong:
            return self.env._(
                "%(name)s has no valid certificate on %(day)s (article 42)",
                name=wrong[0].name,
                day=day,
            )
        if len(officers) < needed:
            return self.env._(
                "it needs at least %(count)s officers with valid certificates "
                "(article 42)",
                count=needed,
            )
        withdrawn = self.recusal_ids.filtered(lambda r: r.state == "granted")
        if both := officers & withdrawn.officer_id:
            return self.env._(
                "%(name)s has withdrawn from the case (article 43)", name=both[0].name
            )
        return False

    def _check_officers(self):
        """Refuse where the officers of the single case can't act today."""
        why = self._officers_refusal(self.officer_ids, fields.Date.context_today(self))
        self._refuse_reasons({self: why})

    def _drop_officer(self, officer):
        """Take an officer off the single case, who has withdrawn."""
        self.write({"officer_ids": [(3, officer.id)]})
        self.message_post(
            body=self.env._("%(name)s withdrew from the case.", name=officer.name)
        )

    def _penal_lines(self):
        """The sanctions that are penalties, without orders and bans."""
        return self.penalty_ids.filtered(lambda line: line.kind not in MEASURES)

    def _open_form(self):
        """The action that shows the single case."""
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }
