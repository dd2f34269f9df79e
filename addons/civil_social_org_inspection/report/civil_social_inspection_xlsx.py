from odoo import models


class CivilSocialInspectionXlsx(models.AbstractModel):
    """All results as a workbook, one sheet an inspection (年检结果表)."""

    _name = "report.civil_social_org_inspection.results_xlsx"
    _description = "Results of Inspections"
    _inherit = ["report.report_xlsx.abstract"]

    def generate_xlsx_report(self, workbook, data, objs):
        """Write the results of the inspections that the user may read."""
        bold = workbook.add_format({"bold": True, "border": 1, "align": "center"})
        cell = workbook.add_format({"border": 1, "text_wrap": True})
        for number, inspection in enumerate(objs, 1):
            kind = inspection.kind_id.name or ""
            sheet = workbook.add_worksheet(f"{number} {inspection.year} {kind}"[:31])
            sheet.merge_range(
                0,
                0,
                0,
                len(self._columns()) - 1,
                inspection.name,
                workbook.add_format({"bold": True, "font_size": 16, "align": "center"}),
            )
            for column, (label, width) in enumerate(self._columns()):
                sheet.set_column(column, column, width)
                sheet.write_string(1, column, label, bold)
            sheet.freeze_panes(2, 0)
            sheet.set_landscape()
            sheet.set_paper(9)  # A4
            sheet.fit_to_pages(1, 0)
            for row, values in enumerate(self._rows(inspection), 2):
                for column, value in enumerate(values):
                    sheet.write_string(row, column, value, cell)

    def _columns(self):
        return (
            (self.env._("No."), 6),
            (self.env._("Organization"), 36),
            (self.env._("Unified Social Credit Code"), 22),
            (self.env._("Supervisor"), 24),
            (self.env._("State"), 14),
            (self.env._("Handed In"), 12),
            (self.env._("Conclusion"), 12),
            (self.env._("Grounds"), 60),
            (self.env._("Rectification"), 12),
        )

    def _rows(self, inspection):
        """Yield the lines of one inspection, by name, with their confirmed grounds."""
        reports = inspection.report_ids.sorted(lambda report: report.name or "")
        labels = {
            name: dict(reports._fields[name]._description_selection(self.env))
            for name in ("state", "conclusion", "rectify_state")
        }
        grounds = {}
        found = self.env["civil.social.finding"].search_fetch(
            [("inspection_id", "=", inspection.id), ("state", "=", "confirmed")],
            ["report_id", "ground_id"],
        )
        for finding in found:
            grounds.setdefault(finding.report_id.id, []).append(finding.ground_id.name)
        for number, report in enumerate(reports, 1):
            yield (
                str(number),
                report.name or "",
                report.credit_code or "",
                report.supervisor_id.name or "",
                labels["state"].get(report.state, ""),
                str(report.submitted_on or ""),
                labels["conclusion"].get(report.conclusion, ""),
                "；".join(grounds.get(report.id, [])),
                labels["rectify_state"].get(report.rectify_state, ""),
            )
