from odoo import api, fields, models


class ResCompany(models.Model):
    """How a company keeps parallel books (平行记账设置)."""

    _inherit = "res.company"

    parallel_bookkeeping = fields.Boolean(
        help="Every entry belongs to a voucher, with a budgetary entry where money of "
        "the budget moves."
    )
    parallel_four_eyes = fields.Boolean(
        string="Maker and Reviewer Differ",
        default=True,
        help="Who made or changed a voucher can't review it.",
    )
    parallel_auto_post = fields.Boolean(
        string="Post Events at Once",
        help="Vouchers of events are posted without waiting for a review, which is "
        "asked for afterwards.",
    )
    parallel_first_year = fields.Integer(
        string="First Year with Vouchers",
        default=lambda self: fields.Date.context_today(self).year,
    )
    parallel_finance_head_id = fields.Many2one(
        "res.users",
        string="Chief of Accounting",
        help="Printed on vouchers as 会计主管.",
    )
    parallel_mode_ids = fields.One2many("account.parallel.mode", "company_id")

    @api.model_create_multi
    def create(self, vals_list):
        """Give a company with parallel books a treasury mode to start from."""
        companies = super().create(vals_list)
        companies._set_first_mode()
        return companies

    def write(self, vals):
        """Give a company with parallel books a treasury mode to start from."""
        done = super().write(vals)
        if vals.get("parallel_bookkeeping"):
            self._set_first_mode()
        return done

    def _set_first_mode(self):
        for company in self.filtered("parallel_bookkeeping"):
            if not company.sudo().parallel_mode_ids:
                self.env["account.parallel.mode"].sudo().create(
                    {
                        "company_id": company.id,
                        "date_from": f"{company.parallel_first_year}-01-01",
                    }
                )
