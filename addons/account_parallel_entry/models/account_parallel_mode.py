from odoo import api, fields, models
from odoo.exceptions import UserError

TREASURY_MODES = [
    ("new", "Integrated Budget Management"),
    ("old_authorized", "Authorized Payment (Former)"),
    ("old_direct", "Direct Payment (Former)"),
]
REFUND_ROUTES = [
    ("treasury_channel", "Back through the Treasury"),
    ("unit_account", "To the Unit's Account, Kept"),
    ("hand_in", "To the Unit's Account, Handed In"),
]


class AccountParallelMode(models.Model):
    """How a company's money comes and goes back from a day on (财政支付方式).

    An event is booked by the mode of its own day: 财会〔2017〕25号 for the former
    payment modes, 财会〔2022〕25号 for integrated budget management.
    """

    _name = "account.parallel.mode"
    _description = "Treasury Mode"
    _order = "company_id, date_from desc"
    _rec_name = "treasury_mode"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
    )
    date_from = fields.Date(string="From", required=True)
    treasury_mode = fields.Selection(TREASURY_MODES, required=True, default="new")
    refund_route = fields.Selection(
        REFUND_ROUTES,
        required=True,
        default="treasury_channel",
        help="Which way refunds take in this district: ask the finance bureau.",
    )
    note = fields.Char(string="Legal Basis")

    _day_uniq = models.UniqueIndex(
        "(company_id, date_from)", "The company's mode from this day is already set."
    )

    @api.model
    def _on(self, company, day):
        """Return the mode of a company on a day.

        :raises UserError: none is set
        """
        mode = self.sudo().search(
            [("company_id", "=", company.id), ("date_from", "<=", day)],
            order="date_from desc",
            limit=1,
        )
        if not mode:
            raise UserError(
                self.env._(
                    "No treasury mode is set for %(company)s on %(day)s: add one in "
                    "the settings of parallel bookkeeping.",
                    company=company.name,
                    day=day,
                )
            )
        return mode
