from odoo import fields, models
from odoo.fields import Domain


class CivilInstitutionPrinted(models.AbstractModel):
    """Something of which papers are printed that the institution's staff may open.

    They see no register of documents; the paper opens with the record it is about.
    """

    _name = "civil.institution.printed"
    _description = "Record with Printed Papers"
    _inherit = ["civil.document.mixin"]

    paper_file = fields.Binary(compute="_compute_paper_file", compute_sudo=True)

    def _compute_paper_file(self):
        """The last paper that was issued, for whoever may see the record."""
        for record in self:
            record.paper_file = record._issued_papers()[:1].attachment_id.datas

    def _issued_papers(self):
        return (
            self.env["civil.document"]
            .sudo()
            .search(
                Domain("res_model", "=", self._name)
                & Domain("res_id", "=", self.id)
                & Domain("state", "=", "issued"),
                order="id desc",
            )
        )

    def _open_paper(self, code, key="", **values):
        """Issue a paper once, and open it.

        :param str code: the kind of document
        :param str key: tells apart papers of one kind
        """
        self.check_access("write")
        document = self._issue_document(code, key=key, **values).sudo()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/paper_file"
            f"?filename={document.display_name}.pdf",
            "target": "new",
        }
