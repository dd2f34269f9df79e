from odoo import models

KIND = "assessment.report"


class CivilAssessmentPaper(models.Model):
    """The report of an assessment (老年人能力评估报告, appendix C of the standard)."""

    _inherit = "civil.assessment"

    def action_report(self):
        """Issue the report of a signed assessment once, and open it."""
        self.ensure_one()
        self.check_access("read")
        signed = self.state in ("signed", "replaced", "voided")
        self._refuse_reasons(
            {self: not signed and self.env._("both assessors sign it first")}
        )
        if self.state == "signed":
            self._issue_document(KIND)
        report = self._issued_papers(KIND)[:1]
        self._refuse_reasons({self: not report and self.env._("no report was issued")})
        return self._open_paper(report)

    def _document_values(self, kind_code):
        return {
            **super()._document_values(kind_code),
            "person": self.resident_id.name,
            "addressee": False,
        }

    def _report_rows(self):
        """Return what the report says of the person: pairs of label and text."""
        mine = self.with_context(lang=self.env["civil.paper"]._language())
        return [
            (self._label(mine, name), self._shown(mine, name) or "—")
            for name in (
                "name",
                "date",
                "resident_id",
                "sex",
                "birth_date",
                "identity_masked",
                "reason",
                "living",
                "provider_name",
                "provider_relation",
            )
        ]

    def _label(self, record, name):
        return record._fields[name]._description_string(record.env)

    def _shown(self, record, name):
        field, value = record._fields[name], record[name]
        if field.type == "selection":
            return dict(field._description_selection(record.env)).get(value)
        if field.type == "many2one":
            return value.name
        return str(value) if value else False

    def _report_bases(self):
        """Return the bases of a change: pairs of label and whether it applies."""
        mine = self.with_context(lang=self.env["civil.paper"]._language())
        names = ("basis_coma", "basis_mental", "basis_events")
        return [(self._label(mine, name), mine[name]) for name in names]
