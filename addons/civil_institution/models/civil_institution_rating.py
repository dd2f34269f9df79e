from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import CLERK, HEAD, HOME
from .civil_institution_rating_desk import OPEN
from .civil_institution_rating_level import LEVELS

#: What the institution itself fills in.
_OF_HOME = {
    "institution_id",
    "applied_level",
    "score_ids",
    "material_ids",
    "self_summary",
    "declares_no_accident",
}
_DRAFT, _SITE, _RATED = ("self_scored",), ("on_site",), ("rated",)
#: In which states a field may change.
_OPEN_IN = {
    "institution_id": _DRAFT,
    "standard_id": _DRAFT,
    "applied_level": _DRAFT,
    "origin": _DRAFT,
    "previous_id": _DRAFT,
    "granted_until": _DRAFT,
    "self_summary": _DRAFT,
    "declares_no_accident": _DRAFT,
    "report_no": ("reviewed", *_SITE),
    "reported_on": ("reviewed", *_SITE),
    "visited_on": ("reviewed", *_SITE),
    "decided_by": _SITE,
    "decision_organ": _SITE,
    "decision_no": (*_DRAFT, *_SITE),
    "decided_on": _SITE,
    "decided_level": _SITE,
    "refusal_reason": ("applied", *_SITE),
    "publicity_days": ("decided",),
    "announcement_no": ("publicity",),
    "end_ground_id": _RATED,
    "end_note": _RATED,
    "lower_level": _RATED,
    "plaque_returned_on": ("rated", "lapsed", "cancelled"),
}


