from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..tools.amounts import exact
from ..tools.requests import Component, EventRequest


class AccountParallelTry(models.TransientModel):
    """Shows the entries that an event would make, without making them (试算)."""

    _name = "account.parallel.try"
    _description = "Try an Entry Rule"

    event_id = fields.Many2one("account.parallel.event", required=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    variant = fields.Char()
    accounts = fields.Char(
        help="Accounts for placeholders of the rule, such as: expense=500103, bank=1021"
    )
    amount_ids = fields.One2many(
        "account.parallel.try.amount",
        "try_id",
        compute="_compute_amount_ids",
        store=True,
        readonly=False,
    )
    result = fields.Html(compute="_compute_result")

    @api.depends("event_id")
    def _compute_amount_ids(self):
        for trial in self:
            trial.amount_ids = [
                Command.clear(),
                *(
                    Command.create({"key": key, "amount": 100})
                    for key in (trial.event_id._keys() if trial.event_id else ())
                ),
            ]

    @api.depends("event_id", "company_id", "date", "variant", "accounts", "amount_ids")
    def _compute_result(self):
        for trial in self:
            if not (trial.event_id and trial.company_id and trial.date):
                trial.result = False
                continue
            try:
                entries = self.env["account.parallel.event"]._preview(trial._request())
            except UserError as error:
                trial.result = Markup('<p class="text-danger">%s</p>') % error
                continue
            trial.result = trial._as_table(entries)

    def action_show(self):
        """Show the entries for what is now filled in."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Try an Entry Rule"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _request(self):
        words = (self.accounts or "").replace("，", ",").split(",")
        pairs = [word.split("=", 1) for word in words if "=" in word]
        part = Component(
            amounts={line.key: exact(line.amount) for line in self.amount_ids},
            accounts={name.strip(): code.strip() for name, code in pairs},
        )
        return EventRequest(
            event=self.event_id.code,
            company=self.company_id,
            date=self.date,
            summary=self.event_id.name,
            components=[part],
            variant=self.variant,
        )

    def _as_table(self, entries):
        """Return the entries as a table, or a sentence if there are none."""
        if not entries:
            return Markup("<p>%s</p>") % self.env._("This event needs no entry.")
        labels = dict(
            self.env["account.parallel.rule.line"]
            ._fields["ledger"]
            ._description_selection(self.env)
        )
        row = Markup(
            "<tr><td>%s</td><td>%s %s</td>"
            '<td class="text-end">%s</td><td class="text-end">%s</td></tr>'
        )
        rows = Markup().join(
            row
            % (
                labels[entry["ledger"]],
                entry["account"],
                entry["account_name"],
                entry["debit"] or "",
                entry["credit"] or "",
            )
            for entry in entries
        )
        head = Markup(
            "<tr><th>%s</th><th>%s</th>"
            '<th class="text-end">%s</th><th class="text-end">%s</th></tr>'
        ) % (
            self.env._("Ledger"),
            self.env._("Account"),
            self.env._("Debit"),
            self.env._("Credit"),
        )
        return Markup('<table class="table table-sm">%s%s</table>') % (head, rows)
