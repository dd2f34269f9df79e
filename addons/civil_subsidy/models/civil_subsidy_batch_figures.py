from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .civil_subsidy_sql import RESENDABLE


class CivilSubsidyBatchFigures(models.AbstractModel):
    """What a batch adds up to: for its page, its lists and its printed sheets."""

    _name = "civil.subsidy.batch.figures"
    _description = "Subsidy Batch Figures"

    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    claim_count = fields.Integer("Claims", compute="_compute_totals")
    payable_count = fields.Integer("Payable", compute="_compute_totals")
    payable_amount = fields.Monetary(compute="_compute_totals")
    held_count = fields.Integer("Held", compute="_compute_totals")
    blocked_count = fields.Integer("Blocked", compute="_compute_totals")
    not_due_count = fields.Integer("Not Due", compute="_compute_totals")
    paid_count = fields.Integer("Paid", compute="_compute_totals")
    paid_amount = fields.Monetary(compute="_compute_totals")
    failed_count = fields.Integer("Failed", compute="_compute_totals")
    failed_amount = fields.Monetary(compute="_compute_totals")
    pending_count = fields.Integer("Pending", compute="_compute_totals")
    open_failed_count = fields.Integer(
        "Failed, Not Followed Up",
        compute="_compute_totals",
        help="Lines that failed, came back or were stopped and released, and are in no "
        "follow-up batch yet.",
    )
    worksheet = fields.Json(
        compute="_compute_worksheet",
        help="Counts and sums by town and outcome, reasons, and the changes against "
        "last month, as the page shows them.",
    )

    @api.depends("state")
    def _compute_totals(self):
        names = (
            "claim_count payable_count payable_amount held_count blocked_count "
            "not_due_count paid_count paid_amount failed_count failed_amount "
            "pending_count open_failed_count"
        ).split()
        totals = {}
        saved = self._origin
        if saved:
            self.env.flush_all()
            rows = self.env.execute_query(
                SQL(
                    """
                    SELECT batch_id, count(*),
                        count(*) FILTER (WHERE outcome = 'payable'),
                        sum(amount) FILTER (WHERE outcome = 'payable'),
                        count(*) FILTER (WHERE outcome = 'held'),
                        count(*) FILTER (WHERE outcome = 'blocked'),
                        count(*) FILTER (WHERE outcome = 'not_due'),
                        count(*) FILTER (WHERE bank_state = 'paid'),
                        sum(amount) FILTER (WHERE bank_state = 'paid'),
                        count(*) FILTER (WHERE bank_state = 'failed'),
                        sum(amount) FILTER (WHERE bank_state = 'failed'),
                        count(*) FILTER (WHERE bank_state = 'pending'),
                        count(*) FILTER (WHERE %s)
                    FROM civil_subsidy_payment p
                    WHERE batch_id IN %s GROUP BY batch_id
                    """,
                    SQL(RESENDABLE),
                    saved._ids,
                )
            )
            totals = {row[0]: row[1:] for row in rows}
        for batch in self:
            values = totals.get(batch._origin.id, ())
            for index, name in enumerate(names):
                batch[name] = (values[index] if values else 0) or 0

    def _compute_worksheet(self):
        for batch in self:
            saved = batch._origin
            batch.worksheet = bool(saved) and {
                "towns": saved._town_rows(),
                "reasons": saved._reason_rows(),
                "changes": self.env["civil.subsidy.change"]._summary(saved),
            }

    def _town_rows(self):
        """One row a town: its id, name, and for each outcome count and amount."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT p.town_id, town.name, p.outcome, count(*),
                    coalesce(sum(p.amount), 0)::numeric(20, 2)::text
                FROM civil_subsidy_payment p
                LEFT JOIN civil_division town ON town.id = p.town_id
                WHERE p.batch_id = %s
                GROUP BY p.town_id, town.code, town.name, p.outcome
                ORDER BY town.code
                """,
                self.id,
            )
        )
        towns = {}
        for town_id, name, outcome, count, amount in rows:
            town = towns.setdefault(
                town_id, {"id": town_id or False, "name": name or "", "cells": {}}
            )
            town["cells"][outcome] = {"count": count, "amount": amount}
        return list(towns.values())

    def _reason_rows(self):
        """One row a reason: the check and how many claims it stops."""
        counts = self.env["civil.subsidy.payment"]._read_group(
            [("batch_id", "=", self.id), ("check_ids", "!=", False)],
            ["check_ids"],
            ["__count"],
        )
        return [
            {
                "id": check.id,
                "name": check.name,
                "remedy": check.remedy or "",
                "outcome": check.outcome,
                "count": count,
            }
            for check, count in sorted(counts, key=lambda row: -row[1])
        ]

    def _view_payments(self, name, domain):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_subsidy.civil_subsidy_payment_action"
        )
        action["name"] = action["display_name"] = name
        action["domain"] = Domain("batch_id", "=", self.id) & Domain(domain)
        action["domain"] = list(action["domain"])
        action["context"] = {"subsidy_one_batch": True}
        return action

    def action_view_payments(self, outcome=None, town=None, check=None):
        """Open the payments behind a number of the worksheet.

        :param outcome: only this outcome; :param town: id of a town;
        :param check: id of a reason.
        """
        self.ensure_one()
        domain = Domain.TRUE
        if outcome:
            domain &= Domain("outcome", "=", outcome)
        if town is not None:
            domain &= Domain("town_id", "=", town)
        if check:
            domain &= Domain("check_ids", "in", [check])
        return self._view_payments(self.env._("Payments"), domain)

    def action_view_failed(self):
        """Open the lines that the bank couldn't pay."""
        self.ensure_one()
        name = self.env._("Failed Lines")
        return self._view_payments(name, [("bank_state", "=", "failed")])

    def action_view_reasons(self):
        """Open the board of what is blocked and held, a column a reason."""
        self.ensure_one()
        name = self.env._("Reasons")
        action = self._view_payments(name, [("outcome", "in", ("blocked", "held"))])
        action["views"] = [(False, "kanban"), (False, "list"), (False, "form")]
        action["context"] = {**action["context"], "group_by": ["check_ids"]}
        return action

    def action_view_changes(self, kind=None):
        """Open the differences to last month, line by line.

        :param kind: only this kind of change.
        """
        self.ensure_one()
        return self.env["civil.subsidy.change"]._open(self, kind)
