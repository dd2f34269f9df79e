from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.treasury_layout import AMOUNT_KEYS, KEYS, Column


class CivilTreasuryLayoutColumn(models.Model):
    """A column of a layout: a named value, or text that is always the same (列)."""

    _name = "civil.treasury.layout.column"
    _description = "Column of a Layout"
    _order = "layout_id, sequence, id"
    _rec_name = "heading"

    layout_id = fields.Many2one(
        "civil.treasury.layout", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(default=10)
    heading = fields.Char(required=True)
    key = fields.Selection(
        [
            ("sequence", "Sequence"),
            ("application_number", "Application Number"),
            ("application_date", "Day of the Application"),
            ("document_number", "Document Number of the Indicator"),
            ("indicator_number", "Indicator Number"),
            ("year", "Budget Year"),
            ("project_code", "Project Code"),
            ("project_name", "Project Name"),
            ("function_code", "Functional Class, Code"),
            ("function_name", "Functional Class, Name"),
            ("department_economic_code", "Departmental Economic Class, Code"),
            ("department_economic_name", "Departmental Economic Class, Name"),
            ("government_economic_code", "Government Economic Class, Code"),
            ("government_economic_name", "Government Economic Class, Name"),
            ("fund_nature", "Nature of the Funds"),
            ("is_direct", "Direct Funds"),
            ("payee", "Payee"),
            ("payee_bank", "Payee's Bank"),
            ("payee_account", "Payee's Account"),
            ("amount", "Amount"),
            ("program", "Subsidy Program"),
            ("month", "Month of the Subsidy"),
            ("purpose", "Purpose"),
            ("voucher_date", "Voucher Date"),
            ("voucher_type", "Word of the Voucher"),
            ("voucher_number", "Voucher Number"),
            ("month_number", "Voucher Number in the Month"),
            ("line_number", "Line of the Voucher"),
            ("summary", "Summary"),
            ("ledger", "Ledger"),
            ("account_code", "Account Code"),
            ("account_name", "Account Name"),
            ("debit", "Debit"),
            ("credit", "Credit"),
            ("fund_name", "Fund Nature (Dimension)"),
            ("expenditure_name", "Basic or Project Expenditure"),
            ("partner", "Partner"),
            ("dimensions", "All Dimensions"),
            ("enclosures", "Attached Sheets"),
            ("pay_date", "Paid On"),
            ("status", "Status"),
            ("reason", "Reason of a Rejection"),
        ],
        string="Value",
        help="What stands in the column; empty if it is always the same text, or isn't "
        "read.",
    )
    constant = fields.Char(
        string="Fixed Text", help="In every line; empty for a column that stays empty."
    )
    required = fields.Boolean(default=True)
    date_format = fields.Selection(
        [
            ("%Y-%m-%d", "2024-03-05"),
            ("%Y%m%d", "20240305"),
            ("%Y/%m/%d", "2024/03/05"),
            ("%Y年%m月%d日", "2024年03月05日"),
        ],
        required=True,
        default="%Y-%m-%d",
    )
    decimals = fields.Integer(default=2, help="Of an amount in yuan.")
    width = fields.Integer(
        string="Longest",
        help="In characters; 0 for no limit. What is longer is refused.",
    )

    _decimals_range = models.Constraint(
        "CHECK (decimals BETWEEN 0 AND 2)", "Amounts have 0 to 2 decimals."
    )
    _width_positive = models.Constraint(
        "CHECK (width >= 0)", "The longest length can't be negative."
    )

    @api.constrains("key", "constant", "layout_id")
    def _check_key(self):
        """A column holds a value of the layout's direction, or a fixed text."""
        labels = dict(self._fields["key"]._description_selection(self.env))
        for column in self.filtered("key"):
            if column.key not in KEYS[column.layout_id.direction]:
                raise ValidationError(
                    self.env._(
                        "Column %(heading)s: “%(value)s” isn't known in this "
                        "direction. Choose another value.",
                        heading=column.heading,
                        value=labels[column.key],
                    )
                )
            if column.constant:
                raise ValidationError(
                    self.env._(
                        "Column %(heading)s has a value and a fixed text: clear one "
                        "of the two.",
                        heading=column.heading,
                    )
                )

    def _column(self):
        """Return the single column for the tools."""
        return Column(
            heading=self.heading or "",
            key=self.key or "",
            constant=self.constant or "",
            required=self.required,
            date_format=self.date_format,
            decimals=self.decimals if self.key in AMOUNT_KEYS else 2,
            width=self.width,
        )
