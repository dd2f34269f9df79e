from decimal import Decimal

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

#: What is added up of a batch's figures, by field: the column, and of which figures.
TOTALS = {
    "person_count": ("person_count", "outcome = 'payable'"),
    "payable_count": ("claim_count", "outcome = 'payable'"),
    "payable_amount": ("amount", "outcome = 'payable'"),
    "held_count": ("claim_count", "outcome = 'held'"),
    "held_amount": ("amount", "outcome = 'held'"),
    "blocked_count": ("claim_count", "outcome = 'blocked'"),
    "not_due_count": ("claim_count", "outcome = 'not_due'"),
    "paid_count": ("claim_count", "bank_state = 'paid'"),
    "paid_amount": ("amount", "bank_state = 'paid'"),
    "failed_count": ("claim_count", "bank_state = 'failed'"),
    "failed_amount": ("amount", "bank_state = 'failed'"),
    "pending_count": ("claim_count", "bank_state = 'pending'"),
    "open_failed_count": (
        "claim_count",
        "bank_state IN ('failed', 'returned', 'stopped') AND followed_up IS NOT TRUE",
    ),
}


class CivilSubsidyBatchFigures(models.AbstractModel):
    """What a batch adds up to: for its page, its lists and its printed sheets."""

    _name = "civil.subsidy.batch.figures"
    _description = "Subsidy Batch Figures"

    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    claim_count = fields.Integer("Claims", compute="_compute_totals")
    person_count = fields.Integer(
        "Persons", compute="_compute_totals", help="Persons whom the payable support."
    )
    payable_count = fields.Integer("Payable", compute="_compute_totals")
    payable_amount = fields.Monetary(compute="_compute_totals")
    held_count = fields.Integer("Held", compute="_compute_totals")
    held_amount = fields.Monetary(compute="_compute_totals")
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
    figure_ids = fields.One2many("civil.subsidy.figure", "batch_id")
    movement_ids = fields.One2many("civil.subsidy.movement", "batch_id")
    share_ids = fields.One2many("civil.subsidy.batch.share", "batch_id")
    finding_ids = fields.One2many("civil.subsidy.finding", "batch_id")
    worksheet = fields.Json(
        compute="_compute_worksheet",
        help="Counts and sums by town and outcome, reasons, and the changes against "
        "last month, as the page shows them.",
    )

    @api.depends("state")
    def _compute_totals(self):
        totals = {}
        saved = self._origin
        if saved:
            self.env["civil.subsidy.figure"].flush_model()
            # Counted for the batch as a whole, also where its reader sees one town.
            rows = self.env.execute_query(
                SQL(
                    """
                    SELECT batch_id, sum(claim_count), %s
                    FROM civil_subsidy_figure WHERE batch_id IN %s GROUP BY batch_id
                    """,
                    SQL(", ").join(
                        SQL(
                            "coalesce(sum(%s) FILTER (WHERE %s), 0)",
                            SQL.identifier(column),
                            SQL(TOTALS[name][1]),
                        )
                        for name, (column, _condition) in TOTALS.items()
                    ),
                    saved._ids,
                )
            )
            totals = {
                row[0]: dict(zip(("claim_count", *TOTALS), row[1:], strict=True))
                for row in rows
            }
        for batch in self:
            values = totals.get(batch._origin.id, {})
            for name in ("claim_count", *TOTALS):
                batch[name] = values.get(name, 0)

    def _compute_worksheet(self):
        for batch in self:
            saved = batch._origin
            batch.worksheet = bool(saved) and {
                "sources": saved._source_rows(),
                "unanswered": saved._unanswered(),
                "towns": saved._town_rows(),
                "reasons": saved._reason_rows(),
                "movements": saved._movement_rows(),
            }

    def _town_rows(self):
        """One row a town: its id, name, and for each outcome count and amount."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT f.town_id, town.name, f.outcome, sum(f.claim_count),
                    sum(f.person_count), sum(f.amount)::numeric(20, 2)::text
                FROM civil_subsidy_figure f
                LEFT JOIN civil_division town ON town.id = f.town_id
                WHERE f.batch_id = %s
                GROUP BY f.town_id, town.code, town.name, f.outcome
                ORDER BY town.code
                """,
                self.id,
            )
        )
        towns = {}
        for town_id, name, outcome, count, persons, amount in rows:
            town = towns.setdefault(
                town_id, {"id": town_id or False, "name": name or "", "cells": {}}
            )
            town["cells"][outcome] = {
                "count": count,
                "persons": persons,
                "amount": amount,
            }
        return list(towns.values())

    def _reason_rows(self):
        """One row a check: how many claims it finds, and how severe it is."""
        counts = self.env["civil.subsidy.finding"]._read_group(
            [("batch_id", "=", self.id)],
            ["check_id", "outcome"],
            ["__count", "payment_id:count"],
        )
        order = ["blocked", "held", "warned"]
        rows = [
            {
                "id": check.id,
                "name": check.name,
                "remedy": check.remedy or "",
                "outcome": outcome,
                "count": count,
                "missing": count - present,
            }
            for check, outcome, count, present in counts
        ]
        return sorted(
            rows, key=lambda row: (order.index(row["outcome"]), -row["count"])
        )

    def _source_rows(self):
        """One row a source of funds: its part of what is payable, to the cent."""
        amounts = self.env.execute_query(
            SQL(
                "SELECT coalesce(sum(amount), 0)::numeric(20, 2)::text"
                " FROM civil_subsidy_figure WHERE batch_id = %s"
                " AND outcome = 'payable'",
                self.id,
            )
        )
        shares = self.env["civil.subsidy.share"]
        labels = dict(shares._fields["source"]._description_selection(self.env))
        split = self.env["civil.subsidy.total"]._parts(self, Decimal(amounts[0][0]))
        return [
            {
                "label": labels[share.source],
                "percent": share.percent,
                "amount": f"{part:.2f}",
            }
            for share, part in split
        ]

    def _movement_rows(self):
        """One row a kind of movement, in the order in which they add up."""
        movements = self.env["civil.subsidy.movement"]
        labels = dict(movements._fields["kind"]._description_selection(self.env))
        rows = self.env.execute_query(
            SQL(
                """
                SELECT kind, claim_count, person_count, amount::numeric(20, 2)::text
                FROM civil_subsidy_movement WHERE batch_id = %s ORDER BY id
                """,
                self.id,
            )
        )
        return [
            {
                "kind": kind,
                "label": labels[kind],
                "count": claims,
                "persons": persons,
                "amount": amount,
            }
            for kind, claims, persons, amount in rows
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

    def action_view_findings(self, outcome=None, check=None):
        """Open what the checks found, by check.

        :param outcome: only findings of this severity; :param check: id of a check
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_subsidy.civil_subsidy_finding_action_batch"
        )
        domain = Domain("batch_id", "=", self.id)
        if outcome:
            domain &= Domain("outcome", "=", outcome)
        if check:
            domain &= Domain("check_id", "=", check)
        action["domain"] = list(domain)
        action["context"] = {} if check else {"search_default_group_check": 1}
        return action

    def action_view_changes(self, kind=None):
        """Open the differences to last month, line by line.

        :param kind: only this kind of change.
        """
        self.ensure_one()
        return self.env["civil.subsidy.change"]._open(self, kind)
