from odoo import fields, models

#: Kinds of movement in the order of the identity: last month + new + resumed - ended
#: - suspended = this month, in persons and money; the others move money only.
MOVEMENTS = [
    ("last", "Last Month"),
    ("new", "New"),
    ("resumed", "Resumed"),
    ("ended", "Ended"),
    ("suspended", "Suspended or Held"),
    ("standard", "Change of the Standard"),
    ("change", "Change of the Person's Case"),
    ("this", "This Month"),
]


class CivilSubsidyMovement(models.Model):
    """Persons and money from last month to this one (人员变动), of a batch.

    ``claim_count`` counts entitlements, ``person_count`` the persons they support,
    ``amount`` the money. Ended and suspended are negative, so that the rows from
    ``last`` to ``change`` add up to ``this``.
    """

    _name = "civil.subsidy.movement"
    _description = "Movement Against Last Month"
    _order = "batch_id desc, id"

    batch_id = fields.Many2one(
        "civil.subsidy.batch", required=True, ondelete="cascade", index=True
    )
    kind = fields.Selection(MOVEMENTS, string="Kind of Movement", required=True)
    claim_count = fields.Integer("Claims")
    person_count = fields.Integer("Persons")
    currency_id = fields.Many2one(related="batch_id.currency_id")
    amount = fields.Monetary()

    _batch_kind_uniq = models.UniqueIndex(
        "(batch_id, kind)", "A batch has one figure for each kind of movement."
    )
