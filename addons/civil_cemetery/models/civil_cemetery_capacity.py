from datetime import date

from odoo import fields, models
from odoo.tools import SQL


class CivilCemeteryCapacity(models.Model):
    """For how many years the free places of a town last (剩余安葬能力).

    The yearly need of a town is the average, over the last full years that a dated
    parameter counts, of the deaths on record in the town or of the burials of its
    residents (of unknown residence: in its facilities), whichever is more. Free places
    of a facility that operates are shared among the towns of its service area (its own
    town where none is named) in proportion to their need. Years left = free places /
    yearly need. Source: 湖北省农村公益性公墓建设 (capacity for the deaths of the usual
    residents); the warning's threshold is a dated parameter.
    """

    _name = "civil.cemetery.capacity"
    _description = "Remaining Capacity"
    _auto = False
    _order = "years_left, town_id"
    _rec_name = "town_id"

    town_id = fields.Many2one("civil.division", readonly=True)
    free_places = fields.Float(digits=(12, 1), readonly=True)
    deaths = fields.Integer(string="Deaths in These Years", readonly=True)
    interments = fields.Integer(string="Burials in These Years", readonly=True)
    yearly_need = fields.Float(digits=(12, 1), readonly=True)
    years_left = fields.Float(
        digits=(12, 1),
        readonly=True,
        aggregator="avg",
        help="Empty where nobody died or was buried in these years.",
    )
    is_short = fields.Boolean(string="Too Few Left", readonly=True)

    @property
    def _table_query(self):
        today = fields.Date.context_today(self)
        get = self.env["civil.parameter"]._get
        years = get("cemetery.need_years", today)
        return SQL(
            """
            WITH town AS (
                SELECT id FROM civil_division WHERE level = 'town'
            ), death AS (
                SELECT town_id, count(*) AS n FROM civil_death
                 WHERE death_date >= %(start)s AND death_date < %(end)s
              GROUP BY town_id
            ), burial AS (
                SELECT CASE home.level WHEN 'town' THEN home.id
                                       WHEN 'village' THEN home.parent_id
                                       ELSE i.town_id END AS town_id,
                       sum(i.urns) AS n
                  FROM civil_cemetery_interment i
                  JOIN civil_cemetery_agreement a ON a.id = i.agreement_id
             LEFT JOIN civil_division home ON home.id = a.residence_id
                 WHERE i.state IN ('active', 'moved')
                   AND i.interred_on >= %(start)s AND i.interred_on < %(end)s
              GROUP BY 1
            ), need AS (
                SELECT town.id AS town_id, COALESCE(death.n, 0) AS deaths,
                       COALESCE(burial.n, 0) AS interments,
                       GREATEST(COALESCE(death.n, 0), COALESCE(burial.n, 0))
                       / %(years)s::numeric AS yearly
                  FROM town
             LEFT JOIN death ON death.town_id = town.id
             LEFT JOIN burial ON burial.town_id = town.id
            ), free AS (
                SELECT plot.facility_id, sum(plot.free_places) AS n
                  FROM civil_cemetery_plot plot
                  JOIN civil_cemetery_plot_type kind ON kind.id = plot.plot_type_id
                  JOIN civil_cemetery_facility f ON f.id = plot.facility_id
                 WHERE plot.state = 'available' AND f.state = 'operating'
                   AND COALESCE(kind.way, '') NOT IN ('sea', 'common')
              GROUP BY plot.facility_id
            ), area AS (
                SELECT DISTINCT rel.civil_cemetery_facility_id AS facility_id,
                       town.id AS town_id
                  FROM civil_cemetery_facility_service_rel rel
                  JOIN civil_division d ON d.id = rel.civil_division_id
                  JOIN civil_division town ON town.level = 'town'
                   AND (town.parent_path LIKE d.parent_path || '%%'
                        OR d.parent_path LIKE town.parent_path || '%%')
                 UNION
                SELECT f.id, f.town_id FROM civil_cemetery_facility f
                 WHERE f.town_id IS NOT NULL AND NOT EXISTS (
                       SELECT FROM civil_cemetery_facility_service_rel rel
                        WHERE rel.civil_cemetery_facility_id = f.id)
            ), share AS (
                SELECT area.town_id,
                       sum(free.n * CASE WHEN total.yearly > 0
                                         THEN need.yearly / total.yearly
                                         ELSE 1.0 / total.towns END) AS n
                  FROM area
                  JOIN free ON free.facility_id = area.facility_id
                  JOIN need ON need.town_id = area.town_id
                  JOIN (SELECT area.facility_id, sum(need.yearly) AS yearly,
                               count(*) AS towns
                          FROM area JOIN need ON need.town_id = area.town_id
                      GROUP BY area.facility_id) total
                    ON total.facility_id = area.facility_id
              GROUP BY area.town_id
            ), line AS (
                SELECT need.*, COALESCE(share.n, 0) AS free,
                       CASE WHEN need.yearly > 0
                            THEN COALESCE(share.n, 0) / need.yearly
                            END AS left_years
                  FROM need LEFT JOIN share ON share.town_id = need.town_id
            )
            SELECT town_id AS id, town_id, free AS free_places, deaths, interments,
                   yearly AS yearly_need, left_years AS years_left,
                   COALESCE(left_years < %(warn)s, FALSE) AS is_short
              FROM line
            """,
            start=date(today.year - years, 1, 1),
            end=date(today.year, 1, 1),
            years=years,
            warn=get("cemetery.warn_years", today),
        )

    def action_open_facilities(self):
        """Show the facilities that serve the single town."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_cemetery.civil_cemetery_facility_action"
        )
        action["domain"] = [
            "|",
            "|",
            ("service_division_ids", "parent_of", self.town_id.id),
            ("service_division_ids", "child_of", self.town_id.id),
            "&",
            ("service_division_ids", "=", False),
            ("town_id", "=", self.town_id.id),
        ]
        return action
