import dataclasses
import datetime

from dateutil.relativedelta import relativedelta

from odoo import api, models

from ..tools import goods_named


@dataclasses.dataclass(frozen=True)
class ShopFacts:
    """What is known of a shop and decides what is found.

    :param goods: ids of the goods that its kind sells by nature or its scope names,
        each with the word that says so
    :param divisions: ids of its division and of those above
    """

    goods: dict
    divisions: frozenset
    registered_on: datetime.date | None = None
    valid_until: datetime.date | None = None
    last_checked_on: datetime.date | None = None


@dataclasses.dataclass(frozen=True)
class ShopRules:
    """The rules as of a day, looked up once for many shops.

    :param bans: ``(goods, division or None, code, legal basis)`` in force
    :param checked_since: a shop has to have been checked on this day or later
    """

    as_of: datetime.date
    bans: tuple
    months: int
    checked_since: datetime.date


class CivilFuneralShopJudge(models.AbstractModel):
    """What is wrong with a funeral shop, as of a day: in files and on record."""

    _name = "civil.funeral.shop.judge"
    _description = "Judgment on Funeral Shops"

    @api.model
    def _rules(self, as_of):
        """Return the :class:`ShopRules` of a day.

        :raises UserError: the parameter of the yearly check has no value then
        """
        months = self.env["civil.parameter"]._get("funeral.shop_check_months", as_of)
        bans = self.env["civil.funeral.goods.ban"]._in_force(as_of)
        return ShopRules(
            as_of=as_of,
            bans=tuple(
                (
                    ban.goods_id.id,
                    ban.division_id.id,
                    ban.finding_kind_id.code,
                    ban.legal_basis,
                )
                for ban in bans
            ),
            months=months,
            checked_since=as_of - relativedelta(months=months),
        )

    @api.model
    def _goods(self, kind, scope):
        """``{id of goods: the word that names them}`` for a kind and a scope."""
        named = goods_named(scope, self.env["civil.funeral.goods"]._keywords())
        if kind.goods_id:
            named = {kind.goods_id.id: kind.name, **named}
        return named

    @api.model
    def _divisions(self, division):
        """Ids of a division and of those above it."""
        path = division.parent_path or ""
        return frozenset(int(part) for part in path.split("/") if part)

    @api.model
    def _findings(self, facts, rules):
        """Return ``{code: sentence}`` of what is found of a shop.

        :param ShopFacts facts: the shop
        :param ShopRules rules: as of a day
        """
        found = {}
        for goods, division, code, basis in rules.bans:
            if goods not in facts.goods or code in found:
                continue
            if division and facts.divisions and division not in facts.divisions:
                continue
            found[code] = self.env._(
                "“%(word)s” may not be made or sold here (%(basis)s).",
                word=facts.goods[goods],
                basis=basis,
            )
        if facts.valid_until and facts.valid_until < rules.as_of:
            found["registration_over"] = self.env._(
                "Its registration ended on %(date)s.", date=facts.valid_until
            )
        since = facts.last_checked_on or facts.registered_on
        if not since or since < rules.checked_since:
            found["not_checked_12_months"] = self._unchecked_sentence(facts, rules)
        return found

    def _unchecked_sentence(self, facts, rules):
        if not facts.last_checked_on:
            return self.env._("No check of it is on record.")
        return self.env._(
            "It was last checked on %(date)s, more than %(months)s months before.",
            date=facts.last_checked_on,
            months=rules.months,
        )
