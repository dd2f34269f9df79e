from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.text import clean_code, clean_name
from odoo.addons.civil_institution.models.civil_institution_reference import FOUND
from odoo.addons.civil_institution.tools.roles import CLERK, HOME
from odoo.addons.civil_resident.tools.identity import parse_identity

KEEPERS = (CLERK, HOME)
#: States in which the person may have a bed.
LIVING = ("trial", "signed", "resident", "on_leave", "in_hospital")
#: States in which the person counts as this institution's and no other's.
OPEN = ("applied", "assessed", *LIVING)


class CivilInstitutionStay(models.Model):
    """A person's way through an institution (入住): from enquiry to discharge.

    Source: 《养老机构管理办法》（民政部令第66号）; MZ/T 032 and the institution's own
    rules for what isn't settled there.
    """

    _name = "civil.institution.stay"
    _description = "Stay in an Institution"
    _inherit = [
        "civil.workflow.mixin",
        "civil.institution.part",
        "civil.document.printed.mixin",
        "civil.todo.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _rec_name = "number"
    _mail_post_access = "read"
    _checked_references = ("resident_id",)
    _guarded = (
        "number",
        "bed_id",
        "care_level_id",
        "date_from",
        "date_to",
        "trial_until",
        "trial_prolonged",
        "discharge_kind",
        "assessment_id",
        "risk_id",
        "applied_on",
    )
    _todo_triggers = (
        "state",
        "trial_until",
        "resident_id",
        "institution_id",
        "expected_on",
        "agreement_until",
        "review_on",
    )

    _transitions = (
        Transition(
            "enquiry",
            "applied",
            KEEPERS,
            guard="_guard_apply",
            effect="_effect_apply",
        ),
        Transition(
            "applied",
            "assessed",
            KEEPERS,
            guard="_guard_assess",
            effect="_effect_assess",
        ),
        Transition("assessed", "trial", KEEPERS, guard="_guard_trial"),
        Transition(("assessed", "trial"), "signed", KEEPERS, guard="_guard_sign"),
        Transition(
            "signed", "resident", KEEPERS, guard="_guard_move_in", name="move_in"
        ),
        # Who lived there before the stays were kept here.
        Transition("enquiry", "resident", CLERK, guard="_guard_known", name="known"),
        Transition("resident", "on_leave", KEEPERS, guard="_guard_alive"),
        Transition("resident", "in_hospital", KEEPERS, guard="_guard_alive"),
        Transition(
            ("on_leave", "in_hospital"),
            "resident",
            KEEPERS,
            guard="_guard_alive",
            name="return",
        ),
        Transition(LIVING, "discharged", KEEPERS, guard="_guard_discharge"),
        Transition(
            ("enquiry", "applied", "assessed", "signed"),
            "cancelled",
            KEEPERS,
            guard="_guard_cancel",
            effect="_effect_cancel",
        ),
    )

    institution_id = fields.Many2one(ondelete="restrict", tracking=True)
    currency_id = fields.Many2one(related="institution_id.currency_id")
    number = fields.Char(readonly=True, copy=False, index="trigram")
    resident_id = fields.Many2one(
        "civil.resident",
        string="Person",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    person_name = fields.Char(
        string="Name",
        compute="_compute_person_name",
        store=True,
        readonly=False,
        precompute=True,
        index="trigram",
    )
    identity_input = fields.Char(
        string="Identity Number",
        compute="_compute_identity_input",
        inverse="_inverse_identity_input",
        help="The whole number with the name: finds the person on file, or puts the "
        "person there. It is shown masked only.",
    )
    identity_masked = fields.Char(related="resident_id.identity_masked")
    birth_date = fields.Date(related="resident_id.birth_date")
    sex = fields.Selection(related="resident_id.sex")
    age = fields.Integer(related="resident_id.age")
    death_date = fields.Date(related="resident_id.death_date", string="Died on")
    state = fields.Selection(
        [
            ("enquiry", "Enquiry"),
            ("applied", "Applied"),
            ("assessed", "Assessed"),
            ("trial", "Trial Stay"),
            ("signed", "Signed"),
            ("resident", "Resident"),
            ("on_leave", "On Leave"),
            ("in_hospital", "In Hospital"),
            ("discharged", "Discharged"),
            ("cancelled", "Cancelled"),
        ],
        default="enquiry",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )
    payer = fields.Selection(
        [
            ("social", "Social Resident"),
            ("destitute", "Destitute"),
            ("low_income", "Low Income"),
            ("special", "Entitled to Preferential Treatment"),
            ("child", "Orphan or Child without Support"),
        ],
        default="social",
        required=True,
        index=True,
        tracking=True,
    )
    enquired_on = fields.Date(default=fields.Date.context_today)
    applied_on = fields.Date(readonly=True, copy=False)
    bed_id = fields.Many2one(
        "civil.institution.bed",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The bed that the person has, or that is reserved for the person.",
    )
    care_level_id = fields.Many2one(
        "civil.institution.care.level",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    date_from = fields.Date(
        string="Moved in on",
        readonly=True,
        copy=False,
        index=True,
        help="The first day with a bed, a trial included.",
    )
    date_to = fields.Date(
        string="Discharged on",
        readonly=True,
        copy=False,
        index=True,
        help="The day of discharge; it isn't counted as a day of the bed.",
    )
    trial_until = fields.Date(string="Trial through", readonly=True, copy=False)
    trial_prolonged = fields.Boolean(readonly=True, copy=False)
    discharge_kind = fields.Selection(
        [
            ("left", "Left"),
            ("transferred", "Transferred"),
            ("died", "Died"),
            ("ended", "Agreement Ended"),
        ],
        string="Way of Discharge",
        readonly=True,
        copy=False,
        index=True,
    )
    discharge_reason = fields.Char(copy=False)
    assessment_id = fields.Many2one(
        "civil.assessment",
        string="Ability Assessment",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    risk_id = fields.Many2one(
        "civil.assessment.risk",
        string="Risk Assessment",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    placement_ids = fields.One2many("civil.institution.placement", "stay_id")
    absence_ids = fields.One2many("civil.institution.absence", "stay_id")
    level_ids = fields.One2many("civil.institution.stay.level", "stay_id")
    agreement_ids = fields.One2many("civil.institution.agreement", "stay_id")
    resettlement_ids = fields.One2many("civil.institution.resettlement", "stay_id")
    note = fields.Text()

    _number_uniq = models.UniqueIndex("(number)", "A stay of this number is there.")
    _open_uniq = models.UniqueIndex(
        "(resident_id) WHERE state IN ('applied', 'assessed', 'trial', 'signed',"
        " 'resident', 'on_leave', 'in_hospital')",
        "This person has an open stay already, here or in another institution.",
    )
    _living_idx = models.Index(
        "(institution_id, care_level_id) WHERE date_from IS NOT NULL"
        " AND date_to IS NULL"
    )
    _days_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "Nobody leaves before having moved in."
    )
    _person_check = models.Constraint(
        "CHECK (resident_id IS NOT NULL OR state IN ('enquiry', 'cancelled'))",
        "Whoever applies is known by name and number.",
    )

    @api.depends("resident_id.name")
    def _compute_person_name(self):
        for stay in self:
            stay.person_name = stay.resident_id.name or stay.person_name

    @api.depends("number", "person_name")
    def _compute_display_name(self):
        for stay in self:
            stay.display_name = " ".join(filter(None, (stay.number, stay.person_name)))

    def _compute_identity_input(self):
        self.identity_input = False

    def _inverse_identity_input(self):
        """Find the person by number and name, or put the person on file.

        Whoever has the card in hand may look the person up; a number alone tells
        nothing, so that nobody learns names by trying numbers.
        """
        for stay in self.filtered("identity_input"):
            found = stay._person_of(
                clean_code(stay.identity_input), clean_name(stay.person_name or "")
            )
            FOUND.opened(stay).resident_id = found

    def _person_of(self, number, name):
        residents = self.env["civil.resident"]
        identity = parse_identity(number, fields.Date.context_today(self))
        if not identity.valid:
            raise ValidationError(residents._identity_problem_text(identity.problem))
        found = residents._find_by_number(number)
        if not found:
            if not name:
                raise ValidationError(self.env._("Write the name, too."))
            # Staff of institutions keep no register of residents: this one person is
            # put there with the number that was checked.
            return residents.sudo().create(
                {
                    "name": name,
                    "identity_number": number,
                    "division_id": self.institution_id.division_id.id,
                }
            )
        if found.name != name:
            raise ValidationError(
                self.env._(
                    "The name doesn't fit the identity number: compare both with the "
                    "card."
                )
            )
        return found

    @api.model_create_multi
    def create(self, vals_list):
        """Number the stays."""
        stays = super().create(vals_list)
        numbers = self.env["civil.numbering"]._reserve("institution.stay", len(stays))
        for stay, number in zip(stays, numbers, strict=True):
            stay._write_guarded({"number": number})
        return stays

    def write(self, vals):
        """Keep person and institution once it was applied for."""
        fixed = {"resident_id", "institution_id"} & vals.keys()
        for stay in self.filtered(lambda s: fixed and s.state != "enquiry"):
            if any(vals[name] != stay[name].id for name in fixed):
                raise UserError(
                    self.env._(
                        "%(stay)s: person and institution are fixed once it was "
                        "applied for.",
                        stay=stay.display_name,
                    )
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_kept(self):
        """Keep records as long as the rules say.

        Source: 《养老机构管理办法》（民政部令第66号） art. 32.
        """
        self._refuse_reasons({stay: stay._keep_refusal() for stay in self})

    def _keep_refusal(self):
        """Why the single stay must still be kept, or False."""
        if self.state in ("enquiry", "cancelled") and not self.date_from:
            return False
        if self.state != "discharged":
            return self.env._("it isn't over")
        ended = max(filter(None, (self.date_to, self.agreement_until)))
        until = fields.Date.add(ended, years=self._rule("institution.record_years"))
        return until > fields.Date.context_today(self) and self.env._(
            "its records are kept until %(date)s", date=until
        )
