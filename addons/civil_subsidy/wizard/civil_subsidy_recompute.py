from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

#: Months that are compared at once; more is a matter of patience, and no rule.
MOST_MONTHS = 36


class CivilSubsidyRecompute(models.TransientModel):
    """Compares past months: paid, as known then, as known now (历月核对).

    Where arrears and recoveries begin; see ``civil.subsidy.difference``.
    """

    _name = "civil.subsidy.recompute"
    _description = "Comparison of Past Months"

    program_id = fields.Many2one(
        "civil.subsidy.program",
        required=True,
        domain="[('source', '=', 'entitlement')]",
    )
    division_id = fields.Many2one(
        "civil.division",
        required=True,
        default=lambda self: self.env.user.division_ids[:1],
    )
    month_from = fields.Date(
        string="From the Month",
        required=True,
        default=lambda self: (
            fields.Date.context_today(self).replace(day=1) - relativedelta(months=1)
        ),
    )
    month_to = fields.Date(
        string="To the Month",
        required=True,
        default=lambda self: (
            fields.Date.context_today(self).replace(day=1) - relativedelta(months=1)
        ),
    )
    known_at = fields.Datetime(
        string="As Known On",
        help="The moment of “then”; empty: what was paid stands for it.",
    )
    line_ids = fields.One2many("civil.subsidy.recompute.line", "recompute_id")

    @api.onchange("program_id", "month_to")
    def _onchange_program_id(self):
        """Offer the moment at which the last month's batch was computed."""
        batch = self.env["civil.subsidy.batch"].search(
            [
                ("program_id", "=", self.program_id.id),
                ("period", "<=", self.month_to),
                ("kind", "=", "regular"),
                ("state", "!=", "voided"),
            ],
            order="period desc",
            limit=1,
        )
        self.known_at = batch.computed_date

    def _months(self):
        first, last = self.month_from.replace(day=1), self.month_to.replace(day=1)
        count = (last.year - first.year) * 12 + last.month - first.month + 1
        if not 0 < count <= MOST_MONTHS:
            raise UserError(
                self.env._(
                    "Choose one to %(most)s months, the first before the last.",
                    most=MOST_MONTHS,
                )
            )
        return [first + relativedelta(months=at) for at in range(count)]

    def action_compare(self):
        """Compare the months and open the lines."""
        self.ensure_one()
        self.env["civil.resident"]._check_divisions({self.division_id.id})
        where = SQL(
            "e.division_id IN (SELECT id FROM civil_division"
            " WHERE starts_with(parent_path, %s))",
            self.division_id.parent_path,
        )
        self._fill(self._months(), where)
        return self._open_lines()

    def _fill(self, months, where):
        """Write the lines of the comparison, in one statement."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "DELETE FROM civil_subsidy_recompute_line WHERE recompute_id = %s",
                self.id,
            )
        )
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_subsidy_recompute_line (
                    recompute_id, entitlement_id, program_id, resident_id, town_id,
                    month, outcome, paid, before, after, difference, unpaid,
                    currency_id, create_uid, create_date, write_uid, write_date)
                SELECT %(id)s, r.entitlement_id, r.program_id, r.resident_id,
                    r.town_id, r.month, r.outcome, r.paid, r.before, r.after,
                    r.after - r.before, CASE WHEN coalesce(r.outcome, 'payable')
                        IN ('blocked', 'not_due') THEN 0 ELSE r.after - r.paid END,
                    %(currency)s, %(uid)s, %(now)s, %(uid)s, %(now)s
                FROM (%(rows)s) r
                WHERE r.paid <> 0 OR r.before <> 0 OR r.after <> 0
                """,
                id=self.id,
                rows=self.env["civil.subsidy.difference"]._rows(
                    self.program_id, months, where, self.known_at or None
                ),
                currency=self.env.company.currency_id.id,
                uid=self.env.uid,
                now=self.env.cr.now(),
            )
        )
        self.line_ids.invalidate_model()

    def _open_lines(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_subsidy.civil_subsidy_recompute_line_action"
        )
        action["domain"] = [("recompute_id", "=", self.id)]
        return action

    @api.model
    def _open_months(self, entitlements, months):
        """Compare some months of entitlements of one program and open the lines.

        :param months: as ``2024-03``
        """
        entitlements.check_access("read")
        days = [fields.Date.to_date(f"{month}-01") for month in sorted(months)]
        program = entitlements.program_id[:1]
        recompute = self.create(
            {
                "program_id": program.id,
                "division_id": entitlements[:1].division_id.id,
                "month_from": days[0],
                "month_to": days[-1],
            }
        )
        recompute._fill(days, SQL("e.id = ANY(%s)", entitlements.ids))
        return recompute._open_lines()
