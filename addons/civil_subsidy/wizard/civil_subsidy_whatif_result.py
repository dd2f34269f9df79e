from odoo import fields, models


class CivilSubsidyWhatifResult(models.TransientModel):
    """What a try-out comes to for one class in one town; money a month."""

    _name = "civil.subsidy.whatif.result"
    _description = "Result of a Try-out"
    _order = "class_id, town_id"

    whatif_id = fields.Many2one(
        "civil.subsidy.whatif", required=True, ondelete="cascade", index=True
    )
    class_id = fields.Many2one("civil.subsidy.class", ondelete="cascade")
    town_id = fields.Many2one("civil.division")
    entitlement_count = fields.Integer("Entitlements")
    person_count = fields.Integer("Persons")
    currency_id = fields.Many2one("res.currency")
    amount_before = fields.Monetary("A Month Now")
    amount_after = fields.Monetary("A Month Then")
    difference = fields.Monetary("More a Month")
    arrears = fields.Monetary()
