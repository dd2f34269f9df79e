import calendar

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.money import exact, total
from ..tools.roles import HOME
from .civil_institution_bill import OPEN


class CivilInstitutionStay(models.Model):
    """What a resident owes and has prepaid."""

    _inherit = "civil.institution.stay"

    bill_ids = fields.One2many("civil.institution.bill", "stay_id", string="Bills")
    prepayment_ids = fields.One2many(
        "civil.institution.prepayment", "stay_id", string="Prepaid"
    )
    settlement_ids = fields.One2many("civil.institution.settlement", "stay_id")
    bill_balance = fields.Monetary(
        string="Open Bills", compute="_compute_money", compute_sudo=True
    )
    prepaid_balance = fields.Monetary(compute="_compute_money", compute_sudo=True)

    @api.depends("bill_ids.balance", "bill_ids.state", "prepayment_ids.balance")
    def _compute_money(self):
        for stay in self:
            stay.bill_balance = total(stay._open_bills().mapped("balance"))
            stay.prepaid_balance = total(stay.prepayment_ids.mapped("balance"))

    def _open_bills(self):
        """The bills of which something is owed."""
        return self.bill_ids.filtered(lambda bill: bill.state in OPEN)

    def _prepayment(self, kind):
        """Return the prepaid account of a kind of the single stay."""
        return self.env["civil.institution.prepayment"]._of(self, kind)

    def _monthly_fee(self, day, category=None):
        """Return what a whole month costs the single resident by the prices of a day.

        :param date day: of which the prices, and whose month's days, count
        :param str category: of items; all by the month or day if None
        :return: Decimal in yuan
        """
        prices = self.env["civil.institution.fee.price"].search(
            self.env["civil.institution.fee.price"]._domain_on(day)
            & fields.Domain("institution_id", "=", self.institution_id.id)
            & fields.Domain("item_id.unit", "in", ("month", "day"))
        )
        if category:
            prices = prices.filtered(lambda price: price.item_id.category == category)
        prices = prices.filtered(self._fits_price)
        fee = exact(0)
        for item in prices.item_id:
            mine = prices.filtered(lambda price, item=item: price.item_id == item)
            price = mine.sorted(lambda price: price._weight())[-1]
            times = 1
            if item.unit == "day":
                times = calendar.monthrange(day.year, day.month)[1]
            fee += exact(price.amount) * times
        return fee

    def _fits_price(self, price):
        """Tell whether a price is for the single resident as he lives now."""
        bed = self.bed_id
        kept = bed.is_destitute and self.payer == "destitute"
        return (
            (kept or not price.is_kept)
            and price.level_id in (self.care_level_id, price.level_id.browse())
            and price.room_type in (bed.room_id.room_type, False)
            and price.bed_class in (bed.bed_class, False)
        )

    # -- leaving -------------------------------------------------------------------

    def _settlement(self):
        """The settlement of the single stay that holds, if any."""
        return self.settlement_ids.filtered(
            lambda one: one.state in ("confirmed", "paid_out")
        )

    def _is_charged(self):
        """Tell whether the single resident has anything to settle here."""
        if self.bill_ids or self.prepayment_ids:
            return True
        prices = self.env["civil.institution.fee.price"].sudo()
        domain = [
            ("institution_id", "=", self.institution_id.id),
            ("state", "=", "published"),
        ]
        return bool(prices.search_count(domain, limit=1))

    def _discharge_refusal(self):
        """Nobody leaves before the account is settled; death waits for nobody."""
        return super()._discharge_refusal() or self._settlement_refusal()

    def _settlement_refusal(self):
        if self.death_date or not self._is_charged():
            return False
        settled = self._settlement()
        if not settled:
            return self.env._("the account isn't settled: make the settlement first")
        day = self.env.context.get("discharge_on")
        if day and day != settled.date:
            return self._other_day_text(settled)
        return bool(self._open_bills()) and self.env._(
            "bills are still open: receive the payment first"
        )

    def _after_discharge(self):
        """See that the day of discharge is the one that was settled."""
        result = super()._after_discharge()
        for stay in self:
            settled = stay._settlement()
            if settled and not stay.death_date and settled.date != stay.date_to:
                raise UserError(self._other_day_text(settled))
        return result

    def _other_day_text(self, settled):
        return self.env._(
            "the account of %(person)s is settled for %(date)s: register the discharge "
            "on that day",
            person=settled.person_name,
            date=settled.date,
        )

    def _todo_entries(self):
        entries = super()._todo_entries()
        left = self.state == "discharged" and not self._settlement()
        if left and (self._open_bills() or any(self.prepayment_ids.mapped("balance"))):
            name = self.env._("%(person)s: settle the account", person=self.person_name)
            entries = [
                *entries,
                TodoEntry("settle", name, group=self.env.ref(HOME), due=self.date_to),
            ]
        return entries

    # -- buttons -------------------------------------------------------------------

    def action_open_bills(self):
        """Show the bills of the resident."""
        return self._open_fees("civil_institution_bill_action")

    def action_open_prepaid(self):
        """Show what the resident has prepaid."""
        return self._open_fees("civil_institution_prepayment_action")

    def _open_fees(self, name):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"civil_institution_fee.{name}"
        )
        return {
            **action,
            "domain": [("stay_id", "=", self.id)],
            "context": {"default_stay_id": self.id},
        }

    def action_ask_prepay(self):
        """Ask how much is prepaid."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Receive Prepaid Money"),
            "res_model": "civil.institution.prepay",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_stay_id": self.id},
        }

    def action_prepay(self, kind, amount, method="transfer", **values):
        """Receive prepaid money of the single resident within the limits.

        :param str kind: service, deposit or member
        :param amount: how much
        :param str method: cash or transfer
        :param values: ``payer_type``, ``payer_name``, ``reference``, ``date``
        :return: the id of the receipt
        """
        self.ensure_one()
        allowed = {"payer_type", "payer_name", "reference", "date"}
        values = {name: value for name, value in values.items() if name in allowed}
        receipt = self._prepayment(kind)._pay_in(amount, method, **values)
        return receipt.id

    def action_settle(self):
        """Make the settlement of the single resident, or show the one there is."""
        self.ensure_one()
        settlement = self.settlement_ids.filtered(lambda one: one.state != "cancelled")
        if not settlement:
            settlement = settlement.create(
                {
                    "stay_id": self.id,
                    **({"date": self.date_to} if self.date_to else {}),
                }
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": settlement._name,
            "res_id": settlement.id,
            "views": [(False, "form")],
        }
