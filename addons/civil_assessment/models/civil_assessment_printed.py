from odoo import fields, models


class CivilAssessmentPrinted(models.AbstractModel):
    """A record about which one paper is issued, opened by whoever sees the record.

    Documents themselves are kept by the section; assessors see those of their own
    records through them. ``_paper_kind`` is the code of the paper's kind.
    """

    _name = "civil.assessment.printed"
    _description = "Record with a Paper"
    _inherit = ["civil.document.mixin"]
    _paper_kind = None

    report_file = fields.Binary(compute="_compute_report_file", compute_sudo=True)

    def _compute_report_file(self):
        """The issued paper, for whoever may see the record."""
        for record in self:
            record.report_file = record._issued_paper().attachment_id.datas

    def _issued_paper(self):
        """Return the paper about the single record that is in force."""
        # Whoever sees the record sees its paper.
        return (
            self.env["civil.document"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "=", self.id),
                    ("kind_id.code", "=", self._paper_kind),
                    ("state", "=", "issued"),
                ],
                order="id desc",
                limit=1,
            )
        )

    def _open_paper(self):
        """Return the action that opens the paper of the single record."""
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/report_file"
            f"?filename={self._issued_paper().display_name}.pdf",
            "target": "new",
        }
