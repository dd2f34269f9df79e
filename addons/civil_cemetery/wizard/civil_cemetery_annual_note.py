from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..models.civil_cemetery_annual import RESULTS
from ..tools import CLERK


class CivilCemeteryAnnualNote(models.TransientModel):
    """Takes down what the city or the province says of a cemetery's year (上级意见)."""

    _name = "civil.cemetery.annual.note"
    _description = "Opinion of a Level Above"

    annual_id = fields.Many2one(
        "civil.cemetery.annual", required=True, readonly=True, ondelete="cascade"
    )
    level = fields.Selection(
        [("city", "City"), ("province", "Province")], required=True, default="city"
    )
    organ = fields.Char(required=True)
    date = fields.Date(required=True, default=fields.Date.context_today)
    result = fields.Selection(RESULTS, required=True)
    letter = fields.Char(string="Letter Number")
    opinion = fields.Text(required=True)
    file = fields.Binary(attachment=True)
    filename = fields.Char()

    def action_confirm(self):
        """Keep the opinion with the inspection.

        :raises UserError: it isn't the turn of the level
        """
        self.ensure_one()
        annual = self.annual_id
        annual.check_access("write")
        if not self.env.user.has_group(CLERK):
            raise AccessError(self.env._("Clerks of the section take opinions down."))
        turn = {"city": "scored", "province": "reviewed"}[self.level]
        if annual.state != turn or self.level not in annual._levels_above():
            raise UserError(
                self.env._(
                    "%(inspection)s doesn't wait for this level now.",
                    inspection=annual.display_name,
                )
            )
        annual._add_opinion(
            self.level,
            self.result,
            self.opinion,
            organ=self.organ,
            date=self.date,
            letter=self.letter,
            file=self.file,
            filename=self.filename,
        )
        if self.level == "city":
            annual._transition("reviewed")
        return {"type": "ir.actions.act_window_close"}
