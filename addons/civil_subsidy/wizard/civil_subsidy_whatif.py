from decimal import Decimal

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL

from ..tools.states import NOT_PAID, UNDECIDED


class CivilSubsidyWhatif(models.TransientModel):
    """What a new standard would cost, before anything is decided (提标测算).

    Reads the same amounts as the computation, with the new rates in place of those
    on file. What other programs take off isn't computed anew.
    """

    _name = "civil.subsidy.whatif"
    _description = "Try-out of a New Standard"
    _rec_name = "program_id"

    program_id = fields.Many2one("civil.subsidy.program", required=True)
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(day=1),
    )
    division_id = fields.Many2one(
        "civil.division",
        required=True,
        default=lambda self: self.env.user.division_ids[:1],
    )
    line_ids = fields.One2many(
        "civil.subsidy.whatif.line",
        "whatif_id",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    result_ids = fields.One2many("civil.subsidy.whatif.result", "whatif_id")
    state = fields.Selection(
        [("ask", "Asked For"), ("tried", "Tried Out"), ("decided", "Recorded")],
        default="ask",
        required=True,
        readonly=True,
    )
    legal_basis = fields.Char(
        string="Document", help="The document that sets the new standards."
    )
    currency_id = fields.Many2one(
        "res.currency", default=lambda self: self.env.company.currency_id
    )
    entitlement_count = fields.Integer("Entitlements", compute="_compute_totals")
    person_count = fields.Integer("Persons", compute="_compute_totals")
    amount_before = fields.Monetary("A Month Now", compute="_compute_totals")
    amount_after = fields.Monetary("A Month Then", compute="_compute_totals")
    difference = fields.Monetary("More a Month", compute="_compute_totals")
    yearly = fields.Monetary("More a Year", compute="_compute_totals")
    arrears = fields.Monetary(
        compute="_compute_totals",
        help="What is due in addition for months that were paid since the date.",
    )
    share_html = fields.Html(
        string="Sources of Funds", compute="_compute_totals", sanitize=False
    )

    @api.depends("program_id", "date_from")
    def _compute_line_ids(self):
        """A line for each class with a standard, filled with the present amounts."""
        for whatif in self:
            day = whatif.date_from or fields.Date.context_today(self)
            standards = self.env["civil.subsidy.standard"].search(
                [
                    ("program_id", "=", whatif.program_id._origin.id),
                    ("date_from", "<=", day),
                    "|",
                    ("date_to", "=", False),
                    ("date_to", ">=", day),
                ]
            )
            whatif.line_ids = [Command.clear()] + [
                Command.create(
                    {
                        "standard_id": standard.id,
                        "amount": standard.amount,
                        "minimum": standard.minimum,
                    }
                )
                for standard in standards
            ]

    @api.depends("result_ids")
    @api.depends_context("lang")
    def _compute_totals(self):
        for whatif in self:
            totals = whatif._totals() if whatif._origin else {}
            for name in (
                "entitlement_count",
                "person_count",
                "amount_before",
                "amount_after",
                "arrears",
            ):
                whatif[name] = float(totals.get(name) or 0)
            more = totals.get("more") or Decimal(0)
            whatif.difference = float(more)
            whatif.yearly = float(more * 12)
            whatif.share_html = whatif._share_table(
                more, totals.get("arrears") or Decimal(0)
            )

    def _totals(self):
        """The exact sums of the result; money as Decimal."""
        self.env.flush_all()
        [row] = self.env.execute_query_dict(
            SQL(
                """
                SELECT sum(entitlement_count) AS entitlement_count,
                    sum(person_count) AS person_count,
                    sum(amount_before)::text AS amount_before,
                    sum(amount_after)::text AS amount_after,
                    sum(arrears)::text AS arrears,
                    sum(difference)::text AS more
                FROM civil_subsidy_whatif_result WHERE whatif_id = %s
                """,
                self._origin.id,
            )
        )
        money = ("amount_before", "amount_after", "arrears", "more")
        return {
            name: Decimal(value or 0) if name in money else value
            for name, value in row.items()
        }

    def _share_rows(self, more, arrears):
        """Source, percent, and its part of the year's effect and of the arrears."""
        totals = self.env["civil.subsidy.total"]
        shares = totals._shares(self.program_id, self.date_from)
        percents = [Decimal(str(share.percent)) for share in shares]
        split = totals.split
        labels = dict(shares._fields["source"]._description_selection(self.env))
        return [
            {
                "source": labels[share.source],
                "percent": f"{percent:f}",
                "month": month,
                "year": year,
                "arrears": owed,
            }
            for share, percent, month, year, owed in zip(
                shares,
                percents,
                split(more, percents),
                split(more * 12, percents),
                split(arrears, percents),
                strict=True,
            )
        ]

    def _share_table(self, more, arrears):
        if not self._origin or not self.program_id or self.state == "ask":
            return False
        return self.env["ir.qweb"]._render(
            "civil_subsidy.whatif_shares", {"rows": self._share_rows(more, arrears)}
        )

    # Trying it out

    def action_try(self):
        """Compute what the new amounts come to; nothing of the program changes."""
        self.ensure_one()
        self.env["civil.resident"]._check_divisions({self.division_id.id})
        if not self.line_ids:
            raise UserError(
                self.env._(
                    "%(program)s has no standard on %(date)s to begin from.",
                    program=self.program_id.name,
                    date=self.date_from,
                )
            )
        self.env.flush_all()
        self.env.cr.execute(
            SQL("DELETE FROM civil_subsidy_whatif_result WHERE whatif_id = %s", self.id)
        )
        self.env.cr.execute(self._statement())
        self.result_ids.invalidate_model()
        self.state = "tried"
        self.invalidate_recordset()
        return self._reopen()

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Try Out a New Standard"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "current",
        }

    def _where(self):
        """SQL condition on ``e``: who draws the program in the division."""
        inside = SQL(
            "e.active AND e.division_id IN (SELECT id FROM civil_division"
            " WHERE starts_with(parent_path, %s))",
            self.division_id.parent_path,
        )
        if self.program_id.source != "roster":
            return inside
        # Whom the rosters don't list anymore draws nothing.
        return SQL(
            """
            %s AND e.last_roster_month = (SELECT max(last_roster_month)
                FROM civil_subsidy_entitlement WHERE program_id = %s)
            """,
            inside,
            self.program_id.id,
        )

    def _rates(self, months):
        """The rates of the months with the new amounts in place.

        Gathered once: the planner would ask for them anew for every entitlement.
        """
        return SQL(
            """
            WITH tried AS MATERIALIZED (
            SELECT rate.class_id, rate.month, rate.standards, rate.standard_id,
                coalesce(fresh.amount, rate.amount) AS amount,
                coalesce(fresh.minimum, rate.minimum) AS minimum, rate.ceiling,
                rate.least_days, rate.leave_days
            FROM (%(rates)s) rate
            LEFT JOIN civil_subsidy_standard held ON held.id = rate.standard_id
            LEFT JOIN (
                SELECT s.class_id, line.amount, line.minimum
                FROM civil_subsidy_whatif_line line
                JOIN civil_subsidy_standard s ON s.id = line.standard_id
                WHERE line.whatif_id = %(whatif)s) fresh
                ON fresh.class_id = held.class_id)
            SELECT * FROM tried
            """,
            rates=self.env["civil.subsidy.amount"]._rates(self.program_id, months),
            whatif=self.id,
        )

    def _paid_months(self):
        """Months from the date on that approved batches paid in the division."""
        return [
            month
            for [month] in self.env.execute_query(
                SQL(
                    """
                    SELECT DISTINCT f.period FROM civil_subsidy_figure f
                    JOIN civil_subsidy_batch b ON b.id = f.batch_id
                    WHERE f.program_id = %s AND f.period >= %s
                        AND f.outcome = 'payable' AND b.state NOT IN %s
                    ORDER BY f.period
                    """,
                    self.program_id.id,
                    self._first(),
                    UNDECIDED,
                )
            )
        ]

    def _first(self):
        """First day of the first month that begins under the new standard."""
        day = self.date_from
        return day if day.day == 1 else day.replace(day=1) + relativedelta(months=1)

    def _statement(self):
        month = max(self._first(), fields.Date.context_today(self).replace(day=1))
        paid = self._paid_months()
        return SQL(
            """
            INSERT INTO civil_subsidy_whatif_result (
                whatif_id, class_id, town_id, entitlement_count, person_count,
                amount_before, amount_after, difference, arrears, currency_id,
                create_uid, create_date, write_uid, write_date)
            SELECT %(whatif)s, class_id, town_id, sum(entitlements), sum(persons),
                sum(before), sum(after), sum(after - before), sum(arrears),
                %(currency)s, %(uid)s, %(now)s, %(uid)s, %(now)s
            FROM (
                SELECT class_id, town_id, count(*) AS entitlements,
                    sum(person_count) AS persons, sum(before) AS before,
                    sum(after) AS after, 0 AS arrears
                FROM (%(month)s) m GROUP BY class_id, town_id
                UNION ALL
                SELECT class_id, town_id, 0, 0, 0, 0, sum(after - before)
                FROM (%(paid)s) b WHERE had GROUP BY class_id, town_id) parts
            GROUP BY class_id, town_id
            """,
            whatif=self.id,
            currency=self.currency_id.id,
            uid=self.env.uid,
            now=self.env.cr.now(),
            month=self._both([month]),
            paid=self._both(paid),
        )

    def _both(self, months):
        """A SELECT of what each entitlement comes to now and then, by month.

        Column ``had``: an approved batch paid the month. Gathered instead of joined:
        the planner can't foresee how many rows the amounts have.
        """
        amounts = self.env["civil.subsidy.amount"]
        return SQL(
            """
            SELECT e.town_id, both_.*
            FROM (
                SELECT entitlement_id, month, max(class_id) AS class_id,
                    max(person_count) AS person_count, bool_or(had) AS had,
                    coalesce(sum(before), 0) AS before,
                    coalesce(sum(after), 0) AS after
                FROM (
                    SELECT entitlement_id, month, class_id, person_count,
                        gross AS before, NULL::numeric AS after, FALSE AS had
                    FROM (%(old)s) old WHERE state = 'active'
                    UNION ALL
                    SELECT entitlement_id, month, class_id, person_count, NULL, gross,
                        FALSE
                    FROM (%(fresh)s) fresh WHERE state = 'active'
                    UNION ALL
                    SELECT p.entitlement_id, p.period, NULL, NULL, NULL, NULL, TRUE
                    FROM civil_subsidy_payment p
                    JOIN civil_subsidy_batch batch ON batch.id = p.batch_id
                        AND batch.state NOT IN %(open)s
                    WHERE p.program_id = %(program)s AND p.period = ANY(%(months)s)
                        AND p.outcome = 'payable'
                        AND coalesce(p.bank_state, '') NOT IN %(not_paid)s) known
                GROUP BY entitlement_id, month
                HAVING count(before) > 0 OR count(after) > 0) both_
            JOIN civil_subsidy_entitlement e ON e.id = both_.entitlement_id
            """,
            old=amounts._query(self.program_id, months, self._where()),
            fresh=amounts._query(
                self.program_id, months, self._where(), rates=self._rates(months)
            ),
            open=UNDECIDED,
            not_paid=NOT_PAID,
            program=self.program_id.id,
            months=list(months),
        )
