from odoo import fields, models


class CivilFormDue(models.Model):
    """When a form is due (报送期限), for a time, in calendar days."""

    _name = "civil.form.due"
    _description = "Due Day of a Form"
    _inherit = ["civil.form.dated.mixin"]
    _order = "form_id, date_from desc"
    _rec_name = "days"

    days = fields.Integer(
        string="Days After the End",
        required=True,
        help="Calendar days from the last day of the period to the day on which it is "
        "due.",
    )
    legal_basis = fields.Char(required=True)

    _days_check = models.Constraint(
        "CHECK (days >= 0)", "A form can't be due before its period has ended."
    )
