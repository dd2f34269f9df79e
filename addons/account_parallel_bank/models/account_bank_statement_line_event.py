from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.account_parallel_entry.tools.amounts import exact, total
from odoo.addons.account_parallel_entry.tools.requests import (
    PLANS,
    Component,
    EventRequest,
)

from ..tools.door import BANK


class AccountBankStatementLine(models.Model):
    """Vouchers of the events that bank lines tell of: fees, interest and the like."""

    _inherit = "account.bank.statement.line"

    parallel_rule_id = fields.Many2one(
        "account.parallel.bank.rule",
        string="Matching Rule",
        compute="_compute_parallel_rule_id",
    )

    @api.depends("payment_ref", "partner_name", "partner_id", "amount", "date")
    def _compute_parallel_rule_id(self):
        rules = self.env["account.parallel.bank.rule"].search([])
        for line in self:
            line.parallel_rule_id = (
                rules._first_for(line) if line.parallel_state == "open" else False
            )

    def action_make_event_vouchers(self):
        """Make draft vouchers of the lines that a rule knows (按规则制证).

        :return: action that opens the vouchers
        :raises AccessError: the user isn't an accountant
        :raises UserError: no voucher could be made, with the reasons
        """
        self._check_accountant()
        vouchers = self.env["account.parallel.voucher"]
        refused = []
        for line in self:
            try:
                with self.env.cr.savepoint():
                    vouchers |= line._book_by_rule()
            except UserError as error:
                refused.append(f"{line.display_name}: {error}")
        if not vouchers:
            raise UserError("\n".join(refused))
        action = vouchers._bank_action()
        if not refused:
            return action
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "sticky": True,
                "message": "\n".join(refused),
                "next": action,
            },
        }

    def action_make_own_voucher(self):
        """Make draft vouchers of reconciled lines that have none, and open them.

        :raises AccessError: the user makes no vouchers
        :raises UserError: a line isn't reconciled or has its voucher
        """
        for line in self:
            if line.parallel_state != "unvouched":
                raise UserError(
                    self.env._(
                        "The bank line %(line)s isn't reconciled with other accounts, "
                        "or has its voucher.",
                        line=line.display_name,
                    )
                )
        return self.move_id.action_make_voucher()

    def action_view_bank_voucher(self):
        """Open the vouchers by which the lines are in the books."""
        return self._bank_vouchers()._bank_action()

    def _bank_vouchers(self):
        """Return the vouchers by which the lines are in the books, or will be."""
        lines = self.sudo()
        mirrored = lines._parallel_mirror()
        partners = mirrored.matched_debit_ids.debit_move_id
        partners |= mirrored.matched_credit_ids.credit_move_id
        vouchers = (
            lines.parallel_event_voucher_id
            | lines.move_id.parallel_voucher_id
            | partners.move_id.parallel_voucher_id
        )
        return vouchers.with_env(self.env)

    def action_open_reconcile(self):
        """Open the screen in which lines are reconciled with other accounts."""
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "account_reconcile_oca.action_bank_statement_line_reconcile"
            ),
            "domain": [("id", "in", self.ids)],
            "context": {
                "default_journal_id": self.journal_id[:1].id,
                "view_ref": (
                    "account_reconcile_oca.bank_statement_line_form_reconcile_view"
                ),
            },
        }

    def _book_by_rule(self):
        """Make the draft voucher of the line by the first rule that knows it."""
        rule = self.parallel_rule_id
        if not rule:
            raise UserError(
                self.env._(
                    "No matching rule knows this line, or it is in the books already. "
                    "Choose the event by hand, or add a rule."
                )
            )
        return self._book_event(
            rule.event_id,
            rule.amount_key,
            rule.variant,
            rule.summary or self.payment_ref,
            rule.analytic_ids,
        )

    def _event_request(self, event, amount_key, variant, summary, analytic):
        """Return the request of the event that the line tells of."""
        made = (
            self.env["account.parallel.voucher"]
            .sudo()
            .search_count([("res_model", "=", self._name), ("res_id", "=", self.id)])
        )
        return EventRequest(
            event=event.code,
            company=self.company_id,
            date=self.date,
            summary=summary,
            components=[
                Component(
                    amounts={amount_key: abs(exact(self.amount))},
                    analytic=self._by_plan(analytic),
                    accounts={"bank": self._bank_account().code},
                )
            ],
            source=self,
            variant=variant or None,
            key=f"bank-line-{self.id}-{made + 1}",
        )

    def _book_event(self, event, amount_key, variant, summary, analytic):
        """Make the draft voucher of an event, for the line to be matched with.

        :raises UserError: the line isn't open, or the entry of the event doesn't
            move its amount on the account of the bank
        """
        self.ensure_one()
        self._lock_bank_lines()
        if self.parallel_state != "open":
            raise UserError(
                self.env._(
                    "The bank line is in the books or its voucher is being made."
                )
            )
        request = self._event_request(event, amount_key, variant, summary, analytic)
        voucher = self.env["account.parallel.event"]._make_vouchers([request], False)
        moved = total(
            line.debit - line.credit
            for line in voucher.line_ids
            if line.account_id == self._bank_account()
        )
        if moved != exact(self.amount):
            raise UserError(
                self.env._(
                    "The event “%(event)s” moves %(moved)s on the account "
                    "%(account)s, the bank line %(amount)s: choose the event that is "
                    "meant.",
                    event=event.name,
                    moved=moved,
                    account=self._bank_account()._parallel_label(),
                    amount=exact(self.amount),
                )
            )
        self._write_event_voucher(voucher.id)
        return voucher

    def _write_event_voucher(self, voucher_id):
        BANK.opened(self.sudo()).write({"parallel_event_voucher_id": voucher_id})

    def _bank_account(self):
        journal = self.journal_id
        return journal.default_account_id.with_company(journal.company_id)

    @api.model
    def _by_plan(self, analytic):
        """Return {plan code: analytic account} of the records of the shipped plans."""
        plans = {
            self.env.ref(f"account_parallel_entry.plan_{code}"): code for code in PLANS
        }
        return {
            plans[account.sudo().root_plan_id]: account
            for account in analytic
            if account.sudo().root_plan_id in plans
        }
