from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.civil_institution_ledger.tools.exact import exact


class CivilInstitutionLedgerJudge(models.AbstractModel):
    """Compares receipts to paying elders with what stands on the home's account.

    What residents paid for bills, in cash or by transfer, is booked in its month as
    their fees. What is prepaid may be in custody elsewhere and isn't compared.
    """

    _inherit = "civil.institution.ledger.judge"

    @api.model
    def _kinds(self):
        return (*super()._kinds(), "fees_unbooked")

    def _sentence(self, kind, words):
        if kind != "fees_unbooked":
            return super()._sentence(kind, words)
        return self.env._(
            "Receipts of %(month)s for fees come to %(received)s, booked are "
            "%(booked)s",
            **words,
        )

    def _find_fees_unbooked(self, homes, since, today):
        """Months that are over; the present one is still being booked."""
        rows = self.env.execute_query(
            SQL(
                """
                WITH received AS (
                    SELECT receipt.institution_id,
                           date_trunc('month', receipt.date)::date AS month,
                           SUM(receipt.amount) AS amount
                      FROM civil_institution_receipt receipt
                      JOIN civil_institution_stay stay ON stay.id = receipt.stay_id
                     WHERE receipt.institution_id = ANY(%(homes)s)
                       AND receipt.date >= %(since)s AND receipt.date < %(until)s
                       AND receipt.state = 'posted' AND receipt.purpose = 'bill'
                       AND receipt.method IN ('cash', 'transfer')
                       AND stay.payer = 'social'
                     GROUP BY 1, 2
                ), booked AS (
                    SELECT entry.institution_id,
                           date_trunc('month', entry.date)::date AS month,
                           SUM(entry.cash + entry.bank) AS amount
                      FROM civil_institution_ledger_entry entry
                      JOIN civil_institution_ledger_item item ON item.id = entry.item_id
                     WHERE entry.institution_id = ANY(%(homes)s)
                       AND item.code = 'elder_fee'
                     GROUP BY 1, 2
                )
                SELECT received.institution_id, received.month, received.amount,
                       COALESCE(booked.amount, 0), account.id
                  FROM received
                  JOIN civil_institution_ledger_account account
                    ON account.institution_id = received.institution_id
                  JOIN civil_institution_ledger_kind kind
                    ON kind.id = account.kind_id AND kind.code = 'social'
                  LEFT JOIN booked
                    ON booked.institution_id = received.institution_id
                   AND booked.month = received.month
                 WHERE received.amount > COALESCE(booked.amount, 0)
                """,
                homes=list(homes.ids),
                since=since,
                until=today.replace(day=1),
            )
        )
        for home, month, received, booked, account in rows:
            received, booked = exact(received), exact(booked)
            words = {
                "month": f"{month:%Y-%m}",
                "received": f"{received:.2f}",
                "booked": f"{booked:.2f}",
            }
            day = month + relativedelta(months=1, days=-1)
            model = "civil.institution.ledger.account"
            yield home, day, received - booked, model, account, words
