from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import SQL


class CivilCemeteryAnnualFigures(models.Model):
    """What is counted of a cemetery for its yearly inspection (年检数据).

    Counts of plots come from the register; money and speculation are stated.
    """

    _inherit = "civil.cemetery.annual"

    plot_count = fields.Integer(string="Plots", readonly=True)
    plot_year_count = fields.Integer(string="Plots Given in the Year", readonly=True)
    urn_count = fields.Integer(string="Urns", readonly=True)
    oversize_low = fields.Integer(string="Slightly over the Limit", readonly=True)
    oversize_middle = fields.Integer(string="Clearly over the Limit", readonly=True)
    oversize_high = fields.Integer(string="Grossly over the Limit", readonly=True)
    tenure_over_count = fields.Integer(string="Tenure Over", readonly=True)
    ecological_share = fields.Float(
        string="Ecological (%)", readonly=True, digits=(5, 2)
    )
    upkeep_fee = fields.Monetary(string="Upkeep Fees of the Year")
    plot_income = fields.Monetary(
        string="Income of Plots after Tax", help="Of the year, of commercial ones."
    )
    upkeep_reserve = fields.Monetary(
        help="What was set aside in the year, with receipt."
    )
    reserve_share = fields.Float(
        string="Reserve (%)", compute="_compute_reserve_share", digits=(8, 2)
    )
    is_speculated = fields.Boolean(
        string="Speculation", help="Plots are traded on for gain."
    )

    @api.depends("plot_income", "upkeep_reserve")
    def _compute_reserve_share(self):
        for annual in self:
            share = Decimal(0)
            if annual.plot_income:
                reserve = Decimal(str(annual.upkeep_reserve))
                share = 100 * reserve / Decimal(str(annual.plot_income))
            annual.reserve_share = float(round(share, 2))

    def _count(self):
        """Count anew what the register says of the single inspection's cemetery."""
        for annual in self:
            counts = annual._plot_counts()
            low, middle, high = annual._oversize()
            # Counts come from the register, whoever has them made.
            annual.sudo().write(
                {
                    **counts,
                    "oversize_low": low,
                    "oversize_middle": middle,
                    "oversize_high": high,
                }
            )

    def _oversize(self):
        """Return how many plots are slightly, clearly and grossly over the limit.

        Where one band ends and the next begins are dated parameters, in percent over
        the limit; the upper end belongs to the band.
        """
        day = self.campaign_id.date_from
        get = self.env["civil.parameter"]._get
        bounds = [
            get(f"cemetery.oversize_{name}", day, self.division_id)
            for name in ("low", "middle")
        ]
        rules = self.env["civil.cemetery.area.rule"]
        # Counted whoever looks, so that the figures are the same for everybody.
        plots = self.env["civil.cemetery.plot"].sudo()
        counts = [0, 0, 0]
        for plot_type in self.env["civil.cemetery.plot.type"].sudo().search([]):
            rule = rules._find(self.facility_kind, plot_type, self.division_id, day)
            if not rule.max_area:
                continue
            limit = Decimal(str(rule.max_area))
            areas = plots._read_group(
                [
                    ("facility_id", "=", self.facility_id.id),
                    ("plot_type_id", "=", plot_type.id),
                    ("area", ">", rule.max_area),
                ],
                ["area"],
                ["__count"],
            )
            for area, count in areas:
                over = 100 * (Decimal(str(area)) - limit) / limit
                band = sum(over > Decimal(str(bound)) for bound in bounds)
                counts[band] += count
        return counts

    def _plot_counts(self):
        """Return the counts of plots and urns at the end of the year."""
        for model in ("plot", "agreement", "interment"):
            self.env[f"civil.cemetery.{model}"].flush_model()
        year_end = f"{self.year}-12-31"
        [row] = self.env.execute_query(
            SQL(
                """
                SELECT count(*), count(*) FILTER (WHERE kind = 'ecological'),
                       (SELECT count(DISTINCT plot_id) FROM civil_cemetery_agreement
                         WHERE facility_id = %(facility)s AND signed_on >= %(first)s
                           AND signed_on <= %(last)s),
                       (SELECT count(*) FROM civil_cemetery_agreement
                         WHERE facility_id = %(facility)s AND is_open
                           AND date_to < %(last)s),
                       (SELECT COALESCE(sum(urns), 0) FROM civil_cemetery_interment
                         WHERE facility_id = %(facility)s AND state = 'active'
                           AND interred_on <= %(last)s)
                  FROM civil_cemetery_plot
                 WHERE facility_id = %(facility)s AND state != 'unbuilt'
                """,
                facility=self.facility_id.id,
                first=f"{self.year}-01-01",
                last=year_end,
            )
        )
        plots, ecological, given, over, urns = row
        return {
            "plot_count": plots,
            "plot_year_count": given,
            "urn_count": urns,
            "tenure_over_count": over,
            "ecological_share": round(100 * ecological / plots, 2) if plots else 0,
        }

    def _figure(self, code):
        """Return a figure beside an item of the score sheet, as a number."""
        facility = self.facility_id
        land = facility.land_area * 2000 / 3  # One mu is two thirds of 1,000 m².
        values = {
            "oversize_low": self.oversize_low,
            "oversize_middle": self.oversize_middle,
            "oversize_high": self.oversize_high,
            "tenure_over": self.tenure_over_count,
            "ecological_share": self.ecological_share,
            "green_cover": facility.green_cover,
            "green_share": 100 * facility.green_area / land if land else 0,
            "counter_area": facility.counter_area,
            "archive_area": facility.archive_area,
            "office_area": facility.office_area,
            "trained_share": 100 * facility.staff_trained / facility.staff_count
            if facility.staff_count
            else 0,
            "reserve_share": self.reserve_share,
        }
        return round(values[code], 2)
