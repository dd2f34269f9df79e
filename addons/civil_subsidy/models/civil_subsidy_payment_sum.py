from odoo import api, models
from odoo.fields import Domain

#: What figures are kept by, and so may be asked of them.
KEPT_BY = {
    *("batch_id", "program_id", "period", "town_id", "class_id", "kind"),
    *("outcome", "bank_state", "currency_id"),
}
#: How an aggregate of payments reads as one of figures.
AGGREGATES = {
    "__count": "claim_count:sum",
    "amount:sum": "amount:sum",
    "amount:sum_currency": "amount:sum_currency",
    "person_count:sum": "person_count:sum",
    "currency_id:array_agg_distinct": "currency_id:array_agg_distinct",
}


class CivilSubsidyPayment(models.Model):
    """Adds payments up by what is kept of them in ``civil.subsidy.figure``.

    Lists, panels and charts group years of payments by town, month or outcome: that is
    millions of rows, or a few thousand figures which the steps keep in step with them.
    What the figures can't tell is read from the payments, with the same answer.
    """

    _inherit = "civil.subsidy.payment"

    @api.model
    def _read_group(
        self,
        domain,
        groupby=(),
        aggregates=(),
        having=(),
        offset=0,
        limit=None,
        order=None,
    ):
        """Group payments, from figures where these can tell."""
        if having or not self._figures_tell(domain, groupby, aggregates, order):
            return super()._read_group(
                domain, groupby, aggregates, having, offset, limit, order
            )
        rows = self.env["civil.subsidy.figure"]._read_group(
            domain,
            groupby,
            [AGGREGATES[each] for each in aggregates],
            offset=offset,
            limit=limit,
            order=self._order_of_figures(order),
        )
        return self._without_null(rows, groupby, aggregates)

    @api.model
    def _read_grouping_sets(self, domain, grouping_sets, aggregates=(), order=None):
        """Group payments several ways at once, from figures where these can tell."""
        asked = {spec for groupby in grouping_sets for spec in groupby}
        if not self._figures_tell(domain, asked, aggregates, order):
            return super()._read_grouping_sets(domain, grouping_sets, aggregates, order)
        found = self.env["civil.subsidy.figure"]._read_grouping_sets(
            domain,
            grouping_sets,
            [AGGREGATES[each] for each in aggregates],
            order=self._order_of_figures(order),
        )
        return [
            self._without_null(rows, groupby, aggregates)
            for groupby, rows in zip(grouping_sets, found, strict=True)
        ]

    def _figures_tell(self, domain, groupby, aggregates, order):
        """Tell whether figures answer this for this user, exactly."""
        asked = {spec.split(":")[0].split(".")[0] for spec in groupby}
        asked |= {
            condition.field_expr.split(".")[0]
            for condition in Domain(domain).iter_conditions()
        }
        if not asked <= KEPT_BY or not set(aggregates) <= AGGREGATES.keys():
            return False
        terms = {term.split()[0] for term in (order or "").split(",") if term.strip()}
        if not terms <= {*groupby, *AGGREGATES}:
            return False
        return self._figures_are_whole() and self._sees_whole_towns()

    def _figures_are_whole(self):
        """Tell that no run is in the middle of a batch, ahead of its figures."""
        # The run may be of divisions that the user doesn't see.
        return not (
            self.env["civil.subsidy.run"]
            .sudo()
            .search_count([("state", "in", ("running", "stopped", "failed"))], limit=1)
        )

    def _sees_whole_towns(self):
        """Tell that the user's places are towns or above: figures are kept by town."""
        figures = self.env["civil.subsidy.figure"]
        return figures.has_access("read") and (
            self.env.su
            # Where the user belongs isn't for the user to read.
            or "village" not in self.env.user.sudo().division_ids.mapped("level")
        )

    def _order_of_figures(self, order):
        """The order, in terms of figures."""
        terms = []
        for term in (order or "").split(","):
            first, *rest = term.split() or [""]
            terms.append(" ".join([AGGREGATES.get(first, first), *rest]))
        return ", ".join(filter(None, terms)) or None

    def _without_null(self, rows, groupby, aggregates):
        """Count 0 where there is nothing to count, as payments would."""
        if groupby or "__count" not in aggregates:
            return rows
        place = list(aggregates).index("__count")
        return [(*row[:place], row[place] or 0, *row[place + 1 :]) for row in rows]
