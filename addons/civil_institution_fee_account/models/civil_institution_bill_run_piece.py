from odoo import fields, models


class CivilInstitutionBillRunPiece(models.Model):
    """A piece that posts invoices."""

    _inherit = "civil.institution.bill.run.piece"

    step = fields.Selection(
        selection_add=[("post", "Post the Invoices")], ondelete={"post": "cascade"}
    )

    def _do(self):
        if self.step != "post":
            return super()._do()
        bills = self._bills()
        bills.check_access("write")
        return bills._post_invoices()
