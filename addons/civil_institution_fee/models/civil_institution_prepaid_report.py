from odoo import fields, models
from odoo.tools import SQL

from .civil_institution_prepayment import IN_CUSTODY


class CivilInstitutionPrepaidReport(models.Model):
    """What institutions have prepaid, beside what the bank states (预收费余额报告).

    One row an institution; the custody account's last stated balances are compared
    with deposits and member fees on the day of the statement.

    Source: 民发〔2024〕19号: institutions report prepaid balances to the county.
    """

    _name = "civil.institution.prepaid.report"
    _description = "Prepaid Balances"
    _auto = False
    _order = "institution_id"
    _rec_name = "institution_id"

    institution_id = fields.Many2one("civil.institution", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    division_id = fields.Many2one("civil.division", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    person_count = fields.Integer(string="Residents", readonly=True)
    service = fields.Monetary(string="Prepaid Service Fee", readonly=True)
    deposit = fields.Monetary(readonly=True)
    member = fields.Monetary(string="Member Fee", readonly=True)
    balance = fields.Monetary(string="All Together", readonly=True)
    stated_on = fields.Date(readonly=True)
    kept = fields.Monetary(
        string="Owed to Custody",
        readonly=True,
        help="Deposits and member fees by the ledger, at the end of the day stated.",
    )
    stated = fields.Monetary(string="In Custody by the Bank", readonly=True)
    difference = fields.Monetary(
        readonly=True, help="What custody lacks is below nothing."
    )

    @property
    def _table_query(self):
        return SQL(
            """
            WITH held AS (
                SELECT institution_id,
                       COUNT(DISTINCT stay_id) FILTER (WHERE balance > 0) AS persons,
                       SUM(balance) FILTER (WHERE kind = 'service') AS service,
                       SUM(balance) FILTER (WHERE kind = 'deposit') AS deposit,
                       SUM(balance) FILTER (WHERE kind = 'member') AS member,
                       SUM(balance) AS balance
                  FROM civil_institution_prepayment
                 GROUP BY institution_id
            ),
            last AS (
                SELECT DISTINCT ON (s.custody_id)
                       s.institution_id, s.date, s.balance
                  FROM civil_institution_custody_statement s
                  JOIN civil_institution_custody c ON c.id = s.custody_id AND c.active
                 ORDER BY s.custody_id, s.date DESC
            ),
            bank AS (
                SELECT institution_id, MAX(date) AS date, SUM(balance) AS balance
                  FROM last GROUP BY institution_id
            ),
            kept AS (
                SELECT e.institution_id, SUM(e.signed_amount) AS amount
                  FROM civil_institution_prepayment_entry e
                  LEFT JOIN bank b ON b.institution_id = e.institution_id
                 WHERE e.account_kind = ANY(%(kinds)s)
                   AND (b.date IS NULL OR e.date <= b.date)
                 GROUP BY e.institution_id
            )
            SELECT i.id, i.id AS institution_id, i.company_id, o.division_id,
                   COALESCE(held.persons, 0) AS person_count,
                   COALESCE(held.service, 0) AS service,
                   COALESCE(held.deposit, 0) AS deposit,
                   COALESCE(held.member, 0) AS member,
                   COALESCE(held.balance, 0) AS balance,
                   bank.date AS stated_on,
                   COALESCE(kept.amount, 0) AS kept,
                   bank.balance AS stated,
                   COALESCE(bank.balance, 0) - COALESCE(kept.amount, 0) AS difference
              FROM civil_institution i
              JOIN civil_organization o ON o.id = i.organization_id
              LEFT JOIN held ON held.institution_id = i.id
              LEFT JOIN bank ON bank.institution_id = i.id
              LEFT JOIN kept ON kept.institution_id = i.id
             WHERE held.institution_id IS NOT NULL OR bank.institution_id IS NOT NULL
            """,
            kinds=list(IN_CUSTODY),
        )
