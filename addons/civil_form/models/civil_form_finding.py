from odoo import api, fields, models
from odoo.exceptions import UserError

from .civil_form_filing import FILLING


class CivilFormFinding(models.Model):
    """What was found in a filled form and has to be explained (审核问题).

    A relation between cells that doesn't hold, or a place that the form doesn't name.
    """

    _name = "civil.form.finding"
    _description = "Finding in a Filing"
    _order = "filing_id, id"

    filing_id = fields.Many2one(
        "civil.form.filing",
        required=True,
        index=True,
        ondelete="cascade",
        readonly=True,
    )
    filing_state = fields.Selection(related="filing_id.state", string="Filing Status")
    key = fields.Char(required=True, readonly=True)
    name = fields.Text(string="Finding", required=True, readonly=True)
    explanation = fields.Char()

    @api.model_create_multi
    def create(self, vals_list):
        """Let filling alone note findings."""
        self._refuse_unless_filling()
        return super().create(vals_list)

    def write(self, vals):
        """Let people explain while the filing is filled."""
        if not vals.keys() <= {"explanation"}:
            self._refuse_unless_filling()
        self.filing_id._refuse_typing()
        result = super().write(vals)
        for filing in self.filing_id:
            filing._add_maker()
        return result

    def unlink(self):
        """Let filling alone drop findings."""
        self._refuse_unless_filling()
        return super().unlink()

    def _refuse_unless_filling(self):
        if not (FILLING.is_open(self) and self.env.su):
            raise UserError(
                self.env._("Findings follow from the filled form and its checks.")
            )
