from odoo import fields, models


class CivilFuneralPlacement(models.Model):
    """A placement in a cemetery on record is an interment there."""

    _inherit = "civil.funeral.placement"

    interment_id = fields.Many2one(
        "civil.cemetery.interment",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )

    _interment_uniq = models.UniqueIndex(
        "(interment_id) WHERE interment_id IS NOT NULL AND state = 'valid'",
        "This interment is already the placement of another case.",
    )
