from odoo import api, fields, models
from odoo.fields import Domain


class CivilFormDue(models.Model):
    """When a form is due (报送期限), for a time, in calendar days."""

    _name = "civil.form.due"
    _description = "Due Day of a Form"
    _order = "form_id, date_from desc"
    _rec_name = "days"

    form_id = fields.Many2one(
        "civil.form", required=True, index=True, ondelete="cascade"
    )
    days = fields.Integer(
        string="Days After the End",
        required=True,
        help="Calendar days from the last day of the period to the day on which it is "
        "due.",
    )
    date_from = fields.Date(string="Valid from", required=True)
    date_to = fields.Date(string="Valid through", help="The last day; open if empty.")
    legal_basis = fields.Char(
        required=True, help="The document that sets the due day, with its number."
    )

    _dates_check = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "The last day of validity lies before the first.",
    )
    _days_check = models.Constraint(
        "CHECK (days >= 0)", "A form can't be due before its period has ended."
    )
    _no_overlap = models.Constraint(
        """EXCLUDE USING gist (
            form_id WITH =, daterange(date_from, date_to, '[]') WITH &&
        )""",
        "There is already a due day of this form for some of these days: give that one "
        "its last day first.",
    )

    @api.model
    def _domain_on(self, day):
        """Return the domain of what holds on a day."""
        return Domain("date_from", "<=", day) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", day)
        )
