# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.bank_file import HEAD_KEYS, LINE_KEYS, NUMBER_KEYS, Column


class CivilBankFormatLine(models.Model):
    """One field of a bank's file: a known value, or text that is always the same."""

    _name = "civil.bank.format.line"
    _description = "Bank File Column"
    _order = "format_id, section, sequence, id"
    _rec_name = "key"

    format_id = fields.Many2one(
        "civil.bank.format", required=True, ondelete="cascade", index=True
    )
    section = fields.Selection(
        [("header", "Header"), ("detail", "Line"), ("trailer", "Trailer")],
        required=True,
        default="detail",
    )
    sequence = fields.Integer(default=10)
    key = fields.Selection(
        [
            ("batch", "Batch Number"),
            ("agent", "Code of the Agent Bank"),
            ("part", "Part"),
            ("parts", "Number of Parts"),
            ("agreement", "Agreement Number"),
            ("payer_account", "Paying Account"),
            ("date", "Date"),
            ("count", "Number of Lines"),
            ("total", "Total Amount"),
            ("purpose", "Purpose"),
            ("paid_count", "Lines Paid"),
            ("paid_total", "Amount Paid"),
            ("failed_count", "Lines Failed"),
            ("failed_total", "Amount Failed"),
            ("pending_count", "Lines Pending"),
            ("pending_total", "Amount Pending"),
            ("sequence", "Sequence"),
            ("account", "Account Number"),
            ("holder", "Account Holder"),
            ("amount", "Amount"),
            ("bank_name", "Bank of the Account"),
            ("bank_code", "Bank Code of the Account"),
            ("cnaps", "CNAPS Number of the Account's Bank"),
            ("other_bank", "Account at Another Bank (1 or 0)"),
            ("identity_number", "Identity Number"),
            ("remark", "Remark"),
            ("reference", "Line Reference"),
            ("status", "Status"),
            ("code", "Reason Code"),
            ("reason", "Reason"),
            ("serial", "Bank Serial Number"),
        ],
        string="Value",
        help="What stands in the field; empty if it is always the same text.",
    )
    constant = fields.Char(
        string="Fixed Text",
        help="Stands in the field on every line; may be empty for a reserved field.",
    )
    max_length = fields.Integer(string="Longest", help="In characters; 0 for no limit.")
    required = fields.Boolean(default=True)
    pad = fields.Selection(
        [("zero", "Zeros on the left"), ("space", "Spaces on the right")],
        string="Filled With",
        help="Fills the field up to its longest length.",
    )

    _max_length_positive = models.Constraint(
        "CHECK (max_length >= 0)", "The longest length can't be negative."
    )

    @api.constrains("section", "key", "constant", "max_length", "pad")
    def _check_column(self):
        """Refuse a column that makes no sense by itself."""
        for line in self:
            known = LINE_KEYS if line.section == "detail" else HEAD_KEYS
            if line.key and line.key not in known:
                raise ValidationError(
                    self.env._(
                        "%(field)s can't stand in this section.", field=line._label()
                    )
                )
            if line.key and line.constant:
                raise ValidationError(
                    self.env._(
                        "%(field)s can't have a fixed text at the same time: clear"
                        " one of the two.",
                        field=line._label(),
                    )
                )
            if line.pad and not line.max_length:
                raise ValidationError(
                    self.env._("A field that is filled up needs its longest length.")
                )
            if line.pad == "zero" and line.key not in NUMBER_KEYS:
                raise ValidationError(
                    self.env._("Only numbers can be filled up with zeros.")
                )

    def _label(self):
        """Return the name of the column's value in the user's language."""
        labels = dict(self._fields["key"]._description_selection(self.env))
        return labels.get(self.key, self.constant or "")

    def _to_column(self):
        """Return the column as the engine knows it."""
        self.ensure_one()
        return Column(
            key=self.key or "",
            constant=self.constant or "",
            max_length=self.max_length,
            required=self.required,
            pad=self.pad or "",
        )
