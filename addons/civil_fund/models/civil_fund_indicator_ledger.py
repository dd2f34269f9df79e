from decimal import Decimal

from psycopg2.errors import LockNotAvailable

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.money import exact

#: What the ledger adds up on an indicator.
TOTALS = ("adjusted", "carried_out", "reserved", "paid", "refunded", "available")
#: How long one waits for somebody who is booking on the same indicator.
_LOCK_TIMEOUT = "10s"


class CivilFundIndicatorLedger(models.AbstractModel):
    """The totals of an indicator, and what other programs ask of it."""

    _name = "civil.fund.indicator.ledger"
    _description = "Indicator With a Ledger"

    currency_id = fields.Many2one("res.currency")
    amount = fields.Monetary(required=True, tracking=True, help="As it was assigned.")
    adjusted = fields.Monetary(
        readonly=True, copy=False, help="Added less cut by approved adjustments."
    )
    carried_out = fields.Monetary(
        string="Carried Out or Taken Back",
        readonly=True,
        copy=False,
        help="What left the indicator when its year ended.",
    )
    reserved = fields.Monetary(
        readonly=True, copy=False, help="Set aside for what is approved, not yet paid."
    )
    paid = fields.Monetary(readonly=True, copy=False)
    refunded = fields.Monetary(
        readonly=True, copy=False, help="Paid, and come back within the year."
    )
    available = fields.Monetary(
        compute="_compute_available",
        store=True,
        help="Amount, adjusted, less carried out, reserved and paid, with refunds.",
    )
    entry_ids = fields.One2many("civil.fund.entry", "indicator_id", string="Entries")
    entry_count = fields.Integer(compute="_compute_entry_count")

    _available_not_negative = models.Constraint(
        "CHECK (available >= 0)", "The indicator hasn't that much available."
    )
    _totals_not_negative = models.Constraint(
        "CHECK (carried_out >= 0 AND reserved >= 0 AND paid >= 0 AND refunded >= 0)",
        "Reserved, paid, refunded and carried out can't be less than 0.",
    )
    _refunded_up_to_paid = models.Constraint(
        "CHECK (refunded <= paid)", "No more can come back than was paid."
    )
    _available_is_the_rest = models.Constraint(
        """CHECK (state NOT IN ('in_force', 'closed')
            OR available = amount + COALESCE(adjusted, 0)
            - COALESCE(carried_out, 0) - COALESCE(reserved, 0)
            - COALESCE(paid, 0) + COALESCE(refunded, 0))""",
        "What is available doesn't follow from the other totals.",
    )

    @api.depends("amount", *TOTALS[:-1])
    def _compute_available(self):
        for record in self:
            left = exact(record.amount) + exact(record.adjusted)
            left += exact(record.refunded) - exact(record.carried_out)
            record.available = float(left - exact(record.reserved) - exact(record.paid))

    @api.depends("entry_ids")
    def _compute_entry_count(self):
        counts = dict(
            self.env["civil.fund.entry"]._read_group(
                [("indicator_id", "in", self.ids)], ["indicator_id"], ["__count"]
            )
        )
        for record in self:
            record.entry_count = counts.get(record, 0)

    # -- for other programs ------------------------------------------------------

    def _lock(self):
        """Keep everybody else from booking on the indicators until the end.

        Rows are locked in the order of their ids, so that two who book on the same
        ones don't wait for each other. Who comes second waits; where the first
        commits, the second has to begin its transaction anew (the server does) and
        sees what the first left.

        :return: the indicators, to be read afresh
        :raises UserError: somebody else holds one of them for too long
        """
        if not self:
            return self
        self.env.flush_all()
        try:
            with self.env.cr.savepoint(flush=False):
                self.env.cr.execute(
                    SQL("SELECT set_config('lock_timeout', %s, true)", _LOCK_TIMEOUT)
                )
                self.env.cr.execute(
                    SQL(
                        "SELECT id FROM civil_fund_indicator WHERE id = ANY(%s)"
                        " ORDER BY id FOR UPDATE",
                        list(self.ids),
                    )
                )
                self.env.cr.execute("SELECT set_config('lock_timeout', '0', true)")
        except LockNotAvailable as error:
            raise UserError(
                self.env._(
                    "Somebody else is working on the same record at this moment. "
                    "Please try again shortly."
                )
            ) from error
        self.invalidate_recordset(["state", *TOTALS])
        return self

    def _available(self):
        """``{indicator: what may still be reserved or paid}``, in yuan, exactly.

        0 where the indicator isn't in force.
        """
        self.env.flush_all()
        rows = dict(
            self.env.execute_query(
                SQL(
                    "SELECT id, available::text FROM civil_fund_indicator"
                    " WHERE id = ANY(%s) AND state = 'in_force'",
                    list(self.ids),
                )
            )
        )
        return {record: Decimal(rows.get(record.id, "0.00")) for record in self}

    @api.model
    def _find(self, company, year, wanted, domain=Domain.TRUE):
        """The indicators in force that payments of some kinds may be charged to.

        Carried money comes first, then what was issued first. Classes are named by
        their codes, which stay when the yearly book is issued anew. One search,
        however many kinds.

        :param company: whose money
        :param int year: budget year of the payments
        :param wanted: for each kind (code of the functional class, code of the
            departmental economic class, key of ``tools.choices.SOURCES`` or nothing
            for any)
        :param domain: what else must hold of the indicators
        :return: {kind as wanted: its indicators}
        """
        domain = (
            Domain(domain)
            & Domain("state", "=", "in_force")
            & Domain("company_id", "=", company.id)
            & Domain("year", "=", year)
            & Domain("function_id.code", "in", {key[0] for key in wanted})
            & Domain("department_economic_id.code", "in", {key[1] for key in wanted})
        )
        found = self.search(domain, order="issue_date, id")
        found = found.sorted(lambda record: record.arrangement != "carried")
        return {key: found.filtered(lambda r, k=key: r._serves(*k)) for key in wanted}

    def _serves(self, function, economic, source):
        """Tell whether payments of a kind may be charged to the single indicator."""
        return (
            self.function_id.code == function
            and self.department_economic_id.code == economic
            and source in (self.source, False, None)
        )

    def _check_totals(self):
        """Compare the totals with the sums of the entries.

        :return: ``[(indicator, name of the total, what stands there, sum of the
            entries)]`` of what differs; empty where all is well
        """
        self.env.flush_all()
        different = []
        for row in self.env.execute_query_dict(self._totals_query()):
            record = self.browse(row["id"])
            for name in ("amount", *TOTALS[:-1]):
                stored, summed = Decimal(row[name]), Decimal(row[f"sum_{name}"])
                if stored != summed:
                    different.append((record, name, stored, summed))
        return different

    def _totals_query(self):
        sums = {
            "amount": "kind IN ('issue', 'carry_in')",
            "adjusted": "kind = 'adjust'",
            "carried_out": "kind IN ('carry_out', 'take_back')",
            "paid": "kind = 'pay'",
            "refunded": "kind = 'refund'",
        }
        parts = [
            SQL(
                "coalesce(sum(e.amount) FILTER (WHERE %s), 0)::text AS %s",
                SQL(f"e.{condition}"),
                SQL.identifier(f"sum_{name}"),
            )
            for name, condition in sums.items()
        ]
        parts += [
            SQL("coalesce(i.%s, 0)::text AS %s", SQL(name), SQL.identifier(name))
            for name in ("amount", *TOTALS[:-1])
        ]
        return SQL(
            """
            SELECT i.id, %(parts)s,
                (coalesce(sum(e.amount) FILTER (WHERE e.kind = 'reserve'), 0)
                - coalesce(sum(e.amount) FILTER (WHERE e.kind = 'release'), 0)
                - coalesce(sum(e.consumed), 0))::text AS sum_reserved
            FROM civil_fund_indicator i
            LEFT JOIN civil_fund_entry e ON e.indicator_id = i.id
            WHERE i.id = ANY(%(ids)s) AND i.state IN ('in_force', 'closed')
            GROUP BY i.id ORDER BY i.id
            """,
            parts=SQL(", ").join(parts),
            ids=list(self.ids),
        )
