from odoo import api, fields, models

from ..tools.rating import least, shown


class CivilInstitutionRatingReport(models.AbstractModel):
    """How a rating is read: its parts as a sheet, its documents (评定得分表、证书)."""

    _name = "civil.institution.rating.report"
    _description = "Sheet and Documents of a Rating"
    _inherit = ["civil.document.mixin"]

    part_sheet = fields.Html(
        string="Points by Part", compute="_compute_part_sheet", sanitize=False
    )
    self_total = fields.Float(
        string="Self-score in All", digits=(6, 1), compute="_compute_part_sheet"
    )

    @api.depends(
        "score_ids.self_score", "sheet_ids.state", "applied_level", "standard_id"
    )
    @api.depends_context("lang", "uid")
    def _compute_part_sheet(self):
        # Institutions see their own points, not those of the experts.
        open_to = self.env["civil.institution.rating.sheet"].has_access("read")
        for rating in self:
            rows = rating._part_rows(with_experts=open_to)
            rating.self_total = float(sum(row["self"] for row in rows))
            rating.part_sheet = rows and self.env["ir.qweb"]._render(
                "civil_institution.rating_part_sheet",
                {"rows": rows, "total": rating._total_row(rows, open_to)},
            )

    def _level_rule(self):
        """The rule of the level that the single rating is about, or None."""
        rules = {rule.level: rule for rule in self.standard_id.sudo()._rules()}
        return rules.get(self.applied_level)

    def _part_rows(self, with_experts=True):
        """Return a row for each part: points, difference, share and least share."""
        own, rule = self._self_points(), self._level_rule()
        seen = with_experts and bool(self._signed_marks())
        given = self._expert_points() if seen else {}
        rows = []
        for part, self_points in own.items():
            got = given.get(part)
            counted = self_points if got is None else got
            needed = rule and least(part.max_score, rule.share)
            rows.append(
                {
                    "name": part.name,
                    "max": part.max_score,
                    "self": self_points,
                    "expert": None if got is None else shown(got),
                    "difference": None if got is None else shown(got) - self_points,
                    "share": shown(100 * counted / part.max_score),
                    "least": rule and rule.share,
                    "needed": needed and shown(needed),
                    "enough": needed is None or counted >= needed,
                }
            )
        return rows

    def _total_row(self, rows, with_experts=True):
        """The row of the sheet that sums the parts up."""
        rule = self._level_rule()
        seen = with_experts and bool(self._signed_marks())
        own = sum(row["self"] for row in rows)
        exact = sum(self._expert_points().values()) if seen else own
        highest = sum(row["max"] for row in rows)
        return {
            "max": highest,
            "self": own,
            "expert": shown(exact) if seen else None,
            "difference": shown(exact) - own if seen else None,
            "share": shown(100 * exact / highest) if highest else None,
            "needed": rule and rule.total,
            "enough": rule is None or exact >= rule.total,
        }

    def _shown_total(self):
        """The experts' total of the single rating as it is shown."""
        return float(shown(sum(self._expert_points().values())))

    # -- documents -----------------------------------------------------------------

    def _document_values(self, kind_code):
        levels = dict(self._fields["level"]._description_selection(self.env))
        level = self.level or self.decided_level or self.applied_level
        return {
            **super()._document_values(kind_code),
            "institution": self.institution_id.name,
            "addressee": self.institution_id.name,
            "credit_code": self.institution_id.credit_code or "",
            "level": levels.get(level, ""),
            "applied_level": levels.get(self.applied_level, ""),
            "standard": self.standard_id.code,
            "total": f"{self.total_score:.2f}",
            "decision_organ": self.decision_organ or "",
            "decision_no": self.decision_no or "",
            "publicity_from": self.publicity_from or "",
            "publicity_to": self.publicity_to or "",
            "announcement_no": self.announcement_no or "",
            "valid_from": self.valid_from or "",
            "valid_until": self.granted_until or "",
            "certificate_no": self.certificate_no or "",
            "reason": self.refusal_reason or self.end_note or "",
            "ground": self.end_ground_id.name or "",
            "ended_on": self.ended_on or "",
        }

    def _issue_certificate(self):
        self.ensure_one()
        key = self.certificate_no
        return self._issue_document("institution_rating_certificate", key=key)
