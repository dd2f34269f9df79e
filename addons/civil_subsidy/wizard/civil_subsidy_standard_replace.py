from odoo import api, fields, models


class CivilSubsidyStandardReplace(models.TransientModel):
    """Asks for the amount that follows a standard, and from which day."""

    _name = "civil.subsidy.standard.replace"
    _description = "Next Standard"

    standard_id = fields.Many2one(
        "civil.subsidy.standard", required=True, readonly=True, ondelete="cascade"
    )
    amount_method = fields.Selection(related="standard_id.amount_method")
    currency_id = fields.Many2one(related="standard_id.currency_id")
    amount_before = fields.Monetary(
        related="standard_id.amount", string="Present Amount"
    )
    amount = fields.Monetary(required=True)
    minimum = fields.Monetary()
    ceiling = fields.Monetary()
    date_from = fields.Date(string="From", required=True)
    legal_basis = fields.Char(string="Document", required=True)

    @api.model
    def _open(self, standard):
        """The form for one standard, filled with its present limits."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("End and Replace"),
            "res_model": self._name,
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_standard_id": standard.id,
                "default_minimum": standard.minimum,
                "default_ceiling": standard.ceiling,
            },
        }

    def action_confirm(self):
        """End the present standard and open the next one."""
        self.ensure_one()
        successor = self.standard_id.action_end_and_replace(
            amount=self.amount,
            date_from=self.date_from,
            legal_basis=self.legal_basis,
            minimum=self.minimum,
            ceiling=self.ceiling,
        )
        return self.standard_id.browse(successor)._get_records_action()
