from odoo import api, models
from odoo.tools import SQL


class CivilSubsidyFundSplit(models.AbstractModel):
    """Splits the payments of a batch over the parts of its funds, to the cent.

    The rule is that of ``tools.split.spread``, in one statement for all lines: the
    parts of a line make the line, the lines of a part make the part.
    """

    _name = "civil.subsidy.fund.split"
    _description = "Split of Payments by Funds"

    @api.model
    def _write(self, funds, lines):
        """Insert the shares of the lines in the funds.

        :param funds: list of (id of the fund, whole cents), together the lines' sum
        :param lines: SQL of (id, cents) of the payments to be split
        """
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_subsidy_payment_fund (
                    payment_id, fund_id, amount)
                SELECT id, share.fund_id, share.cents / 100.0
                FROM (%(shares)s) line
                CROSS JOIN LATERAL (VALUES %(values)s) AS share (fund_id, cents)
                WHERE share.cents <> 0
                """,
                shares=self._shares(funds, lines),
                values=SQL(", ").join(
                    SQL("(%s, %s)", fund, SQL.identifier(f"share_{place}"))
                    for place, (fund, _cents) in enumerate(funds)
                ),
            )
        )

    def _shares(self, funds, lines):
        """SQL of the lines with their share of each fund, ``share_0`` and so on."""
        return SQL(
            "SELECT id, %s FROM (%s) run",
            SQL(", ").join(
                SQL(
                    "%(run)s - lag(%(run)s, 1, 0) OVER (ORDER BY id) AS %(share)s",
                    run=SQL.identifier(f"run_{place}"),
                    share=SQL.identifier(f"share_{place}"),
                )
                for place in range(len(funds))
            ),
            self._runs(funds, lines),
        )

    def _runs(self, funds, lines):
        """SQL of the lines with what each fund has up to there, ``run_0`` and so on.

        The funds take their part one after the other of what those before left over.
        """
        query = SQL(
            """
            SELECT id,
                sum(cents) OVER (ORDER BY id ROWS UNBOUNDED PRECEDING)::numeric AS rest
            FROM (%s) line
            """,
            lines,
        )
        left = sum(cents for _fund, cents in funds)
        runs = SQL()
        for place, (_fund, cents) in enumerate(funds):
            run = SQL.identifier(f"run_{place}")
            query = SQL(
                """
                SELECT id, %(runs)s %(run)s, rest - %(run)s AS rest
                FROM (SELECT *, div(2 * rest * %(cents)s::numeric + %(left)s::numeric,
                    2 * %(left)s::numeric) AS %(run)s FROM (%(query)s) before) step
                """,
                runs=runs,
                run=run,
                cents=cents,
                left=left or 1,
                query=query,
            )
            runs = SQL("%s %s,", runs, run)
            left -= cents
        return query

    @api.model
    def _copy(self, funds, lines):
        """Give the lines the shares that the payments had which they send again.

        :param funds: {id of the fund that was paid first: id of the new fund}
        :param lines: SQL of (id, cents)
        """
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_subsidy_payment_fund (
                    payment_id, fund_id, amount)
                SELECT line.id, funds.new, share.amount
                FROM (%(lines)s) line
                JOIN civil_subsidy_payment p ON p.id = line.id
                JOIN civil_subsidy_payment_fund share
                    ON share.payment_id = p.resend_of_id
                JOIN (VALUES %(funds)s) AS funds (old, new) ON funds.old = share.fund_id
                """,
                lines=lines,
                funds=SQL(", ").join(SQL("(%s, %s)", *pair) for pair in funds.items()),
            )
        )
