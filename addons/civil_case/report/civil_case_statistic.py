from odoo import fields, models
from odoo.tools import SQL

from ..models.civil_case import CivilCase


class CivilCaseStatistic(models.Model):
    """Decided cases by matter and month (办件统计): how many in time, how long.

    One row for each clock for deciding that ended, so that what was extended or
    rested is judged by its own moments.
    """

    _name = "civil.case.statistic"
    _description = "Statistics of Cases"
    _auto = False
    _order = "decided_date desc"
    _rec_name = "case_id"

    case_id = fields.Many2one("civil.case", readonly=True)
    kind_id = fields.Many2one("civil.case.kind", string="Matter", readonly=True)
    department_id = fields.Many2one("civil.department", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    division_id = fields.Many2one("civil.division", readonly=True)
    town_id = fields.Many2one("civil.division", readonly=True)
    user_id = fields.Many2one("res.users", string="Holder", readonly=True)
    state = fields.Selection(
        selection=lambda self: self.env["civil.case"]._fields["state"].selection,
        readonly=True,
    )
    decided_date = fields.Datetime("Decided On", readonly=True)
    in_time = fields.Float(
        "Within the Limit", aggregator="avg", readonly=True, help="The share in time."
    )
    as_promised = fields.Float(aggregator="avg", readonly=True)
    was_extended = fields.Integer("Extended", readonly=True)
    days = fields.Float("Calendar Days Taken", aggregator="avg", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT k.id, c.id AS case_id, c.kind_id, c.department_id, c.company_id,
                   c.division_id, c.town_id, c.user_id, c.state,
                   k.ended_at AS decided_date,
                   (k.state = 'met')::int::float AS in_time,
                   k.promise_met::int::float AS as_promised,
                   (k.extension_length > 0)::int AS was_extended,
                   extract(epoch FROM k.ended_at - k.started_at) / 86400 AS days
              FROM civil_clock k
              JOIN civil_case c ON c.id = k.res_id
              JOIN civil_case_kind t ON t.id = c.kind_id
             WHERE k.res_model = %(model)s
               AND k.kind_id = t.decision_clock_id
               AND k.state IN ('met', 'late')
            """,
            model=CivilCase._name,
        )
