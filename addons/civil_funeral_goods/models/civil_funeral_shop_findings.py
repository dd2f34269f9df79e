from odoo import api, fields, models
from odoo.fields import Domain

from .civil_funeral_shop_judge import ShopFacts

#: What is judged no longer: the shop isn't one anymore.
_GONE = ("changed", "closed")


class CivilFuneralShopFindings(models.AbstractModel):
    """What is wrong with the shops on record, as of today."""

    _name = "civil.funeral.shop.findings"
    _description = "Findings of a Funeral Shop"

    findings = fields.Text(
        compute="_compute_findings", help="What is wrong with the shop as of today."
    )
    has_findings = fields.Boolean(
        compute="_compute_findings", search="_search_has_findings"
    )
    sells_banned = fields.Boolean(
        string="Banned Goods", compute="_compute_findings", search="_search_banned"
    )
    is_over = fields.Boolean(
        string="Registration Over", compute="_compute_findings", search="_search_over"
    )
    is_unchecked = fields.Boolean(
        string="Check Due", compute="_compute_findings", search="_search_unchecked"
    )

    @api.depends(
        "goods_ids", "registered_on", "valid_until", "last_checked_on", "state"
    )
    @api.depends_context("tz", "lang")
    def _compute_findings(self):
        judge = self.env["civil.funeral.shop.judge"]
        rules = judge._rules(fields.Date.context_today(self))
        banned = {code for _goods, _division, code, _basis in rules.bans}
        for shop in self:
            found = {}
            if shop.state not in _GONE:
                found = judge._findings(shop._facts(), rules)
            shop.findings = "\n".join(found.values()) or False
            shop.has_findings = bool(found)
            shop.sells_banned = not banned.isdisjoint(found)
            shop.is_over = "registration_over" in found
            shop.is_unchecked = "not_checked_12_months" in found

    def _facts(self):
        """Return the :class:`ShopFacts` of the single shop."""
        judge = self.env["civil.funeral.shop.judge"]
        return ShopFacts(
            goods=judge._goods(self.shop_kind_id, self.scope),
            divisions=judge._divisions(self.division_id),
            registered_on=self.registered_on or None,
            valid_until=self.valid_until or None,
            last_checked_on=self.last_checked_on or None,
        )

    # -- finding them by what is wrong -------------------------------------------

    def _rules_of_today(self):
        return self.env["civil.funeral.shop.judge"]._rules(
            fields.Date.context_today(self)
        )

    def _search_banned(self, operator, value):
        parts = []
        for goods, division, _code, _basis in self._rules_of_today().bans:
            part = Domain("goods_ids", "in", [goods])
            if division:
                part &= Domain("division_id", "child_of", division)
            parts.append(part)
        return self._search_if(Domain.OR(parts), operator, value)

    def _search_over(self, operator, value):
        over = Domain("valid_until", "<", self._rules_of_today().as_of)
        return self._search_if(over, operator, value)

    def _search_unchecked(self, operator, value):
        since = self._rules_of_today().checked_since
        never = Domain("last_checked_on", "=", False) & (
            Domain("registered_on", "=", False) | Domain("registered_on", "<", since)
        )
        return self._search_if(
            never | Domain("last_checked_on", "<", since), operator, value
        )

    def _search_has_findings(self, operator, value):
        found = Domain.OR(
            [
                self._search_banned("in", [True]),
                self._search_over("in", [True]),
                self._search_unchecked("in", [True]),
            ]
        )
        return self._search_if(found, operator, value)

    def _search_if(self, found, operator, value):
        """Return the domain of the shops of which ``found`` is true or false."""
        if operator != "in":
            return NotImplemented
        found &= Domain("state", "not in", _GONE)
        return Domain.OR(found if wanted else ~found for wanted in value)
