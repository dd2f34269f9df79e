from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.civil_indicator.tools.measure import Side
from odoo.addons.civil_institution_care.tools.occupancy import bed_days


class CivilInstitutionOccupancy(models.Model):
    """How far the beds of institutions were in use in a period (入住率).

    The period stands in the context (``occupancy_from``, ``occupancy_to``); without one
    it is the year so far. Institutions count that keep their residents here. A bed is
    set up from the day on which the institution was filed or took somebody in; that of
    somebody on leave or in hospital is occupied.
    """

    _name = "civil.institution.occupancy"
    _description = "Occupancy of an Institution"
    _auto = False
    _order = "town_id, institution_id"
    _rec_name = "institution_id"
    _depends = {
        "civil.institution": [
            "company_id",
            "filing_date",
            "first_admission_on",
            "keeps_stays",
            "state",
            "town_id",
        ],
        "civil.organization": ["division_id", "active"],
        "civil.institution.bed": ["institution_id"],
        "civil.institution.placement": ["bed_id", "date_from", "date_to", "stay_id"],
        "civil.institution.absence": ["date_from", "date_to", "kind", "stay_id"],
        "civil.resident": ["death_date"],
    }

    institution_id = fields.Many2one("civil.institution", readonly=True)
    town_id = fields.Many2one("civil.division", readonly=True)
    division_id = fields.Many2one("civil.division", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    date_from = fields.Date(string="From", readonly=True)
    date_to = fields.Date(string="Through", readonly=True)
    beds = fields.Integer(readonly=True)
    set_up_days = fields.Integer(string="Bed-days Set Up", readonly=True)
    occupied_days = fields.Integer(string="Bed-days Occupied", readonly=True)
    leave_days = fields.Integer(string="of These on Leave", readonly=True)
    hospital_days = fields.Integer(string="of These in Hospital", readonly=True)
    rate = fields.Float(
        string="Occupancy (%)", digits=(5, 1), aggregator=None, readonly=True
    )

    def _period(self):
        today = fields.Date.context_today(self)
        context = self.env.context
        first = fields.Date.to_date(context.get("occupancy_from"))
        last = fields.Date.to_date(context.get("occupancy_to"))
        return first or today.replace(month=1, day=1), min(last or today, today)

    @property
    def _table_query(self):
        date_from, date_to = self._period()
        # Two periods in one transaction must not share what is cached by id.
        period = date_from.toordinal() % 10_000 * 10_000 + date_to.toordinal() % 10_000
        return SQL(
            """
              WITH used (institution_id, days, leave, hospital) AS (%(used)s),
                   begun AS (
                   SELECT institution_id, MIN(date_from) AS first
                     FROM civil_institution_placement GROUP BY institution_id
                   ), bed AS (
                   SELECT institution_id, COUNT(*)::int AS number
                     FROM civil_institution_bed GROUP BY institution_id
                   ), home AS (
                   SELECT i.id, i.town_id, o.division_id, i.company_id,
                          COALESCE(bed.number, 0) AS beds,
                          GREATEST(0, %(date_to)s::date + 1 - GREATEST(
                              %(date_from)s::date,
                              LEAST(i.filing_date, i.first_admission_on, begun.first)
                          )) AS days
                     FROM civil_institution i
                     JOIN civil_organization o ON o.id = i.organization_id
                LEFT JOIN bed ON bed.institution_id = i.id
                LEFT JOIN begun ON begun.institution_id = i.id
                    WHERE i.keeps_stays AND i.state != 'closed' AND o.active
                   )
            SELECT home.id::bigint * 100000000 + %(period)s AS id,
                   home.id AS institution_id, home.town_id, home.division_id,
                   home.company_id, %(date_from)s::date AS date_from,
                   %(date_to)s::date AS date_to, home.beds,
                   home.beds * home.days AS set_up_days,
                   COALESCE(used.days, 0)::int AS occupied_days,
                   COALESCE(used.leave, 0)::int AS leave_days,
                   COALESCE(used.hospital, 0)::int AS hospital_days,
                   ROUND(100.0 * COALESCE(used.days, 0)
                         / NULLIF(home.beds * home.days, 0), 1) AS rate
              FROM home
         LEFT JOIN used ON used.institution_id = home.id
            """,
            used=bed_days("institution_id", date_from, date_to, SQL("TRUE")),
            date_from=date_from,
            date_to=date_to,
            period=period,
        )

    def _indicator_occupancy(self, date_from, date_to):
        """Bed-days occupied of the bed-days set up."""
        period = {
            "occupancy_from": fields.Date.to_string(date_from),
            "occupancy_to": fields.Date.to_string(date_to),
        }
        return (
            Side(self._name, [], field="occupied_days", context=period),
            Side(self._name, [], field="set_up_days", context=period),
        )
