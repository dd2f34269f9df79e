from odoo import fields, models


class CivilInstitutionLedgerItem(models.Model):
    """What money comes in or goes out for (收支项目), and on which accounts."""

    _name = "civil.institution.ledger.item"
    _description = "Item of Home Accounts"
    _order = "direction, sequence, id"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    direction = fields.Selection(
        [("in", "Income"), ("out", "Expense")], required=True, default="out"
    )
    kind_ids = fields.Many2many(
        "civil.institution.ledger.kind",
        "civil_institution_ledger_item_kind_rel",
        "item_id",
        "kind_id",
        string="Accounts",
        required=True,
        help="On these accounts only: money of one isn't mixed with that of others.",
    )
    is_per_person = fields.Boolean(
        string="By Head", help="The voucher names for whom how much came in."
    )
    is_food = fields.Boolean(
        string="Food", help="It pays what was bought and accepted."
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(code)", "This code is already taken.")
