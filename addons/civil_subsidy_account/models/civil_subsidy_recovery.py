from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.account_parallel_entry.tools.amounts import exact, total

#: What the events of rows 6a to 6f do with a claim.
_KINDS = (
    ("overpayment_found", "found"),
    ("overpayment_found_prior_year", "found_prior_year"),
    ("overpayment_refunded", "recovered"),
    ("overpayment_refunded_prior_year", "recovered"),
    ("overpayment_offset", "offset"),
    ("claim_written_off", "written_off"),
    ("treasury_due_handed_in", "handed_in"),
)
#: Claims stand here, what of them is the treasury's there.
CLAIMS, DUE = "1218%", "2103%"


class CivilSubsidyRecovery(models.Model):
    """A claim of what was paid too much (追缴台账), from the posted vouchers.

    Vouchers of one source (a payment, a batch, a case) are one claim. Events that name
    none are taken together by program, as far as the entries tell. What is open is the
    balance of 1218 that these events left, what is to be handed in that of 2103.

    Source: domain rules C.5, rows 6a to 6f; C.8, management reports.
    """

    _name = "civil.subsidy.recovery"
    _description = "Recovery of Overpayments"
    _auto = False
    _order = "state, decided_date desc, id"
    _rec_name = "name"
    _depends = {
        "account.parallel.voucher": [
            *("company_id", "date", "event_id", "financial_move_id", "res_id"),
            *("res_model", "state", "summary"),
        ],
        "account.parallel.event": ["code"],
        "account.move.line": ["account_id", "analytic_distribution", "balance"],
        "account.account": ["code_store"],
        "account.analytic.account": ["plan_id"],
        "civil.subsidy.program": ["analytic_account_id"],
    }

    name = fields.Char(string="Summary", readonly=True)
    key = fields.Char(readonly=True)
    res_model = fields.Char(readonly=True)
    res_id = fields.Many2oneReference(model_field="res_model", readonly=True)
    source_name = fields.Char(string="Claimed From", compute="_compute_source_name")
    program_id = fields.Many2one("civil.subsidy.program", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    decided_date = fields.Date(string="Decided On", readonly=True)
    last_date = fields.Date(string="Last Entry", readonly=True)
    decided = fields.Monetary(readonly=True)
    prior_year = fields.Monetary(
        string="Of Former Years",
        readonly=True,
        help="How much of it had been paid in former years.",
    )
    recovered = fields.Monetary(readonly=True)
    offset = fields.Monetary(readonly=True, help="Kept back from later payments.")
    written_off = fields.Monetary(readonly=True)
    open_amount = fields.Monetary(string="Not Recovered Yet", readonly=True)
    handed_in = fields.Monetary(string="Handed In to the Treasury", readonly=True)
    due = fields.Monetary(
        string="Still Due to the Treasury",
        readonly=True,
        help="What of the claim is the treasury's and wasn't handed in, whether it was "
        "recovered already or not.",
    )
    state = fields.Selection(
        [
            ("a_open", "Not Recovered"),
            ("b_due", "To Be Handed In"),
            ("c_settled", "Settled"),
        ],
        readonly=True,
    )

    @property
    def _table_query(self):
        """The vouchers' lines, added up by claim."""
        return SQL(
            """
            SELECT min(voucher_id) AS id, company_id, key,
                min(res_model) AS res_model, min(res_id) AS res_id,
                max(program_id) AS program_id,
                (array_agg(summary ORDER BY kind NOT LIKE 'found%%', date, voucher_id)
                    )[1] AS name,
                min(date) FILTER (WHERE kind LIKE 'found%%') AS decided_date,
                max(date) AS last_date,
                sum(claim) FILTER (WHERE kind LIKE 'found%%') AS decided,
                sum(claim) FILTER (WHERE kind = 'found_prior_year') AS prior_year,
                -sum(claim) FILTER (WHERE kind = 'recovered') AS recovered,
                -sum(claim) FILTER (WHERE kind = 'offset') AS "offset",
                -sum(claim) FILTER (WHERE kind = 'written_off') AS written_off,
                sum(claim) AS open_amount,
                sum(due) FILTER (WHERE kind = 'handed_in') AS handed_in,
                -sum(due) AS due,
                CASE WHEN sum(claim) <> 0 THEN 'a_open'
                    WHEN sum(due) <> 0 THEN 'b_due' ELSE 'c_settled' END AS state
            FROM (%s) moved GROUP BY company_id, key
            """,
            self._moved(),
        )

    @api.model
    def _moved(self):
        """Return SQL of what each voucher moved on 1218 and 2103, and of which claim.

        What came back of failed payments and was handed in (row 5f) is none.
        """
        kinds = SQL(", ").join(SQL("(%s, %s)", *pair) for pair in _KINDS)
        return SQL(
            """
            SELECT v.id AS voucher_id, v.company_id, v.date, v.summary, v.res_model,
                v.res_id, kinds.kind, program.id AS program_id,
                CASE WHEN v.res_id > 0 THEN v.res_model || ',' || v.res_id
                    ELSE 'program,' || coalesce(program.id, 0) END AS key,
                sum(line.balance) FILTER (WHERE coded.code LIKE %(claims)s) AS claim,
                sum(line.balance) FILTER (WHERE coded.code LIKE %(due)s) AS due
            FROM account_parallel_voucher v
            JOIN account_parallel_event event ON event.id = v.event_id
            JOIN (VALUES %(kinds)s) AS kinds (code, kind) ON kinds.code = event.code
            JOIN account_move_line line ON line.move_id = v.financial_move_id
            JOIN account_account account ON account.id = line.account_id
            CROSS JOIN LATERAL (SELECT
                account.code_store ->> v.company_id::text AS code) coded
            LEFT JOIN LATERAL (
                SELECT min(p.id) AS id FROM account_move_line other
                CROSS JOIN LATERAL jsonb_object_keys(
                    coalesce(other.analytic_distribution, '{}')) AS spread (keys)
                CROSS JOIN LATERAL regexp_split_to_table(spread.keys, ',')
                    AS part (account_id)
                JOIN civil_subsidy_program p
                    ON p.analytic_account_id = part.account_id::integer
                WHERE other.move_id = v.financial_move_id
            ) program ON TRUE
            WHERE v.state = 'posted'
                AND (coded.code LIKE %(claims)s OR coded.code LIKE %(due)s)
                AND v.res_model IS DISTINCT FROM 'civil.subsidy.return'
            GROUP BY v.id, kinds.kind, program.id
            """,
            claims=CLAIMS,
            due=DUE,
            kinds=kinds,
        )

    def _compute_source_name(self):
        for claim in self:
            claim.source_name = claim._source().display_name or (
                claim.program_id.display_name
            )

    def _source(self):
        """Return the record that the claim is about, as far as the user may see it."""
        if self.res_model not in self.env or not self.res_id:
            return self.env["civil.subsidy.program"]
        record = self.env[self.res_model].browse(self.res_id).exists()
        return record._filtered_access("read") if record else record

    def action_view_vouchers(self):
        """Open the vouchers of the claims, red ones among them."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT voucher_id FROM (%s) moved WHERE key = ANY(%s)"
                " AND company_id = ANY(%s)",
                self._moved(),
                self.mapped("key"),
                self.company_id.ids,
            )
        )
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "account_parallel_entry.account_parallel_voucher_action"
            ),
            "domain": [("id", "in", [row[0] for row in rows])],
            "context": {},
        }

    def action_view_source(self):
        """Open what the single claim is about: the payment, the batch, the case."""
        self.ensure_one()
        source = self._source()
        if not source:
            return self.action_view_vouchers()
        return {
            "type": "ir.actions.act_window",
            "name": source.display_name,
            "res_model": source._name,
            "res_id": source.id,
            "views": [(False, "form")],
        }

    @api.model
    def action_export(self):
        """Write the ledger of the user's company into a workbook, with its totals."""
        self.check_access("read")
        report = self.env.ref("civil_subsidy_account.action_report_recovery")
        claims = self.search([("company_id", "=", self.env.company.id)])
        return report.report_action(claims, data={"company": self.env.company.id})

    @api.model
    def _agreement(self, company):
        """Return how the open claims come to the balance of 1218.

        :return: ``[(name of the line, Decimal in yuan)]``: the ledger's, petty funds
            that towns still have to account for (row 9), the rest, and the account
        """
        self.env.flush_all()
        account = self._claims_balance(company)
        towns = self._claims_balance(company, "relief_fund%")
        claims = self.search([("company_id", "=", company.id)])
        listed = total(claims.mapped("open_amount"))
        return [
            ("listed", listed),
            ("towns", towns),
            ("other", account - towns - listed),
            ("account", account),
        ]

    def _claims_balance(self, company, event="%"):
        """Return the posted balance of 1218, of vouchers of some events only."""
        [[balance]] = self.env.execute_query(
            SQL(
                """
                SELECT coalesce(sum(line.balance), 0)::text
                FROM account_move_line line
                JOIN account_account account ON account.id = line.account_id
                LEFT JOIN account_parallel_voucher v
                    ON v.financial_move_id = line.move_id
                LEFT JOIN account_parallel_event event ON event.id = v.event_id
                WHERE line.company_id = %(company)s AND line.parent_state = 'posted'
                    AND account.code_store ->> %(company_key)s LIKE %(claims)s
                    AND coalesce(event.code, '') LIKE %(event)s
                """,
                company=company.id,
                company_key=str(company.id),
                claims=CLAIMS,
                event=event,
            )
        )
        return exact(Decimal(balance))
