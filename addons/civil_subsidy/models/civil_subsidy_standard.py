from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.states import UNDECIDED

#: What doesn't change once a submitted batch pays by the standard.
FIXED_ONCE_PAID = {
    "class_id",
    "amount",
    "minimum",
    "ceiling",
    "least_days",
    "leave_days",
    "date_from",
}


class CivilSubsidyStandard(models.Model):
    """The amount of a class from one date to another (补贴标准).

    A claim is paid by the standard that holds on the first day of its month; what
    the amount is multiplied by is the program's ``amount_method``. A standard by
    which somebody was paid isn't edited: end it and record the next one. That way a
    past month can be recomputed as it was known then.

    Two standards of one class on one day are no standard: the claims are held until
    somebody decides, so overlaps are shown, not refused.
    """

    _name = "civil.subsidy.standard"
    _description = "Subsidy Standard"
    _inherit = ["mail.thread"]
    _order = "program_id, class_id, date_from desc, id desc"

    class_id = fields.Many2one(
        "civil.subsidy.class",
        required=True,
        ondelete="restrict",
        index=True,
        tracking=True,
    )
    program_id = fields.Many2one(
        related="class_id.program_id", store=True, index=True, precompute=True
    )
    amount_method = fields.Selection(related="program_id.amount_method")
    leave_rule = fields.Selection(related="program_id.leave_rule")
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    amount = fields.Monetary(
        required=True,
        tracking=True,
        aggregator="max",
        help="Yuan a month; a day, of subsidies by occupied bed-day.",
    )
    minimum = fields.Monetary(
        tracking=True,
        aggregator=None,
        help="Difference to the standard: the least that is paid, when anything is.",
    )
    ceiling = fields.Monetary(
        tracking=True,
        aggregator=None,
        help="The most that may be paid for one claim; none when zero.",
    )
    least_days = fields.Integer(
        string="Least Stay",
        tracking=True,
        aggregator=None,
        help="Days that a bed must have been occupied in the month.",
    )
    leave_days = fields.Integer(
        string="Days on Leave Counted",
        tracking=True,
        aggregator=None,
        help="Days on leave in a month that count as occupied, where the program "
        "counts them up to a limit.",
    )
    date_from = fields.Date(required=True, tracking=True)
    date_to = fields.Date(tracking=True, help="Last day; empty while it holds.")
    legal_basis = fields.Char(string="Document", tracking=True)
    active = fields.Boolean(default=True)
    ended_at = fields.Datetime(
        readonly=True,
        copy=False,
        help="When its last day was put on record; until then it was known to hold.",
    )
    retired_at = fields.Datetime(
        readonly=True, copy=False, help="When the standard was taken out of use."
    )
    overlap = fields.Boolean(
        compute="_compute_overlap",
        help="Another standard of the class holds on some of the same days.",
    )
    is_current = fields.Boolean(
        compute="_compute_is_current", search="_search_is_current"
    )

    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "A standard must be more than zero yuan."
    )
    _limits_sign = models.Constraint(
        "CHECK (coalesce(minimum, 0) >= 0 AND coalesce(ceiling, 0) >= 0"
        " AND coalesce(least_days, 0) >= 0 AND coalesce(leave_days, 0) >= 0)",
        "The limits of a standard can't be less than zero.",
    )
    _dates_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "A standard can't end before it begins.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        now = fields.Datetime.now()
        return super().create(
            [
                {**vals, "ended_at": now if vals.get("date_to") else False}
                for vals in vals_list
            ]
        )

    def write(self, vals):
        """Keep what somebody was paid by, and when it was known to end."""
        if set(vals) & FIXED_ONCE_PAID:
            self._refuse_paid()
        now = fields.Datetime.now()
        if "date_to" in vals:
            vals = {**vals, "ended_at": now if vals["date_to"] else False}
        if "active" in vals:
            vals = {**vals, "retired_at": False if vals["active"] else now}
        return super().write(vals)

    def _refuse_paid(self):
        """Refuse to change standards by which a submitted batch pays.

        :raise UserError: naming the batch and the remedy
        """
        # The batch may lie beyond the divisions of who keeps the standards.
        payment = (
            self.env["civil.subsidy.payment"]
            .sudo()
            .search(
                [
                    ("standard_id", "in", self.ids),
                    (
                        "batch_id.state",
                        "not in",
                        UNDECIDED,
                    ),
                ],
                limit=1,
            )
        )
        if payment:
            raise UserError(
                self.env._(
                    "Batch %(batch)s pays by the standard %(standard)s; it stays. End "
                    "it with its last day and record the new one beside it.",
                    batch=payment.batch_id.name,
                    standard=payment.standard_id.display_name,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_paid(self):
        self._refuse_paid()

    @api.depends("class_id", "amount", "date_from")
    def _compute_display_name(self):
        for record in self:
            record.display_name = (
                f"{record.class_id.display_name} {record.amount:.2f}"
                f" ({record.date_from})"
            )

    @api.depends("class_id", "date_from", "date_to", "active")
    def _compute_overlap(self):
        others = self.search([("class_id", "in", self.class_id.ids)])
        for record in self:
            record.overlap = any(
                other != record
                and other.class_id == record.class_id
                and (not record.date_to or other.date_from <= record.date_to)
                and (not other.date_to or record.date_from <= other.date_to)
                for other in others
            )

    @api.depends("date_from", "date_to")
    def _compute_is_current(self):
        today = fields.Date.context_today(self)
        for record in self:
            record.is_current = bool(
                record.date_from
                and record.date_from <= today
                and (not record.date_to or record.date_to >= today)
            )

    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        return Domain("date_from", "<=", today) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", today)
        )

    def action_end_and_replace(
        self, amount=None, date_from=None, legal_basis=None, **limits
    ):
        """End the standard the day before, and put the next one in its place.

        Without an amount the form that asks for it opens.

        :param amount: yuan; :param date_from: first day of the next one
        :param legal_basis: the document that sets it
        :param limits: ``minimum``, ``ceiling``, ``least_days``, ``leave_days`` where
            they differ from the present ones
        :return: id of the next standard
        :raise UserError: it doesn't hold up to that day
        """
        self.ensure_one()
        if amount is None:
            return self.env["civil.subsidy.standard.replace"]._open(self)
        self.check_access("write")
        first = fields.Date.to_date(date_from)
        if not first or first <= self.date_from:
            raise UserError(
                self.env._(
                    "%(standard)s begins on %(date)s; the next one has to begin later.",
                    standard=self.display_name,
                    date=self.date_from,
                )
            )
        if self.date_to and self.date_to < fields.Date.subtract(first, days=1):
            raise UserError(
                self.env._(
                    "%(standard)s ended on %(date)s already; record the next one by "
                    "itself.",
                    standard=self.display_name,
                    date=self.date_to,
                )
            )
        unknown = set(limits) - {"minimum", "ceiling", "least_days", "leave_days"}
        if unknown:
            raise UserError(
                self.env._(
                    "A standard has no limit %(names)s.",
                    names=", ".join(sorted(unknown)),
                )
            )
        last = self.date_to
        self.date_to = fields.Date.subtract(first, days=1)
        successor = self.copy(
            {
                "amount": amount,
                "date_from": first,
                "date_to": last if last and last >= first else False,
                "legal_basis": legal_basis,
                **limits,
            }
        )
        return successor.id
