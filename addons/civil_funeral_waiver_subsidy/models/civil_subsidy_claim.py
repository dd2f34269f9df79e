from odoo import api, models
from odoo.tools import SQL


class CivilSubsidyClaim(models.AbstractModel):
    """Claims of funeral homes are claims of a batch, one line a home and month."""

    _inherit = "civil.subsidy.claim"

    @api.model
    def _query(self, batch, piece=None):
        if batch.program_id.source == "settlement":
            return self._settled(batch)
        return super()._query(batch, piece)

    def _settled(self, batch):
        """The approved claims up to the batch's month that no other batch pays."""
        return SQL(
            """
            SELECT s.id AS claim_id, s.period AS month, NULL::integer AS line_id,
                NULL::integer AS entitlement_id, NULL::integer AS version_id,
                NULL::integer AS resident_id, partner.name || ' ' || s.name AS name,
                NULL::text AS identity_number, TRUE AS identity_valid,
                NULL::date AS death_date, s.division_id, s.town_id, s.id AS place,
                'active' AS state, NULL::date AS first_month, NULL::date AS review_date,
                NULL::date AS published_to, NULL::integer AS class_id,
                NULL::bigint AS classes, NULL::integer AS standard_id, 1 AS standards,
                s.total AS gross, NULL::numeric AS ceiling, NULL::numeric AS quantity,
                s.person_count, NULL::bigint AS counted, NULL::bigint AS counted_dead,
                NULL::integer AS payee_id, partner.id AS partner_id,
                partner.name AS payee_name, acc.agent_name, acc.bank_name,
                acc.number AS account_number, acc.holder AS account_holder,
                CASE WHEN acc.number IS NULL THEN 'missing'
                    WHEN acc.number !~ '^[0-9]{10,32}$' THEN 'invalid'
                    END AS account_problem,
                acc.doubtful AS account_doubtful, NULL::text AS certificate_number,
                NULL::boolean AS certificate_valid, NULL::text AS disability_kind,
                NULL::text AS disability_grade, NULL::text AS minimum_living
            FROM civil_funeral_settlement s
            JOIN civil_organization home ON home.id = s.home_id
            JOIN res_partner partner ON partner.id = home.payee_partner_id
            LEFT JOIN civil_resident payee ON FALSE
            LEFT JOIN LATERAL (%(account)s) acc ON TRUE
            WHERE s.state = 'approved' AND s.program_id = %(program)s
                AND s.period <= %(period)s AND %(inside)s
                AND (s.batch_id IS NULL OR s.batch_id = %(batch)s)
            """,
            account=self._account(batch.program_id),
            program=batch.program_id.id,
            period=batch.period,
            inside=self._in_piece("s", SQL("s.id"), batch, None),
            batch=batch.id,
        )
