from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.civil_base.tools.door import Door

from .civil_cemetery_annual import RESULTS
from .civil_inspection_checklist import LEVELS

_ADD = Door("civil_cemetery_annual_opinion")


class CivilCemeteryAnnualOpinion(models.Model):
    """What a level said of a cemetery's year; it stays as it is (年检意见)."""

    _name = "civil.cemetery.annual.opinion"
    _description = "Opinion on a Yearly Inspection"
    _order = "annual_id, id"
    _rec_name = "level"

    annual_id = fields.Many2one(
        "civil.cemetery.annual",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    division_id = fields.Many2one(
        related="annual_id.division_id", store=True, index=True
    )
    level = fields.Selection(LEVELS, required=True, readonly=True)
    organ = fields.Char(readonly=True)
    date = fields.Date(required=True, readonly=True, default=fields.Date.context_today)
    score = fields.Float(readonly=True, digits=(8, 2))
    result = fields.Selection(RESULTS, required=True, readonly=True)
    opinion = fields.Text(readonly=True)
    letter = fields.Char(string="Letter Number", readonly=True)
    file = fields.Binary(attachment=True, readonly=True)
    filename = fields.Char(readonly=True)

    @api.model
    def _add(self, vals):
        """Keep an opinion, for the code behind a step."""
        # Opinions come from the steps of the inspection only.
        return _ADD.opened(self.sudo()).create([vals])

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse opinions that don't come from a step.

        :raises AccessError: it doesn't
        """
        if not _ADD.is_open(self):
            raise AccessError(
                self.env._("Opinions are taken down on the form of the inspection.")
            )
        return super().create(vals_list)

    def write(self, vals):  # pylint: disable=method-required-super
        """Refuse to change what was said.

        :raises AccessError: always
        """
        raise AccessError(self.env._("What a level said stays as it is."))
