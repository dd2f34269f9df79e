from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

SOURCES = [
    ("unit", "The Unit Itself"),
    ("town", "Town or Village"),
    ("hotline", "Hotline"),
    ("police", "Police or Fire Brigade"),
    ("media", "Media or Network"),
    ("patrol", "Patrol"),
    ("other", "Other"),
]


class CivilEmergencyIncident(models.Model):
    """An incident from the first report to the review (突发事件).

    The clocks of its reports run from the moment the bureau knew. Measures of the
    plan in force are ticked off; every report up is kept as it was given.

    Source: 《生产安全事故报告和调查处理条例》第九条至第十三条; 《突发事件应对法》.
    """

    _name = "civil.emergency.incident"
    _description = "Incident"
    _inherit = [
        "civil.emergency.incident.step",
        "civil.division.mixin",
        "civil.clock.mixin",
        "civil.document.mixin",
        "civil.archive.mixin",
        "civil.todo.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "occurred_at desc, id desc"
    _rec_names_search = ["number", "name"]
    _mail_post_access = "read"
    _todo_triggers = ("state", "due_at")

    number = fields.Char(readonly=True, copy=False, index="trigram")
    name = fields.Char(string="What Happened", required=True, tracking=True)
    kind_id = fields.Many2one(
        "civil.emergency.kind", required=True, index=True, ondelete="restrict"
    )
    level_id = fields.Many2one(
        "civil.emergency.level",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    department_id = fields.Many2one(
        related="kind_id.department_id", store=True, index=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users",
        string="Handled by",
        default=lambda self: self.env.user,
        index=True,
        tracking=True,
    )
    organization_id = fields.Many2one(
        "civil.organization", string="Unit", index=True, ondelete="restrict"
    )
    place = fields.Char(required=True)
    source = fields.Selection(SOURCES, required=True, default="unit")
    occurred_at = fields.Datetime(required=True, default=fields.Datetime.now)
    known_at = fields.Datetime(
        string="Known since",
        required=True,
        default=fields.Datetime.now,
        help="When the bureau heard of it; the clocks run from then.",
    )
    description = fields.Text(string="Course and First Aid")
    dead_count = fields.Integer(string="Dead", tracking=True)
    injured_count = fields.Integer(string="Injured", tracking=True)
    missing_count = fields.Integer(string="Missing", tracking=True)
    plan_id = fields.Many2one(
        "civil.emergency.plan", readonly=True, copy=False, ondelete="restrict"
    )
    action_ids = fields.One2many(
        "civil.emergency.action", "incident_id", string="Measures"
    )
    report_ids = fields.One2many(
        "civil.emergency.report", "incident_id", string="Reports and Log"
    )
    family_notified_at = fields.Datetime()
    family_notified_way = fields.Char(string="How the Family Was Told")
    family_notified_by = fields.Char(string="Who Told the Family")
    cause = fields.Text(string="Causes")
    correction = fields.Text(string="What Is Put Right")
    review = fields.Text(help="What was learned; needed to close the incident.")
    closed_uid = fields.Many2one("res.users", readonly=True, copy=False)
    closed_date = fields.Datetime(string="Closed at", readonly=True, copy=False)
    open_action_count = fields.Integer(compute="_compute_open_action_count")

    _number_uniq = models.UniqueIndex(
        "(number) WHERE number IS NOT NULL", "This number has already been given."
    )
    _counts_check = models.Constraint(
        "CHECK (dead_count >= 0 AND injured_count >= 0 AND missing_count >= 0)",
        "The number of people can't be below zero.",
    )
    _moments_check = models.Constraint(
        "CHECK (known_at >= occurred_at)",
        "Nobody can have known of the incident before it happened.",
    )

    @api.depends("action_ids.is_done")
    def _compute_open_action_count(self):
        for incident in self:
            incident.open_action_count = len(
                incident.action_ids.filtered(lambda action: not action.is_done)
            )

    @api.depends("number", "name")
    def _compute_display_name(self):
        for incident in self:
            incident.display_name = " ".join(
                filter(None, (incident.number, incident.name))
            )

    @api.constrains("known_at")
    def _check_known_at(self):
        now = fields.Datetime.now()
        if self.filtered(lambda incident: incident.known_at > now):
            raise ValidationError(self.env._("An incident can't lie in the future."))

    @api.model_create_multi
    def create(self, vals_list):
        """Number the incidents, start their clocks, take the plan's measures."""
        incidents = super().create(vals_list)
        numbers = self.env["civil.numbering"]._reserve(
            "emergency.incident", len(incidents)
        )
        for incident, number in zip(incidents, numbers, strict=True):
            plan = self.env["civil.emergency.plan"]._in_force_for(
                incident.kind_id, incident.division_id
            )
            incident._write_guarded({"number": number, "plan_id": plan.id})
            incident._start_clocks()
            incident._take_measures()
        return incidents

    def _start_clocks(self):
        self._start_clock("emergency.written", at=self.known_at)
        if self.level_id.is_reported_up:
            self._start_clock("emergency.report_up", at=self.known_at)

    def _take_measures(self):
        """Bring in the measures of the plan for the level, each once."""
        known = self.action_ids.measure_id
        measures = self.plan_id.measure_ids.filtered(
            lambda m: not m.level_ids or self.level_id in m.level_ids
        )
        self.action_ids = [
            (
                0,
                0,
                {"measure_id": measure.id, "name": measure.name, "team": measure.team},
            )
            for measure in measures - known
        ]

    def write(self, vals):
        """Keep how it was reported; follow a change of level with clocks and plan."""
        if {"known_at", "occurred_at", "kind_id"} & vals.keys() and self.filtered(
            lambda incident: incident.state != "reported"
        ):
            raise UserError(self.env._("When and what was reported stays."))
        if not self._has_pass(vals) and self.filtered(
            lambda incident: incident.state in ("closed", "unfounded")
        ):
            raise UserError(self.env._("A closed incident stays as it is."))
        result = super().write(vals)
        if "level_id" in vals:
            for incident in self:
                incident._start_clocks_of_level()
                incident._take_measures()
        return result

    def _start_clocks_of_level(self):
        told = self.report_ids.filtered(lambda report: report.kind == "up")
        if self.level_id.is_reported_up and not told:
            self._start_clock("emergency.report_up")

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Incidents stay on record."))
