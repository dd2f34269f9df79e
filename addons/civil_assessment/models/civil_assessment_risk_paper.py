from odoo import fields, models

KIND = "assessment.risks"


class CivilAssessmentRiskPaper(models.Model):
    """The notice of risks for the family to sign (安全风险告知书, GB 38600-2019)."""

    _inherit = "civil.assessment.risk"

    is_notice_old = fields.Boolean(
        readonly=True,
        copy=False,
        help="The sheet was taken back after its notice was printed.",
    )

    def action_notice(self):
        """Issue the notice that the family signs, and open it.

        A sheet that was corrected gets a notice in place of the earlier one.

        :raises UserError: not every risk is assessed yet
        """
        self.ensure_one()
        self.check_access("read")
        self._refuse_reasons(
            {
                self: self.state == "draft"
                and self.env._("assess every risk and close the assessment first")
            }
        )
        if self.state == "assessed":
            self._issue_notice()
        notice = self._issued_papers(KIND)[:1]
        self._refuse_reasons({self: not notice and self.env._("no notice was issued")})
        return self._open_paper(notice)

    def _issue_notice(self):
        earlier = self._issued_papers(KIND)[:1] if self.is_notice_old else False
        if not earlier:
            self._issue_document(KIND)
            return
        self._issue_document(
            KIND,
            replaces=earlier,
            replacement_reason=self.env._("The assessment was corrected."),
        )
        self._write_guarded({"is_notice_old": False})

    def _effect_reopen(self):
        for sheet in self:
            if sheet._issued_papers(KIND):
                sheet._write_guarded({"is_notice_old": True})

    def _document_values(self, kind_code):
        return {
            **super()._document_values(kind_code),
            "person": self.resident_id.name,
            "addressee": False,
        }

    def _notice_facts(self):
        """Return what the notice says of the person: pairs of label and text."""
        mine = self.with_context(lang=self.env["civil.paper"]._language())
        resident = mine.resident_id
        reasons = dict(mine._fields["reason"]._description_selection(mine.env))
        return [
            (mine.env._("Full Name"), resident.name),
            (mine.env._("Identity Number"), resident.identity_masked or "—"),
            (mine.env._("Assessed on"), str(mine.date)),
            (mine.env._("Reason for Assessing"), reasons[mine.reason]),
            (
                mine.env._("Ability Level"),
                mine.assessment_id.final_level_id.name or "—",
            ),
            (mine.env._("Assessor"), mine.user_id.name),
        ]

    def _notice_rows(self):
        """Return the risks of the notice: name, level and measures."""
        mine = self.with_context(lang=self.env["civil.paper"]._language())
        levels = dict(mine.line_ids._fields["level"]._description_selection(mine.env))
        return [
            (line.kind_id.name, levels.get(line.level), line.measures or "—")
            for line in mine.line_ids
        ]
