from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilInstitutionLedgerPerson(models.Model):
    """For whom how much came in for which month (按人头拨款名册)."""

    _name = "civil.institution.ledger.person"
    _description = "Money by Head"
    _inherit = ["civil.institution.part"]
    _order = "voucher_id desc, id"
    _place_fields = ("voucher_id",)
    _rec_name = "person_name"

    voucher_id = fields.Many2one(
        "civil.institution.ledger.voucher",
        required=True,
        index=True,
        ondelete="cascade",
    )
    institution_id = fields.Many2one(
        related="voucher_id.institution_id",
        store=True,
        index=True,
        required=False,
        precompute=True,
    )
    stay_id = fields.Many2one(
        "civil.institution.stay",
        string="Resident",
        required=True,
        index=True,
        ondelete="restrict",
    )
    person_name = fields.Char(related="stay_id.person_name", string="Name")
    month = fields.Date(
        string="For the Month", required=True, help="Any day of the month."
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(required=True)
    state = fields.Selection(related="voucher_id.state", store=True)

    _amount_check = models.Constraint(
        "CHECK (amount > 0)", "The amount of a person is more than 0."
    )
    _month_uniq = models.UniqueIndex(
        "(voucher_id, stay_id, month)", "The resident stands there for the month twice."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Keep the month as its first day; entered vouchers get no more persons."""
        lines = super().create(list(map(self._first_day, vals_list)))
        lines._refuse_entered()
        return lines

    def write(self, vals):
        """Keep entered vouchers as they are."""
        self._refuse_entered()
        return super().write(self._first_day(vals))

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts_only(self):
        self._refuse_entered()

    def _refuse_entered(self):
        if self.voucher_id.filtered(lambda voucher: voucher.state != "draft"):
            raise UserError(self.env._("A voucher that was entered doesn't change."))

    @api.model
    def _first_day(self, vals):
        if month := fields.Date.to_date(vals.get("month")):
            return {**vals, "month": month.replace(day=1)}
        return vals
