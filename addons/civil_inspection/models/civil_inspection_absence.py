from odoo import fields, models


class CivilInspectionAbsence(models.Model):
    """Days on which an inspector can't inspect (外出或请假)."""

    _name = "civil.inspection.absence"
    _description = "Absence of an Inspector"
    _order = "date_from desc, id desc"

    inspector_id = fields.Many2one(
        "civil.inspection.inspector", required=True, index=True, ondelete="cascade"
    )
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="Through", required=True)
    reason = fields.Char(required=True)

    _dates_order = models.Constraint(
        "CHECK (date_to >= date_from)", "The absence ends before it begins."
    )
