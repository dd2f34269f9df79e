from odoo import fields, models
from odoo.tools import SQL


class CivilSafetyFigure(models.Model):
    """What self-checks, inspections and hazards come to (安全监管统计).

    Rates are means of 0 and 1 over what counts: self-checks that are due, objects
    that have to be covered in the year, hazards whose deadline has come.
    """

    _name = "civil.safety.figure"
    _description = "Safety Figures"
    _auto = False
    _order = "month desc, id"

    figure = fields.Selection(
        [
            ("self_check", "Self-Checks"),
            ("coverage", "Coverage by Inspections"),
            ("hazard", "Hazards"),
        ],
        readonly=True,
    )
    month = fields.Date(readonly=True)
    kind_id = fields.Many2one("civil.inspection.kind", readonly=True)
    division_id = fields.Many2one("civil.division", readonly=True)
    town_id = fields.Many2one("civil.division", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    object_id = fields.Many2one("civil.inspection.object", readonly=True)
    level = fields.Selection(
        [("general", "General"), ("major", "Major")], readonly=True
    )
    filed_rate = fields.Float(
        string="Self-Checks Filed (%)", aggregator="avg", digits=(5, 1), readonly=True
    )
    coverage_rate = fields.Float(
        string="Objects Inspected (%)", aggregator="avg", digits=(5, 1), readonly=True
    )
    closed_rate = fields.Float(
        string="Due Hazards Closed (%)", aggregator="avg", digits=(5, 1), readonly=True
    )
    due_count = fields.Integer(string="Due", readonly=True)
    done_count = fields.Integer(string="Done", readonly=True)

    @property
    def _table_query(self):
        today = fields.Date.context_today(self)
        year = today.replace(month=1, day=1)
        return SQL(
            "%s UNION ALL %s UNION ALL %s",
            self._self_checks(),
            self._coverage(year),
            self._hazards(today),
        )

    def _self_checks(self):
        return SQL(
            """
            SELECT 3 * c.id AS id, 'self_check' AS figure, c.month, c.kind_id,
                   c.division_id, c.town_id, c.company_id, c.object_id,
                   NULL AS level,
                   CASE WHEN c.state = 'filed' THEN 100.0 ELSE 0.0 END AS filed_rate,
                   NULL::numeric AS coverage_rate, NULL::numeric AS closed_rate,
                   1 AS due_count, (c.state = 'filed')::int AS done_count
              FROM civil_safety_check c
            """
        )

    def _coverage(self, year):
        """Objects by kind, and whether they were inspected since a year began."""
        return SQL(
            """
            SELECT 3 * (o.id * 1000 + r.civil_inspection_kind_id) + 1, 'coverage',
                   %(year)s::date, r.civil_inspection_kind_id, o.division_id,
                   o.town_id, o.company_id, o.id, NULL, NULL,
                   CASE WHEN i.done THEN 100.0 ELSE 0.0 END, NULL, 1, i.done::int
              FROM civil_inspection_object o
              JOIN civil_inspection_kind_civil_inspection_object_rel r
                ON r.civil_inspection_object_id = o.id
        CROSS JOIN LATERAL (
                   SELECT EXISTS (
                       SELECT 1 FROM civil_inspection n
                        WHERE n.object_id = o.id
                          AND n.kind_id = r.civil_inspection_kind_id
                          AND n.state IN ('signed', 'published')
                          AND n.actual_date >= %(year)s
                   ) AS done) i
             WHERE o.active
            """,
            year=year,
        )

    def _hazards(self, today):
        """Hazards by the month in which they were found; due ones count in the rate."""
        return SQL(
            """
            SELECT 3 * h.id + 2, 'hazard', date_trunc('month', h.found_date)::date,
                   h.kind_id, h.division_id, h.town_id, h.company_id, h.object_id,
                   h.level, NULL, NULL,
                   CASE WHEN h.state = 'closed' THEN 100.0
                        WHEN h.deadline <= %(today)s THEN 0.0 END,
                   (h.state = 'closed' OR h.deadline <= %(today)s)::int,
                   (h.state = 'closed')::int
              FROM civil_hazard h
            """,
            today=today,
        )
