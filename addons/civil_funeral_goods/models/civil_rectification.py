from odoo import models

#: How a shop's violations were handled when the order ends so.
_HANDLING = {"closed": "rectified", "handed_over": "enforcement"}


class CivilRectification(models.Model):
    """An order's end is the end of the violations that it was about."""

    _inherit = "civil.rectification"

    def _write_state(self, step):
        """Settle the violations with the order."""
        result = super()._write_state(step)
        if handling := _HANDLING.get(step.target):
            # Whoever checks again need not keep shops.
            violations = self.env["civil.funeral.violation"].sudo()
            violations.search(
                [
                    ("inspection_id", "in", self.inspection_id.ids),
                    ("handling", "=", "open"),
                ]
            )._settle(handling)
        return result
