from odoo import models
from odoo.tools import SQL


class CivilSubsidyCompared(models.AbstractModel):
    """Claims of homes are compared with last month's by the institution."""

    _inherit = "civil.subsidy.compared"

    def _people(self, batch, program):
        if program.source != "institution":
            return super()._people(batch, program)
        return SQL(
            """
            SELECT p.partner_id AS key, min(p.id) AS id, min(partner.name) AS name,
                NULL::integer AS resident_id, min(p.division_id) AS division_id,
                min(p.town_id) AS town_id, bool_or(p.outcome = 'payable') AS payable,
                coalesce(sum(p.amount) FILTER (WHERE p.outcome = 'payable'), 0)
                    AS amount,
                coalesce(sum(p.person_count) FILTER (WHERE p.outcome = 'payable'), 0)
                    AS persons,
                NULL::integer AS class_id, NULL::integer AS standard_id,
                NULL::numeric AS quantity, FALSE AS dead
            FROM civil_subsidy_payment p
            JOIN res_partner partner ON partner.id = p.partner_id
            WHERE p.batch_id = %s AND p.kind = 'regular'
            GROUP BY p.partner_id
            """,
            batch.id or 0,
        )
