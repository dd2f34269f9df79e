from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilInstitutionLedgerMeal(models.Model):
    """How many residents were booked for meals on a day (就餐登记)."""

    _name = "civil.institution.ledger.meal"
    _description = "Meals of a Day"
    _inherit = ["civil.institution.part"]
    _order = "date desc, id desc"
    _rec_name = "date"

    institution_id = fields.Many2one(ondelete="restrict")
    date = fields.Date(required=True, default=fields.Date.context_today, index=True)
    persons = fields.Integer(string="Residents at Meals", required=True)
    menu = fields.Char(string="What Was Cooked")
    cook = fields.Char()
    note = fields.Char()

    _date_uniq = models.UniqueIndex(
        "(institution_id, date)", "The meals of this day are on record already."
    )
    _persons_check = models.Constraint(
        "CHECK (persons >= 0)", "Residents at meals can't be below 0."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse days of closed months."""
        meals = super().create(vals_list)
        meals._refuse_closed()
        return meals

    def write(self, vals):
        """Refuse days of closed months, before and after."""
        self._refuse_closed()
        result = super().write(vals)
        self._refuse_closed()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_open_only(self):
        self._refuse_closed()

    def _refuse_closed(self):
        months = self.env["civil.institution.ledger.month"]
        for meal in self:
            if refusal := months._closed_refusal(meal.institution_id, meal.date):
                raise UserError(
                    self.env._(
                        "%(home)s, %(date)s: %(why)s.",
                        home=meal.institution_id.name,
                        date=meal.date,
                        why=refusal,
                    )
                )
