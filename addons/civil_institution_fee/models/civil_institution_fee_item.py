from odoo import fields, models

CATEGORIES = [
    ("bed", "Bed"),
    ("care", "Nursing"),
    ("meal", "Meals"),
    ("agency", "Bought on Behalf"),
    ("other", "Other"),
]


class CivilInstitutionFeeItem(models.Model):
    """What an institution charges for (收费项目): bed, nursing, meals, agency.

    Items by the month or the day come with every month's bill; what is charged once
    is written down when it happens (代办费). Whether an item runs while somebody is
    away is data: the bed is held, the meals stop.
    """

    _name = "civil.institution.fee.item"
    _description = "Fee Item"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    category = fields.Selection(CATEGORIES, required=True, default="other", index=True)
    unit = fields.Selection(
        [("month", "Month"), ("day", "Day"), ("once", "Once")],
        required=True,
        default="month",
        help="By the month: parts of a month count by days. Once: written down as it "
        "happens.",
    )
    runs_on_leave = fields.Boolean(
        string="Runs during a Leave", default=True, help="Charged for days on leave."
    )
    runs_in_hospital = fields.Boolean(
        string="Runs in Hospital", default=True, help="Charged for days in hospital."
    )
    is_controlled = fields.Boolean(
        string="Price Approved in Public Institutions",
        help="Public and publicly built institutions charge it at a government price "
        "or below a guide price.",
    )
    legal_basis = fields.Char()
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(code)", "There is an item of this code already.")
