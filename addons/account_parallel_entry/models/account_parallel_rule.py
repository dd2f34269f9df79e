from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .account_parallel_mode import REFUND_ROUTES, TREASURY_MODES


class AccountParallelRule(models.Model):
    """How an event is booked in a span of time (平行记账规则).

    Vouchers keep the rule that made them, so a used rule is ended by its last
    day and followed by a new one instead of being changed.
    """

    _name = "account.parallel.rule"
    _description = "Entry Rule"
    _order = "event_id, variant, treasury_mode, refund_route, date_from desc"

    event_id = fields.Many2one(
        "account.parallel.event", required=True, index=True, ondelete="cascade"
    )
    treasury_mode = fields.Selection(
        [("any", "Any"), *TREASURY_MODES], required=True, default="any"
    )
    refund_route = fields.Selection(
        [("any", "Any"), *REFUND_ROUTES], required=True, default="any"
    )
    variant = fields.Char(help="Such as the payee's kind; the usual case if empty.")
    date_from = fields.Date(string="Valid from", required=True)
    date_to = fields.Date(string="Valid through", help="The last day; open if empty.")
    legal_basis = fields.Char()
    exemption_id = fields.Many2one(
        "account.parallel.exemption",
        string="No Budgetary Entry Because",
        ondelete="restrict",
    )
    line_ids = fields.One2many("account.parallel.rule.line", "rule_id", copy=True)
    voucher_count = fields.Integer(compute="_compute_voucher_count")

    _dates_check = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "The last day of validity lies before the first.",
    )
    _no_overlap = models.Constraint(
        """EXCLUDE USING gist (
            event_id WITH =,
            treasury_mode WITH =,
            refund_route WITH =,
            COALESCE(variant, '') WITH =,
            daterange(date_from, date_to, '[]') WITH &&
        )""",
        "There is already a rule of this event for the same mode, route and variant on "
        "some of these days: give that rule its last day first.",
    )

    @api.depends("event_id", "variant", "date_from")
    def _compute_display_name(self):
        for rule in self:
            parts = [rule.event_id.name, rule.variant, str(rule.date_from or "")]
            rule.display_name = " · ".join(filter(None, parts))

    def _compute_voucher_count(self):
        counts = dict(
            self.env["account.parallel.voucher"]._read_group(
                [("rule_id", "in", self.ids)], ["rule_id"], ["__count"]
            )
        )
        for rule in self:
            rule.voucher_count = counts.get(rule, 0)

    @api.constrains("line_ids", "event_id")
    def _check_balance(self):
        """Each amount moves as much to the debit as to the credit of a ledger."""
        for rule in self:
            sums = {}
            for line in rule.line_ids:
                sign = (-1 if line.side == "credit" else 1) * (-1 if line.red else 1)
                key = line.ledger, line.amount_key
                sums[key] = sums.get(key, 0) + sign
            wrong = {key for (_ledger, key), value in sums.items() if value}
            if wrong:
                raise ValidationError(
                    self.env._(
                        "%(rule)s: the amounts %(keys)s don't balance within a ledger.",
                        rule=rule.display_name,
                        keys=", ".join(sorted(wrong)),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Let the last days given just now count before new rules are compared."""
        self.flush_model()
        return super().create(vals_list)

    def write(self, vals):
        """Keep what vouchers were made by."""
        if vals.keys() - {"date_to", "legal_basis", "line_ids"}:
            self._refuse_if_used()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_unused(self):
        self._refuse_if_used()

    def _refuse_if_used(self):
        vouchers = self.env["account.parallel.voucher"].sudo()
        for rule in vouchers.search([("rule_id", "in", self.ids)], limit=1).rule_id:
            raise UserError(
                self.env._(
                    "Vouchers were made by the rule %(rule)s: give it its last day and "
                    "add a new one from the next day.",
                    rule=rule.display_name,
                )
            )

    def action_view_vouchers(self):
        """Open the vouchers that the rule made."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "account_parallel_entry.account_parallel_voucher_action"
            ),
            "domain": [("rule_id", "=", self.id)],
            "context": {},
        }
