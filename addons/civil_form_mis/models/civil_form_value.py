from odoo import fields, models


class CivilFormValue(models.Model):
    """Values that are rows of a statement lead to its entries."""

    _inherit = "civil.form.value"

    source = fields.Selection(
        selection_add=[("statement", "Row of a Statement")],
        ondelete={"statement": "cascade"},
    )

    def action_records(self):
        """Open the journal items of a statement's row, or the statement."""
        self.ensure_one()
        if self.source != "statement":
            return super().action_records()
        self.check_access("read")
        return self.figure_id._statement_action(self.filing_id._period())
