from odoo import fields, models


class CivilTreasuryFileLine(models.Model):
    """An application or a voucher in a file of the finance bureau (交换文件明细)."""

    _name = "civil.treasury.file.line"
    _description = "Line of a Finance Bureau File"
    _order = "file_id desc, row, id"
    _rec_name = "file_id"

    file_id = fields.Many2one(
        "civil.treasury.file",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    layout_id = fields.Many2one(related="file_id.layout_id", store=True)
    currency_id = fields.Many2one(related="file_id.currency_id")
    row = fields.Integer(
        string="Line in the File",
        readonly=True,
        help="Of a file that came in: where it stands.",
    )
    treasury_id = fields.Many2one(
        "civil.subsidy.treasury",
        string="Payment Application",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    voucher_id = fields.Many2one(
        "account.parallel.voucher",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    amount = fields.Monetary(readonly=True)
    answer = fields.Selection(
        [("paid", "Paid"), ("rejected", "Rejected")],
        string="Treasury's Answer",
        readonly=True,
        help="What the treasury says became of the application.",
    )
    voucher_number = fields.Char(string="Treasury Voucher", readonly=True)
    pay_date = fields.Date(string="Paid On", readonly=True)
    reason = fields.Char(readonly=True)

    _subject_check = models.Constraint(
        "CHECK ((treasury_id IS NULL) <> (voucher_id IS NULL))",
        "A line is about an application or about a voucher.",
    )
    _treasury_uniq = models.UniqueIndex(
        "(file_id, treasury_id) WHERE treasury_id IS NOT NULL",
        "An application stands in a file once.",
    )
    _voucher_once = models.UniqueIndex(
        "(layout_id, voucher_id) WHERE voucher_id IS NOT NULL",
        "A voucher is written once in a layout: look the file up.",
    )
