from odoo import fields, models


class AccountStatementImportSheetMapping(models.Model):
    """Layouts of the files that banks give out (对账单格式)."""

    _inherit = "account.statement.import.sheet.mapping"

    parallel_layout = fields.Boolean(
        string="Statement of a Chinese Bank",
        help="The line of headings is looked for, workbooks and csv in GB 18030 or "
        "UTF-8 are read alike, and every running balance is checked. Only the names "
        "of the columns below count then.",
    )
