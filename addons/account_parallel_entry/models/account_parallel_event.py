from odoo import api, fields, models
from odoo.exceptions import UserError


class AccountParallelEvent(models.Model):
    """An event that is booked by rules (经济业务事项).

    Other addons name it by its code; which accounts it moves is the business of
    its rules, which an administrator can read, change and add to.
    """

    _name = "account.parallel.event"
    _description = "Accounting Event"
    _order = "sequence, row, code"
    _rec_names_search = ("code", "name", "row")

    code = fields.Char(required=True, help="How programs call it.")
    name = fields.Char(required=True, translate=True)
    row = fields.Char(help="Row in the table of entries of the accounting manual.")
    sequence = fields.Integer(default=10)
    description = fields.Text(translate=True)
    active = fields.Boolean(default=True)
    amount_keys = fields.Char(
        string="Amounts",
        required=True,
        default="amount",
        help="Names of the amounts that the event brings, separated by commas.",
    )
    needs_payee_kind = fields.Boolean(
        string="Variant Needed", help="The variant, such as the payee's kind, is asked."
    )
    closing = fields.Boolean(help="Its entries go into the closing journals.")
    rule_ids = fields.One2many("account.parallel.rule", "event_id")
    rule_count = fields.Integer(compute="_compute_rule_count")

    _code_uniq = models.UniqueIndex("(code)", "There is already an event of this code.")

    @api.depends("rule_ids")
    def _compute_rule_count(self):
        counts = dict(
            self.env["account.parallel.rule"]._read_group(
                [("event_id", "in", self.ids)], ["event_id"], ["__count"]
            )
        )
        for event in self:
            event.rule_count = counts.get(event, 0)

    def _keys(self):
        """Return the names of the event's amounts."""
        return [key.strip() for key in self.amount_keys.split(",") if key.strip()]

    @api.model
    def _by_code(self, code):
        """Return the event of a code.

        :raises UserError: there is none, or it is archived
        """
        event = self.sudo().search([("code", "=", code)])
        if not event:
            raise UserError(
                self.env._("There is no accounting event “%(code)s”.", code=code)
            )
        return event

    def _rule_on(self, company, day, variant=None):
        """Return the rule by which the event of a day is booked.

        A rule for the very treasury mode goes before one for any, then one for the
        very refund route. The variant is never guessed: a name that no rule knows is
        refused.

        :raises UserError: no rule holds
        """
        self.ensure_one()
        mode = self.env["account.parallel.mode"]._on(company, day)
        variant = variant or ""
        if self.needs_payee_kind and not variant:
            raise UserError(
                self.env._("%(event)s: the variant is needed.", event=self.name)
            )
        rules = self.sudo().rule_ids.filtered(
            lambda rule: (
                rule.date_from <= day
                and (not rule.date_to or rule.date_to >= day)
                and rule.treasury_mode in ("any", mode.treasury_mode)
                and rule.refund_route in ("any", mode.refund_route)
                and (rule.variant or "") == variant
            )
        )
        if not rules:
            self._refuse_without_rule(company, day, mode, variant)
        return max(
            rules,
            key=lambda rule: (rule.treasury_mode != "any", rule.refund_route != "any"),
        )

    def _refuse_without_rule(self, company, day, mode, variant):
        def label(name):
            return dict(mode._fields[name]._description_selection(self.env))[mode[name]]

        raise UserError(
            self.env._(
                "%(event)s: no rule holds on %(day)s for %(company)s (%(mode)s, "
                "%(route)s, variant “%(variant)s”). Add one under Entry Rules.",
                event=self.name,
                day=day,
                company=company.name,
                mode=label("treasury_mode"),
                route=label("refund_route"),
                variant=variant,
            )
        )
