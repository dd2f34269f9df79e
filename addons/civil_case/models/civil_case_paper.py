from odoo import models


class CivilCasePaper(models.AbstractModel):
    """The documents of a case and its archive file (文书、组卷)."""

    _name = "civil.case.paper"
    _description = "Papers of Cases"
    _inherit = ["civil.case.intake"]

    def _issue(self, step):
        """Issue the document of a step for each case, where its kind has one."""

    def _void_document(self, step):
        """Void the document of a step that is taken back."""

    def _served_refusal(self, step):
        return False

    def _unserved_refusal(self, step):
        return False
