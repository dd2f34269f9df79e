from odoo import api, fields, models

#: The last number of occurrences stands for itself and more.
EVENTS = ("event_fall", "event_lost", "event_choke", "event_suicide", "event_other")


class CivilAssessmentScore(models.Model):
    """Points, levels and what changes a level (评估结果), in whole numbers."""

    _inherit = "civil.assessment"

    total = fields.Integer(
        compute="_compute_total",
        store=True,
        help="The points found so far; the total once every item has a finding.",
    )
    area_scores = fields.Json(compute="_compute_total", store=True)
    missing_count = fields.Integer(
        string="Items Missing", compute="_compute_total", store=True
    )
    refused_count = fields.Integer(
        string="Items Refused", compute="_compute_total", store=True
    )
    missing_names = fields.Char(string="Missing", compute="_compute_missing_names")
    event_count = fields.Integer(
        string="Events in 30 Days",
        compute="_compute_event_count",
        store=True,
        help="Falls, going missing, choking, self-harm and others in the last 30 days.",
    )
    basis_coma = fields.Boolean(
        string="Coma: Totally Disabled",
        compute="_compute_basis_coma",
        store=True,
        readonly=False,
    )
    basis_mental = fields.Boolean(
        string="Dementia or Mental Disorder: One Level Heavier",
        compute="_compute_basis_mental",
        store=True,
        readonly=False,
    )
    basis_events = fields.Boolean(
        string="Repeated Risk Events: One Level Heavier",
        compute="_compute_basis_events",
        store=True,
        readonly=False,
    )
    basis_note = fields.Char(
        string="Why Not",
        help="Why a basis that the data show isn't applied.",
    )
    preliminary_level_id = fields.Many2one(
        "civil.assessment.level",
        compute="_compute_levels",
        store=True,
        ondelete="restrict",
    )
    final_level_id = fields.Many2one(
        "civil.assessment.level",
        compute="_compute_levels",
        store=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    preliminary_level = fields.Integer(
        string="Preliminary Level Number", related="preliminary_level_id.level"
    )
    final_level = fields.Integer(
        string="Final Level Number",
        related="final_level_id.level",
        store=True,
        help="0 to 4, the higher the worse; says something only with a final level.",
    )

    @api.depends(
        "answer_ids.option_id", "answer_ids.is_refused", "standard_id.item_ids"
    )
    def _compute_total(self):
        for assessment in self:
            answers = assessment.answer_ids
            found = answers.filtered("option_id")
            refused = answers.filtered(lambda a: a.is_refused and not a.option_id)
            assessment.total = sum(answer.option_id.score for answer in found)
            assessment.refused_count = len(refused)
            assessment.missing_count = (
                len(assessment.standard_id.item_ids) - len(found) - len(refused)
            )
            assessment.area_scores = [
                {
                    "id": area.id,
                    "code": area.code,
                    "name": area.name,
                    "max": area.max_score,
                    "score": sum(
                        answer.option_id.score
                        for answer in found
                        if answer.item_id.area_id == area
                    ),
                }
                for area in assessment.standard_id.area_ids
            ]

    @api.depends("answer_ids.option_id", "answer_ids.is_refused")
    def _compute_missing_names(self):
        for assessment in self:
            found = assessment.answer_ids.filtered(
                lambda answer: answer.option_id or answer.is_refused
            )
            missing = assessment.standard_id.item_ids - found.item_id
            assessment.missing_names = "、".join(missing.mapped("name"))

    @api.depends(*EVENTS)
    def _compute_event_count(self):
        for assessment in self:
            assessment.event_count = sum(int(assessment[n] or 0) for n in EVENTS)

    @api.depends("has_coma", "instrument")
    def _compute_basis_coma(self):
        for assessment in self:
            assessment.basis_coma = assessment._shown_bases()["basis_coma"]

    @api.depends("diagnosis_ids.disease_id", "diagnosis_ids.document", "instrument")
    def _compute_basis_mental(self):
        for assessment in self:
            assessment.basis_mental = assessment._shown_bases()["basis_mental"]

    @api.depends("event_count", "date", "instrument")
    def _compute_basis_events(self):
        for assessment in self:
            assessment.basis_events = assessment._shown_bases()["basis_events"]

    def _shown_bases(self):
        """Return which bases of a change the data of the single record show."""
        if self.instrument != "ability":
            return dict.fromkeys(("basis_coma", "basis_mental", "basis_events"), False)
        return {
            "basis_coma": self.has_coma,
            "basis_mental": any(self.diagnosis_ids.mapped("is_basis")),
            "basis_events": bool(self.event_count)
            and self.event_count >= self._parameter("event_threshold"),
        }

    def _parameter(self, name):
        """Return a rule's value on the single assessment's base date."""
        return self.env["civil.parameter"]._get(
            f"assessment.{name}", self.date, self.division_id
        )

    @api.depends(
        "total",
        "missing_count",
        "refused_count",
        "basis_coma",
        "basis_mental",
        "basis_events",
        "date",
        "standard_id",
    )
    def _compute_levels(self):
        for assessment in self:
            standard = assessment.standard_id
            complete = not assessment.missing_count and not assessment.refused_count
            level = standard._level_for(assessment.total) if complete else False
            assessment.preliminary_level_id = level
            assessment.final_level_id = level and standard._level(
                assessment._changed_level(level.level)
            )

    def _changed_level(self, level):
        """Return the level after the change rules of the standard.

        A coma leads to the standard's level for it. A mental disorder and repeated
        risk events make it one heavier each; together only one, unless the dated
        parameter ``assessment.cumulative`` is 1. No level is heavier than the last.
        """
        heaviest = max(self.standard_id.level_ids.mapped("level"))
        if self.basis_coma:
            return self.standard_id.coma_level
        bases = self.basis_mental + self.basis_events
        if bases > 1 and not self._parameter("cumulative"):
            bases = 1
        return min(level + bases, heaviest)
