from odoo import api, models
from odoo.tools import SQL


class CivilSubsidyClaim(models.AbstractModel):
    """Claims of institutions are claims of a batch, one line a home and claim."""

    _inherit = "civil.subsidy.claim"

    @api.model
    def _query(self, batch, piece=None):
        if batch.program_id.source == "institution":
            return self._institutions(batch)
        return super()._query(batch, piece)

    def _institutions(self, batch):
        """The approved claims up to the batch's month that no other batch pays."""
        return SQL(
            """
            SELECT c.id AS claim_id, c.period AS month, NULL::integer AS line_id,
                NULL::integer AS entitlement_id, NULL::integer AS version_id,
                NULL::integer AS resident_id, partner.name || ' ' || c.name AS name,
                NULL::text AS identity_number, TRUE AS identity_valid,
                NULL::date AS death_date, c.division_id, c.town_id, c.id AS place,
                'active' AS state, NULL::date AS first_month, NULL::date AS review_date,
                NULL::date AS published_to, NULL::integer AS class_id,
                NULL::bigint AS classes, NULL::integer AS standard_id, 1 AS standards,
                c.total AS gross, NULL::numeric AS ceiling,
                c.bed_days::numeric AS quantity, c.person_count,
                NULL::bigint AS counted, NULL::bigint AS counted_dead,
                NULL::integer AS payee_id, partner.id AS partner_id,
                partner.name AS payee_name, acc.agent_name, acc.bank_name,
                acc.number AS account_number, acc.holder AS account_holder,
                CASE WHEN acc.number IS NULL THEN 'missing'
                    WHEN acc.number !~ '^[0-9]{10,32}$' THEN 'invalid'
                    END AS account_problem,
                acc.doubtful AS account_doubtful, NULL::text AS certificate_number,
                NULL::boolean AS certificate_valid, NULL::text AS disability_kind,
                NULL::text AS disability_grade, NULL::text AS minimum_living
            FROM civil_institution_claim c
            JOIN civil_institution home ON home.id = c.institution_id
            JOIN civil_organization o ON o.id = home.organization_id
            JOIN res_partner partner ON partner.id = o.payee_partner_id
            LEFT JOIN civil_resident payee ON FALSE
            LEFT JOIN LATERAL (%(account)s) acc ON TRUE
            WHERE c.state = 'approved' AND c.program_id = %(program)s AND c.total > 0
                AND c.period <= %(period)s AND %(inside)s
                AND (c.batch_id IS NULL OR c.batch_id = %(batch)s)
            """,
            account=self._account(batch.program_id),
            program=batch.program_id.id,
            period=batch.period,
            inside=self._in_piece("c", SQL("c.id"), batch, None),
            batch=batch.id,
        )
