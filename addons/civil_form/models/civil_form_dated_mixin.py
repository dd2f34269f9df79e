from odoo import api, fields, models
from odoo.fields import Domain


class CivilFormDatedMixin(models.AbstractModel):
    """What holds of a form for a time: its versions, its due days."""

    _name = "civil.form.dated.mixin"
    _description = "Dated Part of a Form"

    form_id = fields.Many2one(
        "civil.form", required=True, index=True, ondelete="cascade"
    )
    date_from = fields.Date(string="Valid from", required=True)
    date_to = fields.Date(string="Valid through", help="The last day; open if empty.")
    legal_basis = fields.Char(help="The document that sets it, with its number.")

    _dates_check = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "The last day of validity lies before the first.",
    )
    _no_overlap = models.Constraint(
        """EXCLUDE USING gist (
            form_id WITH =, daterange(date_from, date_to, '[]') WITH &&
        )""",
        "Something else holds for this form on some of these days: give that its last "
        "day first.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Let the end of what held before count, also if it is given just now."""
        self.flush_model(["date_from", "date_to"])
        return super().create(vals_list)

    @api.model
    def _domain_on(self, day):
        """Return the domain of what holds on a day."""
        return Domain("date_from", "<=", day) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", day)
        )
