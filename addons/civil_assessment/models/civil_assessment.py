from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

COUNTS = [("0", "None"), ("1", "Once"), ("2", "Twice"), ("3", "Three Times or More")]
#: What may still be filled in between scoring and the last signature.
_AT_SIGNING = {"signer_kind", "signer_name", "person_signed_on"}
_OPEN_PREFIXES = ("message_", "activity_")


class CivilAssessment(models.Model):
    """What a resident is able to do, found out by two assessors (能力评估).

    GB/T 42195-2022, appendices A to C. The person data stand in the resident's
    record, shown masked. Once scored, the sheet doesn't change; once signed, nothing
    does, and another assessment takes its place.
    """

    _name = "civil.assessment"
    _description = "Ability Assessment"
    _inherit = [
        "civil.workflow.mixin",
        "civil.division.mixin",
        "civil.document.printed.mixin",
        "civil.todo.mixin",
        "mail.thread",
    ]
    _order = "date desc, id desc"
    _holder_field = "assessor1_id"
    _todo_triggers = ("state", "assessor2_id", "valid_until", "resident_id")

    name = fields.Char(string="Number", readonly=True, copy=False, default="/")
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    resident_id = fields.Many2one(
        "civil.resident", required=True, index=True, ondelete="restrict", tracking=True
    )
    division_id = fields.Many2one(
        related="resident_id.division_id", store=True, precompute=True
    )
    birth_date = fields.Date(related="resident_id.birth_date")
    sex = fields.Selection(related="resident_id.sex")
    identity_masked = fields.Char(related="resident_id.identity_masked")
    instrument = fields.Selection(
        [("ability", "Ability of the Elderly"), ("self_care", "Self-Care")],
        required=True,
        default="ability",
    )
    standard_id = fields.Many2one(
        "civil.assessment.standard", readonly=True, index=True, ondelete="restrict"
    )
    date = fields.Date(
        string="Base Date",
        required=True,
        default=fields.Date.context_today,
        index=True,
        help="The day to which the findings belong.",
    )
    reason = fields.Selection(
        [
            ("first", "First Assessment"),
            ("regular", "Regular Assessment"),
            ("change", "Condition Changed"),
            ("doubt", "Doubts about the Result"),
            ("other", "Other"),
        ],
        string="Reason for Assessing",
        required=True,
        default="first",
    )
    previous_id = fields.Many2one(
        "civil.assessment",
        string="Earlier Assessment",
        compute="_compute_previous_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    place = fields.Char()
    living = fields.Selection(
        [
            ("alone", "Alone"),
            ("spouse", "With the Spouse"),
            ("children", "With Children"),
            ("parents", "With Parents"),
            ("siblings", "With Siblings"),
            ("relatives", "With Other Relatives"),
            ("others", "With People Not Related"),
            ("institution", "In an Institution"),
        ],
        string="Living Situation",
    )
    provider_name = fields.Char(string="Information Provider")
    provider_relation = fields.Char(string="Relation to the Person")
    provider_phone = fields.Char(
        string="Phone of the Provider",
        groups="civil_assessment.group_assessor,civil_assessment.group_clerk",
    )
    event_fall = fields.Selection(COUNTS, string="Falls", default="0", required=True)
    event_lost = fields.Selection(
        COUNTS, string="Went Missing", default="0", required=True
    )
    event_choke = fields.Selection(COUNTS, string="Choking", default="0", required=True)
    event_suicide = fields.Selection(
        COUNTS, string="Suicide or Self-Harm", default="0", required=True
    )
    event_other = fields.Selection(
        COUNTS, string="Other Events", default="0", required=True
    )
    pressure_injury = fields.Selection(
        [
            ("none", "None"),
            ("1", "Stage I"),
            ("2", "Stage II"),
            ("3", "Stage III"),
            ("4", "Stage IV"),
            ("unstageable", "Can't Be Staged"),
        ],
        default="none",
        required=True,
    )
    has_coma = fields.Boolean(string="Coma")
    problem_ids = fields.Many2many("civil.assessment.problem", string="Health Problems")
    diagnosis_ids = fields.One2many(
        "civil.assessment.diagnosis", "assessment_id", string="Diseases"
    )
    drug_ids = fields.One2many("civil.assessment.drug", "assessment_id", string="Drugs")
    answer_ids = fields.One2many(
        "civil.assessment.answer", "assessment_id", string="Answers"
    )
    assessor1_id = fields.Many2one(
        "res.users",
        string="First Assessor",
        required=True,
        default=lambda self: self.env.user,
        index=True,
        domain=lambda self: self._assessor_domain(),
    )
    assessor2_id = fields.Many2one(
        "res.users",
        string="Second Assessor",
        index="btree_not_null",
        domain=lambda self: self._assessor_domain(),
    )
    drives_subsidy = fields.Boolean(
        string="Decides on a Subsidy",
        help="Money depends on the result: the assessors must not care for the person.",
    )
    first_cares = fields.Boolean(string="First Assessor Cares for the Person")
    second_cares = fields.Boolean(string="Second Assessor Cares for the Person")
    independence_warning = fields.Char(compute="_compute_independence_warning")
    signer_kind = fields.Selection(
        [("person", "The Person"), ("provider", "The Information Provider")],
        string="Signed by",
    )
    signer_name = fields.Char(string="Name of the Signer")
    person_signed_on = fields.Date(string="Signed on")
    note = fields.Text()

    _assessors_check = models.Constraint(
        "CHECK (assessor1_id <> assessor2_id)",
        "The two assessors must be different people.",
    )

    @api.model
    def _assessor_domain(self):
        group = self.env.ref("civil_assessment.group_assessor")
        return [("all_group_ids", "in", group.ids)]

    @api.depends("name", "resident_id.name")
    def _compute_display_name(self):
        for assessment in self:
            person, number = assessment.resident_id.name or "", assessment.name
            numbered = number and number != "/"
            assessment.display_name = f"{number} {person}" if numbered else person

    @api.depends("resident_id", "instrument", "date")
    def _compute_previous_id(self):
        for assessment in self:
            # What was signed refers to what it referred to.
            if assessment.state != "draft":
                assessment.previous_id = assessment.previous_id
                continue
            person = assessment.resident_id
            found = person._latest_assessment(assessment.instrument, assessment.date)
            own = assessment._origin
            assessment.previous_id = found if found != own else False

    @api.depends(
        "drives_subsidy", "first_cares", "second_cares", "assessor1_id", "assessor2_id"
    )
    @api.depends_context("lang")
    def _compute_independence_warning(self):
        for assessment in self:
            carers = assessment._dependent_assessors()
            assessment.independence_warning = (
                assessment.drives_subsidy
                and bool(carers)
                and self.env._(
                    "The result decides on a subsidy, and %(names)s cares for the "
                    "person: let somebody independent assess.",
                    names=", ".join(carers.mapped("name")),
                )
            )

    def _dependent_assessors(self):
        """Return which assessors of the single assessment care for the person."""
        first = self.assessor1_id if self.first_cares else self.env["res.users"]
        second = self.assessor2_id if self.second_cares else self.env["res.users"]
        known = self._carers() & (self.assessor1_id | self.assessor2_id)
        return first | second | known

    def _carers(self):
        """Return the users known to care for the person; institutions add theirs."""
        return self.env["res.users"]

    @api.model_create_multi
    def create(self, vals_list):
        """Take the standard of the base date and lay its questions out."""
        assessments = super().create(vals_list)
        for assessment in assessments:
            standard = self.env["civil.assessment.standard"]._on(
                assessment.instrument, assessment.date
            )
            number = self.env["civil.numbering"]._next(
                "assessment.sheet",
                year=assessment.date.year,
                division=assessment.division_id.code,
            )
            assessment._write_guarded({"standard_id": standard.id, "name": number})
            asked = assessment.answer_ids.item_id
            assessment.answer_ids = [
                Command.create({"item_id": item.id})
                for item in standard.item_ids - asked
            ]
        return assessments

    def write(self, vals):
        """Keep what was scored, and everything once it is signed."""
        changed = {
            name
            for name in vals
            if not name.startswith(_OPEN_PREFIXES) and name in self._fields
        }
        if not self._has_pass(vals):
            for assessment in self.filtered(lambda a: a.state != "draft"):
                between = assessment.state in ("scored", "first_signed")
                kept = changed - _AT_SIGNING if between else changed
                if kept:
                    assessment._refuse_change(kept)
        return super().write(vals)

    def _refuse_change(self, names):
        labels = [self._fields[name]._description_string(self.env) for name in names]
        raise UserError(
            self.env._(
                "%(assessment)s is %(state)s: %(fields)s can't be changed. Take it "
                "back to the draft before it is signed, or assess again.",
                assessment=self.display_name,
                state=self._state_label(),
                fields=", ".join(sorted(labels)),
            )
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts(self):
        for assessment in self:
            if assessment.state != "draft":
                raise UserError(
                    self.env._(
                        "%(assessment)s can't be deleted: it is no draft any more.",
                        assessment=assessment.display_name,
                    )
                )
