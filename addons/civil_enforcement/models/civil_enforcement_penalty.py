from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.roles import CLERK
from .civil_enforcement_sanction import HEARING_KINDS, KINDS, MEASURES


class CivilEnforcementPenalty(models.Model):
    """A sanction of a case (处罚内容): proposed, given notice of, then decided.

    What was given notice of is kept beside it: a decision isn't heavier than its
    notice because the party defended itself (Administrative Penalty Law, article 45).
    """

    _name = "civil.enforcement.penalty"
    _description = "Sanction of a Case"
    _inherit = ["civil.enforcement.part"]
    _order = "case_id, sequence, id"
    _rec_name = "text"

    _step_fields = (
        "is_noticed",
        "noticed_amount",
        "noticed_date_to",
        "executed_on",
        "execution_note",
    )

    sequence = fields.Integer(default=10)
    kind = fields.Selection(KINDS, required=True)
    sanction_id = fields.Many2one(
        "civil.enforcement.sanction",
        string="By the Catalogue",
        domain="[('offence_id', '=', parent.offence_id), ('kind', '=', kind)]",
        ondelete="restrict",
    )
    currency_id = fields.Many2one(related="case_id.currency_id")
    base_amount = fields.Monetary(
        string="Amount It Is a Multiple of",
        help="The illegal income, the turnover or the value of the goods, in yuan.",
    )
    amount = fields.Monetary(
        help="Of a fine or of confiscated money, in yuan; zero for other sanctions."
    )
    is_mitigated = fields.Boolean(
        string="Below the Range",
        help="Reduced below what the law provides for: article 32.",
    )
    mitigation_reason = fields.Char()
    items = fields.Text(string="List of Things", help="What is confiscated or sealed.")
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="Through")
    text = fields.Char(string="In the Words of the Decision", required=True)
    is_noticed = fields.Boolean(string="Notice Given", readonly=True, copy=False)
    noticed_amount = fields.Monetary(string="By the Notice", readonly=True, copy=False)
    noticed_date_to = fields.Date(string="Through, by the Notice", readonly=True)
    executed_on = fields.Date(string="Carried out on", readonly=True, copy=False)
    execution_note = fields.Char(string="How", readonly=True, copy=False)

    _amount_check = models.Constraint(
        "CHECK (amount >= 0 AND base_amount >= 0)", "An amount can't be negative."
    )
    _money_check = models.Constraint(
        "CHECK (amount = 0 OR kind IN ('fine', 'confiscation'))",
        "Only fines and confiscated money have an amount.",
    )
    _dates_check = models.Constraint(
        "CHECK (date_to >= date_from)", "The sanction ends before it begins."
    )

    @api.constrains(
        "kind", "sanction_id", "amount", "base_amount", "is_mitigated", "case_id"
    )
    def _check_range(self):
        for penalty in self:
            if why := penalty._range_refusal():
                raise ValidationError(
                    self.env._("%(what)s: %(why)s", what=penalty.text, why=why)
                )

    def _range_refusal(self):
        """Why the single sanction isn't what the catalogue provides for, or False."""
        sanction = self.sanction_id
        if not sanction:
            # A measure such as an order to correct needs no entry of its own.
            return self.kind not in MEASURES and self.env._(
                "choose the entry of the catalogue that provides for it."
            )
        if sanction.kind != self.kind or sanction.offence_id != self.case_id.offence_id:
            return self.env._("the entry of the catalogue is for something else.")
        if sanction.party_type and sanction.party_type != self.case_id.party_type:
            return self.env._("the entry of the catalogue is for other parties.")
        return self.kind == "fine" and self._amount_refusal()

    def _amount_refusal(self):
        amount = self._yuan(self.amount)
        low, high = self.sanction_id._bounds(self._yuan(self.base_amount))
        if amount <= 0:
            return self.env._("a fine needs an amount.")
        if self.sanction_id.multiple_base and not self.base_amount:
            return self.env._("enter the amount that the fine is a multiple of.")
        if high is not None and amount > high:
            return self.env._(
                "%(amount)s yuan is above the highest fine of %(high)s yuan.",
                amount=f"{amount:,.2f}",
                high=f"{high:,.2f}",
            )
        if amount < low and not (self.is_mitigated and self.mitigation_reason):
            return self.env._(
                "%(amount)s yuan is below the lowest fine of %(low)s yuan; where it is "
                "mitigated (article 32), mark it so and give the reason.",
                amount=f"{amount:,.2f}",
                low=f"{low:,.2f}",
            )
        return False

    def _in_words(self):
        """The single sanction as a document says it."""
        words = self.text
        if self.items:
            words += f"（物品清单：{self.items}）"
        return words

    @staticmethod
    def _yuan(amount):
        """An amount as the database keeps it, exactly."""
        return Decimal(f"{amount or 0:.2f}")

    def _gives_hearing(self, day):
        """Tell whether the single sanction gives a right to a hearing: article 63."""
        if self.kind in HEARING_KINDS:
            return True
        if self.kind not in ("fine", "confiscation"):
            return False
        limit = self.env["civil.parameter"]._get(
            f"enforcement.hearing_{self.case_id.party_type}",
            day,
            self.case_id.division_id,
        )
        return self._yuan(self.amount) >= limit

    def _note_notice(self):
        """Keep what notice is given of, in each line."""
        for penalty in self:
            penalty._write_by_step(
                {
                    "is_noticed": True,
                    "noticed_amount": penalty.amount,
                    "noticed_date_to": penalty.date_to,
                }
            )

    def _heavier_than_notice(self):
        """Tell whether the single sanction goes beyond its notice."""
        if self.kind in MEASURES:
            return False
        longer = self.date_to and (
            not self.noticed_date_to or self.date_to > self.noticed_date_to
        )
        more = self._yuan(self.amount) > self._yuan(self.noticed_amount)
        return not self.is_noticed or bool(longer) or more

    def write(self, vals):
        """Keep the kind of a sanction that notice was given of."""
        changed = set(vals) & {"kind", "sanction_id", "case_id"}
        if changed and self.filtered("is_noticed"):
            raise UserError(
                self.env._(
                    "Notice was given of this sanction; its kind stays. Withdraw the "
                    "notice first."
                )
            )
        return super().write(vals)

    def action_execute(self, day=None, text=None):
        """Record that the sanction was carried out.

        :param date day: when; today if not given
        :param str text: how, such as who took the goods to where
        """
        self.check_access("read")
        if not text:
            return self.env["civil.enforcement.step"]._open(
                self, "action_execute", self.env._("Carried Out")
            )
        return self._execute(fields.Date.to_date(day), text)

    def _execute(self, day, text):
        today = fields.Date.context_today(self)
        day = day or today
        for penalty in self:
            case = penalty.case_id
            case._check_role(CLERK)
            if case.state != "served" or penalty.kind == "fine":
                raise UserError(
                    self.env._(
                        "%(text)s: the decision has to be served first; a fine is "
                        "carried out by its payments.",
                        text=penalty.text,
                    )
                )
            if not case.served_on <= day <= today:
                raise UserError(
                    self.env._("It is carried out after the service, not before.")
                )
            penalty._write_by_step({"executed_on": day, "execution_note": text})
        return True
