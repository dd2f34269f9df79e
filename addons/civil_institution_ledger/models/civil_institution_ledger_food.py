from odoo import fields, models


class CivilInstitutionLedgerFood(models.Model):
    """A food that homes buy and keep (食材)."""

    _name = "civil.institution.ledger.food"
    _description = "Food"
    _order = "category, name, id"

    name = fields.Char(required=True, translate=True, index="trigram")
    category = fields.Selection(
        [
            ("staple", "Rice, Flour, Oil"),
            ("meat", "Meat, Eggs, Milk"),
            ("vegetable", "Vegetables, Fruit"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
    )
    unit = fields.Char(required=True, default="千克")
    active = fields.Boolean(default=True)

    _name_uniq = models.UniqueIndex("(name, unit)", "This food is there already.")
