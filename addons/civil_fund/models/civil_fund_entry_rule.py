from decimal import Decimal

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.entry import KINDS
from ..tools.money import CENT, exact, written
from .civil_fund_entry_query import SUMS, UPDATE

#: Kinds that belong to the budget year itself.
_WITHIN_YEAR = ("reserve", "pay", "refund")


class CivilFundEntryRule(models.AbstractModel):
    """Adds entries to the ledger, and says what may be added.

    ==========  ==========================================================
    kind        what must hold
    ==========  ==========================================================
    reserve     within the budget year, up to what is available
    release     up to what the same source has reserved
    pay         within the budget year, up to what is available; or out of the
                reservation, up to what the same source has reserved
    refund      within the budget year, up to what is paid
    adjust      what is cut is available
    carry out,  up to what is available
    take back
    ==========  ==========================================================

    Source: 《预算法》第十三条 (no expenditure without a budget), 第七十二条.
    """

    _name = "civil.fund.entry.rule"
    _description = "Rules of the Ledger"

    @api.model
    def _record(self, requests):
        """Add entries, all of them or none, with a fixed number of statements.

        An entry that stands there under its key already is left out.

        :param requests: of ``tools.entry.EntryRequest``
        :return: the entries that were added
        :raises UserError: naming the indicator, what is available and what is wanted,
            where a rule of the kind doesn't hold
        """
        distinct = self._distinct(requests)
        if not distinct:
            return self.browse()
        ids = sorted({id_ for id_, _kind, _key in distinct})
        self.env["civil.fund.indicator"].browse(ids).sudo()._lock()
        known = self._known(distinct)
        new = [
            request
            for request in distinct.values()
            if not self._is_same(request, known.get(request.identity))
        ]
        if not new:
            return self.browse()
        self._check_rules(new)
        added = self.browse(self._add(new))
        indicators = self.env["civil.fund.indicator"].browse(ids)
        indicators.invalidate_recordset()
        return added

    def _distinct(self, requests):
        """The requests by what makes an entry the same."""
        kinds = dict(KINDS)
        distinct = {}
        for request in requests:
            amount = request.amount
            if request.kind not in kinds or not request.key or not request.source:
                raise ValueError(f"incomplete request {request}")
            if not isinstance(amount, Decimal) or amount != amount.quantize(CENT):
                raise ValueError(f"{amount!r} is no amount in whole cents")
            if not amount or (amount < 0 and request.kind != "adjust"):
                raise ValueError(f"{amount} is no amount of {request.kind}")
            before = distinct.setdefault(request.identity, request)
            self._is_same(request, before.amount)
        return distinct

    def _known(self, identities):
        """``{identity: amount}`` of what stands in the ledger already."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT indicator_id, kind, key, amount::text FROM civil_fund_entry
                WHERE (indicator_id, kind, key) IN (
                    SELECT * FROM unnest(%s::int[], %s::text[], %s::text[]))
                """,
                *map(list, zip(*identities, strict=True)),
            )
        )
        return {tuple(identity): Decimal(amount) for *identity, amount in rows}

    def _is_same(self, request, amount):
        """Tell whether the event is known; the same key with another sum is none."""
        if amount is None or amount == request.amount:
            return amount is not None
        raise UserError(
            self.env._(
                "%(reference)s is booked on the indicator %(indicator)s with "
                "%(amount)s yuan already and can't be booked again with %(wanted)s.",
                reference=request.reference or request.key,
                indicator=request.indicator.sudo().name,
                amount=written(amount),
                wanted=written(request.amount),
            )
        )

    # -- what may be added -------------------------------------------------------

    def _check_rules(self, requests):
        """Refuse what a rule is against, one request after the other."""
        held = self._held(requests)
        available, paid = {}, {}
        for request in requests:
            # Whoever approves a payment need not be allowed to read the indicator.
            indicator = request.indicator.sudo()
            self._check_time(request, indicator)
            id_ = indicator.id
            available.setdefault(id_, exact(indicator.available))
            paid.setdefault(id_, exact(indicator.paid) - exact(indicator.refunded))
            effect = effect_on_available(request)
            if request.kind == "release" or request.consumes:
                left = held.get(request.place, Decimal(0))
                self._check_enough(request, left, self._reserved_sentence)
                held[request.place] = left - request.amount
            elif request.kind == "refund":
                self._check_enough(request, paid[id_], self._paid_sentence)
            elif available[id_] + effect < 0:
                self._check_enough(request, available[id_], self._available_sentence)
            if request.kind == "reserve":
                held[request.place] = held.get(request.place, 0) + request.amount
            available[id_] += effect
            paid[id_] += {"pay": 1, "refund": -1}.get(request.kind, 0) * request.amount

    def _held(self, requests):
        """``{(indicator, model, record): what it has reserved}`` of those asked."""
        places = {
            request.place
            for request in requests
            if request.kind == "release" or request.consumes
        }
        rows = self.env.execute_query(
            SQL(
                """
                SELECT indicator_id, res_model, res_id, sum(CASE kind
                        WHEN 'reserve' THEN amount
                        WHEN 'release' THEN -amount
                        ELSE -consumed END)::text
                FROM civil_fund_entry
                WHERE (indicator_id, res_model, res_id) IN (
                    SELECT * FROM unnest(%s::int[], %s::text[], %s::int[]))
                    AND kind IN ('reserve', 'release', 'pay')
                GROUP BY indicator_id, res_model, res_id
                """,
                *([place[part] for place in places] for part in range(3)),
            )
        )
        return {tuple(place): Decimal(amount) for *place, amount in rows}

    def _check_time(self, request, indicator):
        if indicator.state != "in_force":
            raise UserError(
                self.env._(
                    "Nothing can be booked on the indicator %(name)s: it is "
                    "%(state)s. Choose one that is in force.",
                    name=indicator.name,
                    state=indicator._state_label(),
                )
            )
        if request.kind in _WITHIN_YEAR and request.date.year != indicator.year:
            raise UserError(
                self.env._(
                    "The indicator %(name)s is of the budget year %(year)s; nothing "
                    "of %(date)s can be reserved, paid or refunded on it. Use an "
                    "indicator of that year.",
                    name=indicator.name,
                    year=str(indicator.year),
                    date=request.date,
                )
            )

    def _check_enough(self, request, left, sentence):
        wanted = abs(request.amount)
        if wanted <= left:
            return
        raise UserError(
            sentence(
                name=request.indicator.sudo().name,
                left=written(left),
                wanted=written(wanted),
                reference=request.reference or request.key,
            )
        )

    def _available_sentence(self, **values):
        return self.env._(
            "The indicator %(name)s has %(left)s yuan available, but %(reference)s "
            "wants %(wanted)s. Have the indicator raised or choose another one.",
            **values,
        )

    def _reserved_sentence(self, **values):
        return self.env._(
            "%(reference)s has %(left)s yuan reserved on the indicator %(name)s; "
            "%(wanted)s can't be released or paid out of that.",
            **values,
        )

    def _paid_sentence(self, **values):
        return self.env._(
            "On the indicator %(name)s %(left)s yuan are paid; %(reference)s can't "
            "bring back %(wanted)s.",
            **values,
        )

    # -- adding --------------------------------------------------------------------

    def _add(self, requests):
        """Insert the entries and move the totals; return the ids."""
        rows = self.env.execute_query(
            SQL(
                """
                WITH said AS (
                    SELECT * FROM unnest(%(indicators)s::int[], %(kinds)s::text[],
                        %(amounts)s::numeric[], %(consumed)s::numeric[],
                        %(effects)s::numeric[], %(dates)s::date[], %(models)s::text[],
                        %(ids)s::int[], %(keys)s::text[], %(references)s::text[])
                        WITH ORDINALITY AS r(indicator_id, kind, amount, consumed,
                            effect, date, res_model, res_id, key, reference, place)),
                added AS (
                    INSERT INTO civil_fund_entry (indicator_id, kind, amount, consumed,
                        signed_amount, date, res_model, res_id, key, reference, year,
                        source, company_id, user_id, recorded_at)
                    SELECT said.indicator_id, said.kind, said.amount, said.consumed,
                        said.effect, said.date, said.res_model, said.res_id, said.key,
                        said.reference, i.year, i.source, i.company_id, %(uid)s,
                        %(now)s
                    FROM said JOIN civil_fund_indicator i ON i.id = said.indicator_id
                    ORDER BY said.place
                    ON CONFLICT (indicator_id, kind, key) DO NOTHING
                    RETURNING id, indicator_id, kind, amount, consumed, signed_amount),
                moved AS (%(sums)s),
                done AS (%(update)s)
                SELECT id FROM added ORDER BY id
                """,
                indicators=[request.indicator.id for request in requests],
                kinds=[request.kind for request in requests],
                amounts=[request.amount for request in requests],
                consumed=[r.amount if r.consumes else 0 for r in requests],
                effects=[effect_on_available(request) for request in requests],
                dates=[request.date for request in requests],
                models=[request.source._name for request in requests],
                ids=[request.source.id for request in requests],
                keys=[request.key for request in requests],
                references=[request.reference for request in requests],
                uid=self.env.uid,
                now=self.env.cr.now(),
                sums=SUMS,
                update=UPDATE,
            )
        )
        return [id_ for (id_,) in rows]


def effect_on_available(request):
    """Return what a request adds to the available amount, or takes from it."""
    if request.kind in ("issue", "carry_in") or request.consumes:
        # What was assigned stands in the amount; what was reserved is gone already.
        return Decimal(0)
    sign = 1 if request.kind in ("adjust", "release", "refund") else -1
    return sign * request.amount
