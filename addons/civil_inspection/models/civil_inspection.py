from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.civil_base.tools.door import Door

RESULTS = [
    ("ok", "No Problem Found"),
    ("corrected", "Problems Corrected on the Spot"),
    ("problems", "Problems, Ordered to Rectify"),
    ("hindered", "Didn't Cooperate"),
    ("unreachable", "Not Found at the Registered Address"),
    ("ceased", "No Longer in Business"),
]
#: What stays once the object knows of the inspection.
_ANNOUNCED = {
    "object_id",
    "kind_id",
    "inspector_ids",
    "planned_date",
    "checklist_id",
    "method",
    "source",
    "source_reason",
    "requirements",
}
#: What stays of a drawn inspection from the beginning.
_DRAWN = {"object_id", "kind_id", "inspector_ids", "checklist_id", "source"}
#: What is written down on the spot.
_RECORDED = {"result", "conclusion", "present_person", "photo_ids", "actual_date"}
#: Opened by the code that draws or replaces an inspector.
_DOOR = Door("civil_inspection_drawn")


class CivilInspection(models.Model):
    """One inspection of one object (检查): notice, checklist, signatures, result.

    Source: 《优化营商环境条例》第五十四条; 《社会组织抽查暂行办法》.
    """

    _name = "civil.inspection"
    _description = "Inspection"
    _inherit = [
        "civil.inspection.step",
        "civil.inspection.scope",
        "civil.clock.mixin",
        "civil.document.mixin",
        "civil.todo.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "planned_date desc, id desc"
    _rec_name = "number"
    _rec_names_search = ["number", "object_id.name"]
    _todo_triggers = ("state", "planned_date", "inspector_ids", "result")

    number = fields.Char(readonly=True, copy=False, index="trigram")
    source = fields.Selection(
        [
            ("drawn", "Random Draw"),
            ("special", "Special"),
            ("complaint", "On a Complaint"),
            ("follow_up", "Follow-Up"),
        ],
        required=True,
        default="special",
        index=True,
    )
    source_reason = fields.Char(
        string="Occasion", help="Why an object that wasn't drawn is inspected."
    )
    campaign_id = fields.Many2one(
        "civil.inspection.campaign",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    draw_id = fields.Many2one(
        "civil.inspection.draw",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    object_id = fields.Many2one(
        "civil.inspection.object",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    object_name = fields.Char(
        string="Object's Name",
        compute="_compute_from_object",
        store=True,
        precompute=True,
    )
    division_id = fields.Many2one(
        compute="_compute_from_object", store=True, readonly=True, precompute=True
    )
    department_id = fields.Many2one(
        "civil.department", related="kind_id.department_id", store=True, index=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="In Charge",
        index=True,
        default=lambda self: self.env.user,
        tracking=True,
    )
    inspector_ids = fields.Many2many(
        "civil.inspection.inspector", string="Inspectors", tracking=True
    )
    is_mine = fields.Boolean(
        string="Mine", compute="_compute_is_mine", search="_search_is_mine"
    )
    planned_date = fields.Date(string="Planned On", required=True, index=True)
    method = fields.Selection(
        [("onsite", "On Site"), ("written", "In Writing")],
        required=True,
        default="onsite",
    )
    requirements = fields.Text(
        string="Content and Requirements", help="What the notice tells the object."
    )
    checklist_id = fields.Many2one(
        "civil.inspection.checklist",
        compute="_compute_checklist_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    line_ids = fields.One2many(
        "civil.inspection.line", "inspection_id", string="Checklist Items"
    )
    line_count = fields.Integer(compute="_compute_line_totals", store=True)
    answered_count = fields.Integer(compute="_compute_line_totals", store=True)
    problem_count = fields.Integer(
        string="Problems", compute="_compute_line_totals", store=True
    )
    score = fields.Float(
        digits=(8, 2), compute="_compute_line_totals", store=True, aggregator="avg"
    )
    max_score = fields.Float(
        string="Full Score",
        digits=(8, 2),
        compute="_compute_line_totals",
        store=True,
        aggregator=None,
    )
    actual_date = fields.Date(string="Inspected On", index=True, copy=False)
    result = fields.Selection(RESULTS, index=True, copy=False, tracking=True)
    conclusion = fields.Text(copy=False)
    present_person = fields.Char(
        string="Person Present", copy=False, help="Who was there for the object."
    )
    photo_ids = fields.Many2many("ir.attachment", string="Photos", copy=False)
    signature_ids = fields.One2many(
        "civil.inspection.signature", "inspection_id", string="Signatures"
    )
    signature_count = fields.Integer(compute="_compute_signature_count")
    rectification_ids = fields.One2many(
        "civil.rectification", "inspection_id", string="Rectification Orders"
    )
    rectification_count = fields.Integer(compute="_compute_follow_counts")
    hazard_ids = fields.One2many("civil.hazard", "inspection_id", string="Hazards")
    hazard_count = fields.Integer(compute="_compute_follow_counts")
    publication = fields.Json(
        readonly=True, copy=False, help="What was published, by named fields."
    )
    published_where = fields.Char(string="Published In", readonly=True, copy=False)
    cancel_reason = fields.Char(readonly=True, copy=False)

    _number_uniq = models.UniqueIndex(
        "(number) WHERE number IS NOT NULL", "This number has already been given."
    )
    _draw_object_uniq = models.UniqueIndex(
        "(draw_id, object_id) WHERE draw_id IS NOT NULL",
        "This draw already gave an inspection of the object.",
    )
    _object_date_idx = models.Index("(object_id, planned_date)")
    _state_date_idx = models.Index("(state, planned_date)")

    @api.depends("object_id.division_id", "object_id.name")
    def _compute_from_object(self):
        for record in self:
            record.object_name = record.object_id.name
            record.division_id = record.object_id.division_id

    @api.depends("kind_id")
    def _compute_checklist_id(self):
        for record in self:
            record.checklist_id = record.kind_id._checklist()

    @api.depends("line_ids.result", "line_ids.score", "line_ids.max_score")
    def _compute_line_totals(self):
        for record in self:
            lines = record.line_ids
            counted = lines.filtered(lambda line: line.result != "na")
            record.line_count = len(lines)
            record.answered_count = len(lines.filtered("result"))
            record.problem_count = len(lines.filtered(lambda line: line.result == "no"))
            record.score = sum(counted.mapped("score"))
            record.max_score = sum(counted.mapped("max_score"))

    @api.depends("signature_ids")
    def _compute_signature_count(self):
        for record in self:
            record.signature_count = len(record.signature_ids)

    @api.depends("rectification_ids", "hazard_ids")
    def _compute_follow_counts(self):
        for record in self:
            record.rectification_count = len(record.rectification_ids)
            record.hazard_count = len(record.hazard_ids)

    @api.depends("inspector_ids.user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for record in self:
            record.is_mine = self.env.user in record.inspector_ids.user_id

    def _search_is_mine(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        # Who one is as an inspector is looked up first: a join over all inspections
        # would be slow for those who inspect nothing.
        people = self.env["civil.inspection.inspector"].with_context(active_test=False)
        own = people.search([("user_id", "=", self.env.uid)])
        return [("inspector_ids", "in", own.ids)] if own else Domain.FALSE

    @api.depends("number", "object_name")
    def _compute_display_name(self):
        for record in self:
            parts = (record.number, record.object_name)
            record.display_name = " ".join(filter(None, parts))

    @api.constrains("planned_date", "campaign_id")
    def _check_planned_date(self):
        for record in self.filtered("campaign_id"):
            campaign = record.campaign_id
            if not campaign.date_from <= record.planned_date <= campaign.date_to:
                raise ValidationError(
                    self.env._(
                        "%(number)s: its campaign inspects from %(first)s through "
                        "%(last)s; absences and certificates were looked at for these "
                        "days.",
                        number=record.number,
                        first=campaign.date_from,
                        last=campaign.date_to,
                    )
                )

    @api.constrains("object_id", "kind_id")
    def _check_kind(self):
        for record in self:
            if record.kind_id not in record.object_id.kind_ids:
                raise ValidationError(
                    self.env._(
                        "%(object)s isn't subject to inspections of the kind %(kind)s.",
                        object=record.object_id.name,
                        kind=record.kind_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Give each inspection its number; drawn ones come from draws only."""
        if not _DOOR.is_open(self):
            for vals in vals_list:
                by_draw = vals.get("draw_id") or vals.get("campaign_id")
                if vals.get("source") == "drawn" or by_draw:
                    self._refuse_drawn()
        records = super().create(vals_list)
        for year in {record.planned_date.year for record in records}:
            batch = records.filtered(lambda r, y=year: r.planned_date.year == y)
            numbers = self.env["civil.numbering"]._reserve(
                "inspection", len(batch), year=year
            )
            for record, number in zip(batch, numbers, strict=True):
                record._write_guarded({"number": number})
        return records

    @api.model
    def _make_drawn(self, vals_list):
        """Make the inspections of a draw, for the draw's own code."""
        people = self.env["civil.inspection.inspector"]
        values = []
        for vals in vals_list:
            team = people.browse(vals["inspector_ids"])
            values.append(
                {
                    **vals,
                    "source": "drawn",
                    "user_id": team.user_id[:1].id or self.env.uid,
                    "inspector_ids": [fields.Command.set(team.ids)],
                    "requirements": self.env["civil.inspection.campaign"]
                    .browse(vals["campaign_id"])
                    .content,
                }
            )
        return _DOOR.opened(self).create(values)

    def write(self, vals):
        """Keep what was drawn, announced, recorded and signed."""
        if not _DOOR.is_open(self):
            if {"draw_id", "campaign_id"} & vals.keys() or vals.get(
                "source"
            ) == "drawn":
                self._refuse_drawn()
            self._check_kept(vals.keys())
        return super().write(vals)

    def _refuse_drawn(self):
        raise UserError(self.env._("Drawn inspections come from draws only."))

    def _check_kept(self, names):
        for record in self:
            if record.source == "drawn" and _DRAWN & names:
                raise UserError(
                    self.env._(
                        "%(number)s: object and inspectors were drawn and stay.",
                        number=record.number,
                    )
                )
            if record.state not in ("planned", "cancelled") and _ANNOUNCED & names:
                raise UserError(
                    self.env._(
                        "%(number)s was announced: its object, day and team stay.",
                        number=record.number,
                    )
                )
            if _RECORDED & names:
                record._check_recording()

    def _check_recording(self):
        """Only those who inspect write down what they found, until they sign."""
        self.ensure_one()
        if self.state != "checking" or self.signature_ids:
            raise UserError(
                self.env._(
                    "%(number)s: what was found is written down between the beginning "
                    "of the inspection and the first signature.",
                    number=self.number,
                )
            )
        self._check_is_mine()

    def _check_is_mine(self):
        self.ensure_one()
        if not (self.env.user._is_superuser() or self.is_mine):
            raise UserError(
                self.env._(
                    "You aren't among the inspectors of %(number)s.", number=self.number
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_planned(self):
        if self.filtered(lambda r: r.state != "planned" or r.source == "drawn"):
            raise UserError(self.env._("What was drawn or announced stays; cancel it."))
