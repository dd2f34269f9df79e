from odoo import fields, models


class CivilInstitutionLedgerKind(models.Model):
    """A kind of account of a home (账户类别): its money isn't mixed with other."""

    _name = "civil.institution.ledger.kind"
    _description = "Kind of Home Account"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    description = fields.Text(translate=True, help="What it is for.")
    item_ids = fields.Many2many(
        "civil.institution.ledger.item",
        "civil_institution_ledger_item_kind_rel",
        "kind_id",
        "item_id",
        string="Items",
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(code)", "This code is already taken.")
