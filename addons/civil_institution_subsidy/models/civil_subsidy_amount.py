from odoo import api, models
from odoo.tools import SQL


class CivilSubsidyAmount(models.AbstractModel):
    """Entitlements by occupied beds read the placements of homes that keep them."""

    _inherit = "civil.subsidy.amount"

    @api.model
    def _beds(self):
        """Add the days in homes that keep their stays to those reported.

        A placement ends with the death, as everywhere; who is paid at a home's
        account is paid for that home's beds.
        """
        return SQL(
            """
            SELECT told.days + kept.days
                    - CASE p.leave_rule WHEN 'counted' THEN 0
                        WHEN 'limited' THEN greatest(kept.away
                            - coalesce(rate.leave_days, 0), 0)
                        ELSE kept.away END AS days,
                told.leave + kept.away AS leave
            FROM (%(told)s) told
            CROSS JOIN (
                SELECT coalesce(sum(spell.days), 0) AS days,
                    coalesce(sum(away.days), 0) AS away
                FROM (
                    SELECT s.stay_id, greatest(s.date_from, v.month) AS day_from,
                        least(s.date_to, dead.death_date,
                            (v.month + interval '1 month')::date) AS day_to,
                        least(s.date_to, dead.death_date,
                            (v.month + interval '1 month')::date)
                            - greatest(s.date_from, v.month) AS days
                    FROM civil_institution_placement s
                    JOIN civil_institution home ON home.id = s.institution_id
                    JOIN civil_organization o ON o.id = home.organization_id
                    JOIN civil_resident dead ON dead.id = s.resident_id
                    WHERE s.resident_id = v.resident_id
                        AND (v.partner_id IS NULL OR o.payee_partner_id = v.partner_id)
                        AND s.date_from < v.month + interval '1 month'
                        AND (s.date_to IS NULL OR s.date_to > v.month)
                        AND (dead.death_date IS NULL OR dead.death_date
                            > greatest(s.date_from, v.month))) spell
                LEFT JOIN LATERAL (
                    SELECT sum(least(a.date_to, spell.day_to)
                        - greatest(a.date_from, spell.day_from)) AS days
                    FROM civil_institution_absence a
                    WHERE a.stay_id = spell.stay_id AND a.date_from < spell.day_to
                        AND (a.date_to IS NULL OR a.date_to > spell.day_from)) away
                    ON TRUE) kept
            """,
            told=super()._beds(),
        )
