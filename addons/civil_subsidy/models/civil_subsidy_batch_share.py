from odoo import fields, models

from .civil_subsidy_share import SOURCES


class CivilSubsidyBatchShare(models.Model):
    """What a source of funds pays of a submitted batch (资金来源构成)."""

    _name = "civil.subsidy.batch.share"
    _description = "Batch by Source of Funds"
    _order = "batch_id desc, id"

    batch_id = fields.Many2one(
        "civil.subsidy.batch", required=True, ondelete="cascade", index=True
    )
    source = fields.Selection(SOURCES, required=True)
    percent = fields.Float(string="Part (%)", digits=(5, 2), aggregator=None)
    currency_id = fields.Many2one(related="batch_id.currency_id")
    amount = fields.Monetary()

    _batch_source_uniq = models.UniqueIndex(
        "(batch_id, source)", "A batch names each source once."
    )
