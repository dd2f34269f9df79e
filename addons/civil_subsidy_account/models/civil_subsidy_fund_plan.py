from collections import namedtuple
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, format_list

from ..tools.split import spread

#: Lines of a batch that are charged alike: where the money comes from, who is paid and
#: the functional class; ``classes`` are their subsidy classes, ``cents`` their sum.
Group = namedtuple("Group", "means payee_kind function classes cents")
#: A part of a batch, before it is made.
Part = namedtuple("Part", "group source indicator cents")


class CivilSubsidyFundPlan(models.AbstractModel):
    """Finds the indicators that a batch is charged to, and reserves them.

    The batch's sources of funds are split to the cent (largest remainder) and, where
    its payments belong to several functional classes, spread over these. Each part
    takes the indicators in force of its year, function, economic class and source:
    carried ones first, then as they were issued.

    Source: 《预算法》第十三条; payment and indicator agree in every dimension
    (预算管理一体化规范).
    """

    _name = "civil.subsidy.fund.plan"
    _description = "Plan of a Batch's Funds"

    @api.model
    def _make(self, batch, company):
        """Reserve the money of a batch and split its payments; once per approval.

        :return: the ``civil.subsidy.batch.fund`` records
        :raises UserError: an indicator is missing or hasn't enough available
        """
        day = fields.Date.context_today(batch)
        groups = self._groups(batch)
        charged = [group for group in groups if group.means != "account"]
        # Whoever approves the payment decides about indicators that finance keeps.
        parts = self.sudo()._parts(batch.sudo(), company, charged, day)
        funds = self._make_funds(batch, company, parts)
        self._reserve(batch, funds, day)
        split = self.env["civil.subsidy.fund.split"]
        for group in charged:
            chosen = [
                (fund.id, part.cents)
                for fund, part in zip(funds, parts, strict=True)
                if part.group is group
            ]
            split._write(chosen, self._lines(batch, group))
        for group in groups:
            if group.means == "account":
                funds |= self._copy_account(batch, company, group)
        self._check_split(batch)
        funds.invalidate_recordset(["payment_fund_ids"])
        self.env["civil.subsidy.payment"].invalidate_model(["fund_ids"])
        return funds

    # -- what is to be charged -----------------------------------------------------

    def _groups(self, batch):
        """The batch's payments by means and functional class, budget units left out."""
        codes = batch.program_id._function_codes()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT means, payee_kind, class_id, sum(cents)::bigint FROM (%s) line
                WHERE payee_kind <> 'budget_unit'
                GROUP BY means, payee_kind, class_id
                ORDER BY means, payee_kind, class_id NULLS FIRST
                """,
                self._judged(batch),
            )
        )
        found = {}
        for means, payee_kind, class_id, cents in rows:
            # What is paid again from the unit's account stays with what it was.
            code = None if means == "account" else codes.get(class_id) or codes[None]
            key = means, payee_kind, code
            classes, sum_ = found.get(key, ((), 0))
            found[key] = (*classes, class_id), sum_ + cents
        return [
            Group(*key, classes, cents)
            for key, (classes, cents) in found.items()
            if cents
        ]

    def _judged(self, batch):
        """SQL of the payable lines: id, class, cents, kind of payee, means."""
        return SQL(
            """
            SELECT p.id, p.class_id, round(p.amount * 100)::bigint AS cents,
                CASE WHEN p.partner_id IS NULL OR %(on_behalf)s THEN 'person'
                    ELSE coalesce(partner.subsidy_payee_kind, 'private')
                    END AS payee_kind,
                CASE WHEN back.kind IS DISTINCT FROM 'refund' THEN 'indicator'
                    WHEN back.route = 'unit_account' THEN 'account'
                    WHEN back.prior_year AND back.route = 'treasury_channel'
                        THEN 'restored'
                    ELSE 'indicator' END AS means
            FROM civil_subsidy_payment p
            LEFT JOIN res_partner partner ON partner.id = p.partner_id
            LEFT JOIN civil_subsidy_payment first ON first.id = p.resend_of_id
            LEFT JOIN civil_subsidy_return back ON back.id = first.account_return_id
            WHERE p.batch_id = %(batch)s AND p.outcome = 'payable'
            """,
            batch=batch.id,
            on_behalf=bool(batch.program_id.pays_on_behalf),
        )

    def _lines(self, batch, group):
        """SQL of the lines of a group: id, cents."""
        return SQL(
            """
            SELECT id, cents FROM (%s) line
            WHERE means = %s AND payee_kind = %s AND coalesce(class_id, 0) = ANY(%s)
            """,
            self._judged(batch),
            group.means,
            group.payee_kind,
            [class_id or 0 for class_id in group.classes],
        )

    # -- which indicators ----------------------------------------------------------

    def _parts(self, batch, company, groups, day):
        """The parts of the batch: by group, source and indicator."""
        sources = self._sources(batch, sum(group.cents for group in groups))
        table = spread(
            [group.cents for group in groups], [cents for _source, cents in sources]
        )
        kinds = self._kinds(batch, groups, [source for source, _cents in sources])
        candidates = self._indicators(batch, company, kinds, day)
        indicators = self.env["civil.fund.indicator"].union(*candidates.values())
        left = {
            indicator: int(amount * 100)
            for indicator, amount in indicators._lock()._available().items()
        }
        parts = []
        for group, row in zip(groups, table, strict=True):
            for (source, _sum), cents in zip(sources, row, strict=True):
                kind = kinds[group, source]
                taken = self._take(candidates[kind], left, cents)
                missing = cents - sum(taken.values())
                if missing:
                    self._refuse_shortage(batch, kind, candidates[kind], cents, missing)
                parts += [Part(group, source, *item) for item in taken.items()]
        return parts

    def _sources(self, batch, cents):
        """``[(source of funds, whole cents)]`` of what the batch charges."""
        shares = batch.share_ids
        if not shares:
            return [(False, cents)] if cents else []
        amount = Decimal(cents) / 100
        split = self.env["civil.subsidy.total"].split(
            amount, [Decimal(str(share.percent)) for share in shares]
        )
        return [
            (share.source, int(part * 100))
            for share, part in zip(shares, split, strict=True)
        ]

    def _kinds(self, batch, groups, sources):
        """``{(group, source): (functional class, economic class, source)}``."""
        shares = self.env["civil.subsidy.total"]._shares(batch.program_id, batch.period)
        own = {share.source: share.function_code for share in shares}
        economic = batch.program_id.economic_code
        return {
            (group, source): (own.get(source) or group.function, economic, source)
            for group in groups
            for source in sources
        }

    def _indicators(self, batch, company, kinds, day):
        """``{kind: the indicators that its parts may take, in their order}``."""
        program, wanted = batch.program_id, set(kinds.values())
        if not all(function and economic for function, economic, _source in wanted):
            raise UserError(
                self.env._(
                    "%(program)s has no functional or economic classification; no "
                    "indicator can be chosen. Complete it under Classification and "
                    "Sources of the program.",
                    program=program.name,
                )
            )
        chosen = program.indicator_ids
        return self.env["civil.fund.indicator"]._find(
            company,
            day.year,
            wanted,
            Domain("id", "in", chosen.ids) if chosen else Domain.TRUE,
        )

    def _take(self, indicators, left, cents):
        """Charge a part to the indicators as far as each reaches.

        :param left: {indicator: whole cents that it has}; less afterwards
        :return: {indicator: whole cents}
        """
        taken = {}
        for indicator in indicators:
            part = min(cents - sum(taken.values()), left[indicator])
            if part:
                taken[indicator] = part
                left[indicator] -= part
        return taken

    def _refuse_shortage(self, batch, kind, indicators, cents, missing):
        function, economic, source = kind
        labels = dict(
            self.env["civil.subsidy.batch.fund"]
            ._fields["source"]
            ._description_selection(self.env)
        )
        raise UserError(
            self.env._(
                "Batch %(batch)s needs %(wanted)s yuan of %(origin)s, functional class "
                "%(function)s, economic class %(economic)s; the indicators "
                "%(indicators)s have %(missing)s yuan too little. Have one raised or "
                "issued, or send the batch back.",
                batch=batch.name,
                wanted=f"{cents / 100:,.2f}",
                origin=labels.get(source) or self.env._("any source"),
                function=function,
                economic=economic,
                indicators=format_list(self.env, indicators.mapped("display_name"))
                or self.env._("(none in force)"),
                missing=f"{missing / 100:,.2f}",
            )
        )

    # -- making them ---------------------------------------------------------------

    def _make_funds(self, batch, company, parts):
        return (
            self.env["civil.subsidy.batch.fund"]
            .sudo()
            .create(
                [
                    {
                        "batch_id": batch.id,
                        "company_id": company.id,
                        "means": part.group.means,
                        "payee_kind": part.group.payee_kind,
                        "liability": self._liability(batch, part.group.payee_kind),
                        "source": part.source or part.indicator.source,
                        "indicator_id": part.indicator.id,
                        "amount": part.cents / 100,
                    }
                    for part in parts
                ]
            )
        )

    def _liability(self, batch, payee_kind):
        """Code of the account in which payees of a kind are owed, if in any."""
        return {"person": "2303", "private": batch.program_id.private_liability}.get(
            payee_kind
        )

    def _reserve(self, batch, funds, day):
        batch._record_entries(funds, "reserve", {f: f._exact() for f in funds}, day)

    def _copy_account(self, batch, company, group):
        """Make the parts of what is paid again from the unit's own account."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT share.fund_id, sum(share.amount)::text FROM (%s) line
                JOIN civil_subsidy_payment p ON p.id = line.id
                JOIN civil_subsidy_payment_fund share
                    ON share.payment_id = p.resend_of_id
                GROUP BY share.fund_id ORDER BY share.fund_id
                """,
                self._lines(batch, group),
            )
        )
        model = self.env["civil.subsidy.batch.fund"].sudo()
        made = {
            old: model.create(
                {
                    "batch_id": batch.id,
                    "company_id": company.id,
                    "means": "account",
                    "payee_kind": group.payee_kind,
                    "liability": model.browse(old).liability,
                    "source": model.browse(old).source,
                    "origin_id": old,
                    "amount": float(amount),
                }
            )
            for old, amount in rows
        }
        self.env["civil.subsidy.fund.split"]._copy(
            {old: fund.id for old, fund in made.items()},
            self._lines(batch, group),
        )
        return model.union(*made.values())

    def _check_split(self, batch):
        """Prove that lines and parts foot: each against the other, to the cent.

        :raises UserError: they don't, which nothing that people do can bring about
        """
        [[wrong_lines, wrong_funds]] = self.env.execute_query(
            SQL(
                """
                SELECT
                    (SELECT count(*) FROM (%(lines)s) line LEFT JOIN (
                        SELECT payment_id, sum(amount) AS amount
                        FROM civil_subsidy_payment_fund WHERE fund_id IN (%(funds)s)
                        GROUP BY payment_id) share ON share.payment_id = line.id
                    WHERE line.payee_kind <> 'budget_unit'
                        AND line.cents <> 100 * coalesce(share.amount, 0)),
                    (SELECT count(*) FROM civil_subsidy_batch_fund f LEFT JOIN (
                        SELECT fund_id, sum(amount) AS amount
                        FROM civil_subsidy_payment_fund WHERE fund_id IN (%(funds)s)
                        GROUP BY fund_id) share ON share.fund_id = f.id
                    WHERE f.batch_id = %(batch)s AND f.amount <> share.amount)
                """,
                lines=self._judged(batch),
                batch=batch.id,
                funds=SQL(
                    "SELECT id FROM civil_subsidy_batch_fund WHERE batch_id = %s",
                    batch.id,
                ),
            )
        )
        if wrong_lines or wrong_funds:
            raise UserError(
                self.env._(
                    "Batch %(batch)s: the parts of its funds and of its payments don't "
                    "add up. Send the batch back and have it computed again.",
                    batch=batch.name,
                )
            )
