from odoo import fields, models
from odoo.exceptions import UserError


class AccountParallelVoucherType(models.Model):
    """Kind of voucher (凭证类别): 记 for all, or 收, 付, 转 where they are kept apart.

    Every kind has its own numbers in every month.
    """

    _name = "account.parallel.voucher.type"
    _description = "Voucher Type"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        string="Word", required=True, help="The word before the number, such as 记."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(code)", "There is already a type with this word.")

    def write(self, vals):
        """Keep the word of numbers that were given."""
        if "code" in vals:
            self._refuse_if_used()
        return super().write(vals)

    def _refuse_if_used(self):
        counter = self.env["account.parallel.counter"].sudo()
        used = counter.search([("type_id", "in", self.ids)], limit=1).type_id
        if used:
            raise UserError(
                self.env._(
                    "Vouchers are already numbered with the word “%(word)s”: archive "
                    "this type and add another one.",
                    word=used.code,
                )
            )
