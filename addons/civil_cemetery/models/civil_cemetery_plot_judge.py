import dataclasses
import datetime
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from odoo import api, models


@dataclasses.dataclass(frozen=True)
class PlotFacts:
    """What is known of a plot and decides what is found; None where nothing is.

    :param kind: kind of its facility
    :param type_id: id of its type
    :param area: in m²
    :param interments: how many lie there
    :param start: first day of what was paid for
    :param months: for how many months was paid
    """

    kind: str
    type_id: int | None = None
    area: Decimal | None = None
    interments: int | None = None
    start: datetime.date | None = None
    months: int | None = None


@dataclasses.dataclass(frozen=True)
class PlotRules:
    """The rules as of a day, looked up once for many plots.

    :param limits: ``{(kind of facility, id of type): largest area or None}``
    :param places: ``{id of type: how many may lie there}``
    :param ashes: ids of the types of plots for ashes
    """

    as_of: datetime.date
    limits: dict
    places: dict
    ashes: frozenset

    def limit(self, kind, type_id):
        """Return the largest area allowed, or None where no rule says one.

        Of a plot whose type isn't known, the largest that any type of plot for ashes
        allows: what lies above that is too large whatever the plot is.
        """
        if type_id:
            return self.limits.get((kind, type_id))
        limits = [self.limits.get((kind, each)) for each in self.ashes]
        return max(filter(None, limits), default=None)


class CivilCemeteryPlotJudge(models.AbstractModel):
    """What is wrong with a plot, as of a day: in files and on record.

    Sources: the area limits stand with their legal basis in
    ``civil.cemetery.area.rule``; one place holds one person's remains by the plot's
    type; what was paid for ends after the paid years.
    """

    _name = "civil.cemetery.plot.judge"
    _description = "Judgment on Plots"

    @api.model
    def _rules(self, as_of, division):
        """Return the :class:`PlotRules` of a day in a division."""
        types = self.env["civil.cemetery.plot.type"].sudo()
        types = types.with_context(active_test=False).search([])
        rules = self.env["civil.cemetery.area.rule"]
        kinds = [kind for kind, _label in rules._fields["facility_kind"].selection]
        limits = {}
        for kind in kinds:
            for plot_type in types:
                rule = rules._find(kind, plot_type, division, as_of)
                if rule:
                    area = Decimal(str(rule.max_area)).quantize(Decimal("0.0001"))
                    limits[kind, plot_type.id] = area or None
        return PlotRules(
            as_of=as_of,
            limits=limits,
            places={plot_type.id: plot_type.places for plot_type in types},
            ashes=frozenset(
                types.filtered(lambda t: (t.kind, t.remains) == ("plot", "ashes")).ids
            ),
        )

    @api.model
    def _end(self, start, months):
        """Return the day on which what was paid for ends, or None.

        The 29 February of another year is its 28.
        """
        if not start or not months:
            return None
        return start + relativedelta(months=months)

    @api.model
    def _findings(self, facts, rules):
        """Return ``{code: sentence}`` of what is found of a plot by itself.

        :param PlotFacts facts: the plot
        :param PlotRules rules: as of a day
        """
        found = {}
        limit = rules.limit(facts.kind, facts.type_id)
        if facts.area and limit and facts.area > limit:
            found["area_over_limit"] = self.env._(
                "It takes %(area)s m², %(limit)s m² are allowed.",
                area=_plain(facts.area),
                limit=_plain(limit),
            )
        places = rules.places.get(facts.type_id)
        if places and facts.interments and facts.interments > places:
            found["over_capacity"] = self.env._(
                "%(count)s lie there, it has room for %(places)s.",
                count=facts.interments,
                places=places,
            )
        end = self._end(facts.start, facts.months)
        if end and end < rules.as_of:
            found["tenure_over"] = self.env._(
                "What was paid for ended on %(date)s.", date=end
            )
        return found


def _plain(number):
    """Write a decimal without zeros at its end."""
    return f"{number.normalize():f}"