class CivilInstitutionRating(models.Model):
    """A rating of an elder care institution (养老机构等级评定), from the self-score on.

    The institution scores itself and applies; the bureau reviews the materials and the
    conditions; experts go there; a committee decides; after the publicity the rating
    is announced and holds for a term. What was granted doesn't change: a lower level
    is a rating of its own, and a cancelled one ends on the day before.

    Source: GB/T 37276-2018.
    """

    _name = "civil.institution.rating"
    _description = "Rating of an Institution"
    _inherit = [
        "civil.workflow.mixin",
        "civil.institution.part",
        "civil.institution.rating.apply",
        "civil.institution.rating.entry",
        "civil.institution.rating.visit",
        "civil.institution.rating.decide",
        "civil.institution.rating.publish",
        "civil.institution.rating.end",
        "civil.institution.rating.desk",
        "civil.institution.rating.report",
        "civil.todo.mixin",
        "mail.thread",
    ]
    _order = "id desc"
    _mail_post_access = "read"
    _rec_names_search = ["name", "institution_id"]
    #: What only the steps write.
    _guarded = (
        "name",
        "kind",
        "applied_on",
        "reviewed_on",
        "correction_note",
        "failed_level",
        "failed_on",
        "total_score",
        "publicity_from",
        "publicity_to",
        "level",
        "valid_from",
        "valid_until",
        "certificate_no",
        "plaque_no",
        "ended_on",
        "draw_population",
        "draw_seed",
    )
    _todo_triggers = (
        "state",
        "applied_on",
        "publicity_to",
        "valid_until",
        "plaque_no",
        "plaque_returned_on",
    )

    _transitions = (
        Transition("self_scored", "applied", (CLERK, HOME), guard="_guard_apply"),
        # What others rated, or what was rated before it came on record here.
        Transition(
            "self_scored",
            "rated",
            CLERK,
            guard="_guard_known",
            effect="_give_known",
            name="known",
        ),
        # What is left of a rating that was lowered.
        Transition(
            "self_scored", "rated", HEAD, guard="_guard_lowered", name="lowered"
        ),
        Transition("applied", "self_scored", CLERK, name="give_back"),
        Transition("applied", "reviewed", CLERK, guard="_guard_review"),
        Transition(
            "applied", "refused", CLERK, guard="_guard_refuse", name="inadmissible"
        ),
        Transition("reviewed", "on_site", CLERK, guard="_guard_visit"),
        Transition("on_site", "decided", HEAD, guard="_guard_decide"),
        Transition("on_site", "refused", HEAD, guard="_guard_fail", name="fail"),
        Transition("decided", "publicity", CLERK, guard="_guard_publish"),
        Transition("publicity", "decided", HEAD, name="withdraw"),
        Transition("publicity", "on_site", HEAD, guard="_guard_back", name="again"),
        Transition(
            "publicity", "rated", HEAD, guard="_guard_announce", effect="_give_rating"
        ),
        Transition("rated", "cancelled", HEAD, guard="_guard_cancel"),
        Transition(
            "rated", "cancelled", HEAD, guard="_guard_downgrade", name="downgrade"
        ),
        # The end of its days, or a newer rating.
        Transition("rated", "lapsed"),
    )

    name = fields.Char(string="Number", readonly=True, copy=False, index="trigram")
    standard_id = fields.Many2one(
        "civil.institution.rating.standard", required=True, ondelete="restrict"
    )
    town_id = fields.Many2one(related="institution_id.town_id", store=True, index=True)
    origin = fields.Selection(
        [
            ("process", "Applied for Here"),
            ("register", "Known from the Register"),
            ("downgrade", "Lowered"),
        ],
        default="process",
        required=True,
        index=True,
    )
    kind = fields.Selection(
        [("first", "First"), ("renewal", "Renewal"), ("upgrade", "Upgrade")],
        string="Kind of Application",
        readonly=True,
        copy=False,
    )
    applied_level = fields.Selection(LEVELS, string="Level Applied for", tracking=True)
    level = fields.Selection(LEVELS, readonly=True, tracking=True)
    state = fields.Selection(
        [
            ("self_scored", "Self-scoring"),
            ("applied", "Applied"),
            ("reviewed", "Formally Reviewed"),
            ("on_site", "On the Spot"),
            ("decided", "Decided"),
            ("publicity", "In Publicity"),
            ("rated", "Rated"),
            ("refused", "Refused"),
            ("lapsed", "No Longer Valid"),
            ("cancelled", "Cancelled"),
        ],
        default="self_scored",
        required=True,
        readonly=True,
        index=True,
        copy=False,
        tracking=True,
        group_expand="_expand_states",
    )
    valid_from = fields.Date(readonly=True, copy=False, tracking=True)
    valid_until = fields.Date(
        readonly=True, copy=False, index=True, tracking=True, help="The last day."
    )

    _one_rating = models.Constraint(
        """EXCLUDE USING gist (
            institution_id WITH =, daterange(valid_from, valid_until, '[]') WITH &&
        ) WHERE (valid_from <= valid_until)""",
        "The institution has another rating on some of these days.",
    )

    @api.depends("name", "institution_id.name")
    def _compute_display_name(self):
        for rating in self:
            rating.display_name = f"{rating.name} {rating.institution_id.name}"

    @api.model
    def _expand_states(self, values, _domain):
        """The states found and those of an application, in the order of its course."""
        states = [state for state, _label in self._fields["state"].selection]
        return [state for state in states if state in values or state in OPEN]

    @api.model
    def default_get(self, names):
        """Take the standard in force today."""
        values = super().default_get(names)
        if "standard_id" in names and not values.get("standard_id"):
            today = fields.Date.context_today(self)
            values["standard_id"] = (
                self.env["civil.institution.rating.standard"]._on(today).id
            )
        return values

    @api.model_create_multi
    def create(self, vals_list):
        """Number each rating and lay out what is filled in for an application."""
        for vals in vals_list:
            # Forms send what nobody filled in, too.
            filled = {name for name, value in vals.items() if value}
            self._check_home_fields(filled - {"standard_id"}, vals)
            self._check_origin(vals)
        ratings = super().create(vals_list)
        numbers = self.env["civil.numbering"]._reserve(
            "institution.rating", len(ratings)
        )
        for rating, number in zip(ratings, numbers, strict=True):
            rating._write_guarded({"name": number})
        ratings.filtered(lambda one: one.origin == "process")._lay_out()
        return ratings

    def write(self, vals):
        """Let each field change where its time is, by who fills it in."""
        if not self._has_pass(vals):
            self._check_home_fields(vals.keys())
            self._check_origin(vals)
            for name in vals.keys() & _OPEN_IN.keys():
                self._check_in(_OPEN_IN[name], name)
        return super().write(vals)

    def _check_origin(self, vals):
        if vals.get("origin") == "downgrade":
            self._refuse_fields({"origin"})

    def _check_home_fields(self, names, new=None):
        """Let institutions fill in what is theirs, and nothing else.

        :param dict new: the values of a new record
        """
        if self.env.su or self.env.user.has_group(CLERK):
            return
        others = set(names) - _OF_HOME
        if new and new.get("origin") == "process":
            others.discard("origin")
        if others:
            labels = [self._fields[one]._description_string(self.env) for one in others]
            raise UserError(
                self.env._(
                    "%(fields)s: the bureau fills this in.",
                    fields=", ".join(sorted(labels)),
                )
            )

    def _check_in(self, states, name=None):
        """Refuse where a rating isn't in one of the states.

        :param str name: the field that was to be changed
        :raises UserError: naming the ratings with their states
        """
        reasons = {}
        for rating in self.filtered(lambda one: one.state not in states):
            reasons[rating] = self.env._(
                "it is in the state “%(state)s”", state=rating._state_label()
            )
            if name:
                reasons[rating] = self.env._(
                    "%(field)s doesn't change in the state “%(state)s”",
                    field=self._fields[name]._description_string(self.env),
                    state=rating._state_label(),
                )
        self._refuse_reasons(reasons)

    def unlink(self):
        """Let what was never handed in go, and nothing else."""
        self._check_in(_DRAFT)
        return super().unlink()
