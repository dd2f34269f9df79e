from ast import literal_eval

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.states import NOT_PAID


class CivilSubsidyWhole(models.AbstractModel):
    """The checks that show only when a whole batch is there (整批核验).

    Each is one query of (payment, detail, earlier payment, source); what the
    administrator adds, as a domain or a database view, is judged the same way.
    """

    _name = "civil.subsidy.whole"
    _description = "Checks of a Whole Batch"

    @api.model
    def _judge(self, batch):
        """Keep what the checks find, and let it decide the outcomes."""
        self.env.flush_all()
        for check in self.env["civil.subsidy.rule"]._checks(batch):
            query = self._query(batch, check)
            if query:
                self.env.cr.execute(self._keep(batch, check, query))
        self.env.cr.execute(self._settle(batch))
        self.env["civil.subsidy.payment"].invalidate_model()
        self.env["civil.subsidy.finding"].invalidate_model()

    def _query(self, batch, check):
        """A SELECT of what the check finds, or None where it isn't of this sort.

        Columns: ``payment_id`` (NULL where somebody is missing), ``previous_id``,
        ``source_model``, ``source_id``, ``detail``.
        """
        if check.kind == "domain":
            return self._by_domain(batch, check)
        if check.kind == "view":
            return self._by_view(batch, check)
        method = getattr(self, f"_find_{check.code}", None)
        return method(batch, check) if method else None

    def _keep(self, batch, check, query):
        """The INSERT of the findings; about a payment once."""
        return SQL(
            """
            INSERT INTO civil_subsidy_finding (
                batch_id, payment_id, previous_id, resident_id, division_id, town_id,
                check_id, outcome, needs_reason, detail, source_model, source_id,
                create_uid, create_date, write_uid, write_date)
            SELECT %(batch)s, found.payment_id, found.previous_id,
                about.resident_id, about.division_id, about.town_id,
                %(check)s, %(outcome)s, %(needs_reason)s, found.detail,
                found.source_model, found.source_id,
                %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
            FROM (%(query)s) AS found(
                payment_id, previous_id, source_model, source_id, detail)
            JOIN civil_subsidy_payment about
                ON about.id = coalesce(found.payment_id, found.previous_id)
            ON CONFLICT DO NOTHING
            """,
            batch=batch.id,
            check=check.id,
            outcome=check.outcome,
            needs_reason=check.needs_reason,
            query=query,
            uid=self.env.uid,
        )

    def _settle(self, batch):
        """The UPDATE of the outcomes that the findings change."""
        return SQL(
            """
            UPDATE civil_subsidy_payment p SET
                outcome = CASE WHEN f.blocked THEN 'blocked' ELSE 'held' END,
                amount = CASE WHEN f.blocked THEN 0 ELSE p.amount END,
                write_uid = %(uid)s, write_date = now() AT TIME ZONE 'UTC'
            FROM (
                SELECT payment_id, bool_or(outcome = 'blocked') AS blocked
                FROM civil_subsidy_finding
                WHERE batch_id = %(batch)s AND outcome IN ('blocked', 'held')
                    AND payment_id IS NOT NULL
                GROUP BY payment_id) f
            WHERE p.id = f.payment_id AND p.batch_id = %(batch)s
                AND (p.outcome = 'payable' OR (p.outcome = 'held' AND f.blocked))
            """,
            batch=batch.id,
            uid=self.env.uid,
        )

    # Built in

    def _find_already_paid(self, batch, _check):
        """P03: the same program and month was paid by another batch."""
        if batch.program_id.cycle == "once":
            return None  # what is paid once isn't claimed a second time
        months = batch.program_id._months(batch.period)
        # The other batch may lie outside the user's divisions.
        others = batch.sudo().search(
            [
                ("program_id", "=", batch.program_id.id),
                ("period", "<=", months[-1]),
                ("period", ">", batch.program_id._previous_period(months[0])),
                ("id", "!=", batch.id),
                ("state", "not in", ("draft", "voided")),
            ]
        )
        if not others:
            return None
        return SQL(
            """
            SELECT p.id, min(o.id), 'civil.subsidy.payment', min(o.id), NULL::text
            FROM civil_subsidy_payment p
            JOIN civil_subsidy_payment o ON o.resident_id = p.resident_id
                AND o.period = p.period AND o.program_id = p.program_id
                AND o.batch_id IN %(others)s AND o.outcome = 'payable'
                AND coalesce(o.bank_state, '') NOT IN %(not_paid)s
            WHERE p.batch_id = %(batch)s AND p.outcome <> 'not_due'
            GROUP BY p.id
            """,
            batch=batch.id,
            others=others._ids,
            not_paid=NOT_PAID,
        )

    def _shared(self, batch, check):
        """P07: accounts on which several households are paid.

        Who is paid as the agent of several people counts once.
        """
        return SQL(
            """
            SELECT p.id, NULL::integer, NULL::text, NULL::integer, shared.units::text
            FROM civil_subsidy_payment p
            JOIN (
                SELECT p.account_number, count(DISTINCT CASE
                    WHEN p.payee_id IS NOT NULL THEN 'a' || p.payee_id
                    WHEN p.account_holder <> p.name THEN 'n' || p.account_holder
                    WHEN r.household_id IS NOT NULL THEN 'h' || r.household_id
                    ELSE 'r' || r.id END) AS units
                FROM civil_subsidy_payment p
                JOIN civil_resident r ON r.id = p.resident_id
                WHERE p.batch_id = %(batch)s AND p.partner_id IS NULL
                    AND p.outcome IN ('payable', 'held')
                    AND p.account_number IS NOT NULL
                GROUP BY p.account_number HAVING count(DISTINCT p.resident_id) > 1
            ) shared ON shared.account_number = p.account_number
            WHERE p.batch_id = %(batch)s AND p.partner_id IS NULL
                AND p.outcome IN ('payable', 'held') AND shared.units >= %(threshold)s
            """,
            batch=batch.id,
            threshold=check.threshold or 2,
        )

    _find_account_shared = _shared
    _find_account_shared_many = _shared

    def _find_account_changed(self, batch, _check):
        """P09: another account than that of the last payment."""
        return self._beside_last(
            batch, SQL("p.account_number <> last.account_number"), SQL("NULL::text")
        )

    def _find_change_percent(self, batch, check):
        """P11: the amount differs from last month by more than a share."""
        return self._beside_last(
            batch,
            SQL(
                "abs(p.amount - last.amount) * 100 > last.amount * %s", check.threshold
            ),
            SQL("last.amount || ' → ' || p.amount"),
        )

    def _find_change_amount(self, batch, check):
        """P11: the amount differs from last month by more than a sum."""
        return self._beside_last(
            batch,
            SQL("abs(p.amount - last.amount) > %s", check.threshold),
            SQL("last.amount || ' → ' || p.amount"),
        )

    def _beside_last(self, batch, condition, detail):
        """Payable payments that differ from the person's payment of last month."""
        previous = self.env["civil.subsidy.compared"]._previous(batch)
        if not previous:
            return None
        return SQL(
            """
            SELECT DISTINCT ON (p.id) p.id, last.id, 'civil.subsidy.payment', last.id,
                %(detail)s
            FROM civil_subsidy_payment p
            JOIN civil_subsidy_payment last ON last.batch_id = %(previous)s
                AND last.outcome = 'payable' AND %(same)s
            WHERE p.batch_id = %(batch)s AND p.outcome = 'payable' AND %(condition)s
            ORDER BY p.id, last.id DESC
            """,
            batch=batch.id,
            previous=previous.id,
            same=self._same_claim(batch),
            condition=condition,
            detail=detail,
        )

    def _same_claim(self, batch):
        """SQL condition: ``p`` and ``last`` are the same person's or entitlement's.

        Of what organizations claim, the same organization's.
        """
        if batch.program_id._settled() is not None:
            return SQL("last.partner_id = p.partner_id")
        if batch.program_id.source == "roster":
            return SQL("last.identity_number = p.identity_number")
        return SQL("last.entitlement_id = p.entitlement_id")

    def _find_missing(self, batch, _check):
        """P19: paid last month, not on the list now, and nobody recorded an end."""
        previous = self.env["civil.subsidy.compared"]._previous(batch)
        if not previous or batch.program_id.cycle == "once":
            return None
        return SQL(
            """
            SELECT NULL::integer, last.id, 'civil.subsidy.payment', last.id, NULL::text
            FROM civil_subsidy_payment last
            LEFT JOIN civil_resident r ON r.id = last.resident_id
            WHERE last.batch_id = %(previous)s AND last.outcome = 'payable'
                AND NOT EXISTS (
                    SELECT FROM civil_subsidy_payment p
                    WHERE p.batch_id = %(batch)s AND %(same)s)
                AND (r.death_date IS NULL OR r.death_date >= %(period)s)
                AND NOT EXISTS (
                    SELECT FROM civil_subsidy_entitlement e
                    WHERE e.id = last.entitlement_id AND e.state = 'ended')
            """,
            batch=batch.id,
            previous=previous.id,
            same=self._same_claim(batch),
            period=batch.period,
        )

    # Added by the administrator

    def _by_domain(self, batch, check):
        """The payments of the batch that the check's domain finds.

        :raise UserError: naming the check, when its domain can't be read
        """
        payments = self.env["civil.subsidy.payment"]
        try:
            domain = literal_eval(check.domain or "[]")
            # A check judges every payment, also those that its user may not see.
            query = payments.sudo()._search(
                [("batch_id", "=", batch.id), ("outcome", "!=", "not_due"), *domain]
            )
        except (ValueError, SyntaxError, KeyError, TypeError) as error:
            raise UserError(
                self.env._(
                    "Check %(check)s: its domain can't be read (%(error)s). Ask the "
                    "administrator to correct it or to switch the check off.",
                    check=check.name,
                    error=error,
                )
            ) from error
        return SQL(
            "SELECT id, NULL::integer, NULL::text, NULL::integer, NULL::text"
            " FROM (%s) matching(id)",
            query.subselect(),
        )

    def _by_view(self, batch, check):
        """The payments of the people that the check's database view names."""
        check._check_view()
        detail = (
            SQL("v.detail::text")
            if "detail" in check._view_columns()
            else SQL("NULL::text")
        )
        return SQL(
            """
            SELECT DISTINCT ON (p.id) p.id, NULL::integer, NULL::text, NULL::integer,
                %(detail)s
            FROM civil_subsidy_payment p
            JOIN %(view)s v ON v.resident_id = p.resident_id AND v.period = p.period
            WHERE p.batch_id = %(batch)s AND p.outcome <> 'not_due'
            """,
            detail=detail,
            view=SQL.identifier(check.view_name),
            batch=batch.id,
        )
