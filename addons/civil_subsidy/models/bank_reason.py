# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CivilBankReason(models.Model):
    """Why an agent bank couldn't pay (退票原因), and what is to be done.

    Each bank has return codes of its own; they are mapped to these causes, so that
    failures of several banks can be counted together.
    """

    _name = "civil.bank.reason"
    _description = "Cause of a Failed Payment"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    remedy = fields.Text(
        translate=True, help="What to do so that the payment can be sent again."
    )
    actor = fields.Selection(
        [
            ("town", "Town"),
            ("clerk", "Section's Clerk"),
            ("finance", "Finance"),
            ("bank", "Agent Bank"),
        ],
        string="Who Acts",
        required=True,
        default="clerk",
    )
    code_ids = fields.One2many(
        "civil.bank.reason.code", "reason_id", string="Return Codes"
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(code)", "There is such a cause already.")

    @api.model
    def _mapping(self, layout):
        """Return the function from a bank's (code, text) to the id of a cause.

        The code of the format counts first, then words in the bank's text, then the
        cause "other".

        :param layout: the ``civil.bank.format`` of the result; empty for a sheet
            that was typed
        """
        # What a code means is no secret; it decides for everybody.
        codes = (
            self.env["civil.bank.reason.code"]
            .sudo()
            .search(
                [
                    ("format_id", "in", (False, *layout.ids)),
                    ("reason_id.active", "=", True),
                ]
            )
        )
        exact = {each.code: each.reason_id.id for each in codes if each.code}
        words = [(each.words, each.reason_id.id) for each in codes if each.words]
        other = self.sudo().search([("code", "=", "other")], limit=1).id

        def reason(code, text):
            if code in exact:
                return exact[code]
            found = (cause for word, cause in words if word in (text or ""))
            return next(found, other) or None

        return reason
