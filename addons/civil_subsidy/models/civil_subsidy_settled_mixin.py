from odoo import api, models
from odoo.tools import SQL


class CivilSubsidySettledMixin(models.AbstractModel):
    """Claims of organizations that a batch pays, each of them once (机构结算).

    A program whose ``source`` stands in ``_settled_models`` of the programs is paid by
    the approved claims of such a model: up to the batch's month, one line each, to
    the account of the organization. A batch that was computed holds its claims, and
    lets them go when it is computed anew or voided.

    The model has ``name`` (its number, given once), ``state``, ``program_id``,
    ``period``, ``total`` in yuan, ``person_count``, ``division_id``, ``town_id`` and
    ``batch_id``; ``civil.subsidy.payment`` has the field ``_settled_link`` with an
    index that lets a claim be paid once. An addon overrides ``_payees``,
    ``_grant_refusal`` and ``_nothing_refusal``, and ``_quantity`` where days count.
    """

    _name = "civil.subsidy.settled.mixin"
    _description = "Claim of an Organization That a Batch Pays"

    #: Field of ``civil.subsidy.payment``: the claim that the payment pays.
    _settled_link = None

    # What the claims' own addon says

    @api.model
    def _payees(self):
        """SQL joins from the claim ``c`` to the ``partner`` whose account is paid."""
        raise NotImplementedError

    @api.model
    def _quantity(self):
        """SQL of the days that the claim ``c`` counts."""
        return SQL("NULL::numeric")

    @api.model
    def _grant_refusal(self, program):
        """Sentence: nobody is granted the program."""
        raise NotImplementedError

    @api.model
    def _nothing_refusal(self, batch):
        """Why the batch can't be computed: no claim waits to be paid."""
        raise NotImplementedError

    # What a batch does with them

    @api.model
    def _payable_domain(self, batch):
        """The claims that the batch pays, or may pay."""
        return [
            ("state", "=", "approved"),
            ("total", ">", 0),
            ("program_id", "=", batch.program_id.id),
            ("period", "<=", batch.period),
            ("division_id", "child_of", batch.division_id.ids),
            ("batch_id", "in", [False, batch.id]),
        ]

    @api.model
    def _claimed(self, batch):
        """A SELECT of the columns of ``civil.subsidy.claim``: what the batch pays."""
        claims = self.env["civil.subsidy.claim"]
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
                c.total AS gross, NULL::numeric AS ceiling, %(quantity)s AS quantity,
                c.person_count, NULL::bigint AS counted, NULL::bigint AS counted_dead,
                NULL::integer AS payee_id, partner.id AS partner_id,
                partner.name AS payee_name, acc.agent_name, acc.bank_name,
                acc.number AS account_number, acc.holder AS account_holder,
                CASE WHEN acc.number IS NULL THEN 'missing'
                    WHEN acc.number !~ '^[0-9]{10,32}$' THEN 'invalid'
                    END AS account_problem,
                acc.doubtful AS account_doubtful, NULL::text AS certificate_number,
                NULL::boolean AS certificate_valid, NULL::text AS disability_kind,
                NULL::text AS disability_grade, NULL::text AS minimum_living
            FROM %(table)s c
            %(payees)s
            LEFT JOIN civil_resident payee ON FALSE
            LEFT JOIN LATERAL (%(account)s) acc ON TRUE
            WHERE c.state = 'approved' AND c.program_id = %(program)s AND c.total > 0
                AND c.period <= %(period)s AND %(inside)s
                AND (c.batch_id IS NULL OR c.batch_id = %(batch)s)
            """,
            quantity=self._quantity(),
            table=SQL.identifier(self._table),
            payees=self._payees(),
            account=claims._account(batch.program_id),
            program=batch.program_id.id,
            period=batch.period,
            inside=claims._in_piece("c", SQL("c.id"), batch, None),
            batch=batch.id,
        )

    @api.model
    def _hold(self, batch):
        """Tie the batch's payments to the claims that they pay, and these to it."""
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """
                WITH paid AS (
                    UPDATE civil_subsidy_payment p SET %(link)s = c.id
                    FROM %(table)s c
                    %(payees)s
                    WHERE p.batch_id = %(batch)s AND p.period = c.period
                        AND p.program_id = c.program_id AND p.partner_id = partner.id
                        AND p.name = partner.name || ' ' || c.name
                    RETURNING c.id)
                UPDATE %(table)s c SET batch_id = %(batch)s
                FROM paid WHERE paid.id = c.id RETURNING c.id
                """,
                link=SQL.identifier(self._settled_link),
                table=SQL.identifier(self._table),
                payees=self._payees(),
                batch=batch.id,
            )
        )
        self._forget_links()

    @api.model
    def _let_go(self, batch):
        """Let the claims of a batch be paid by another one."""
        link = SQL.identifier(self._settled_link)
        self.env.flush_all()
        for statement in (
            SQL(
                "UPDATE civil_subsidy_payment SET %s = NULL WHERE batch_id = %s"
                " RETURNING id",
                link,
                batch.id,
            ),
            SQL(
                "UPDATE %s SET batch_id = NULL WHERE batch_id = %s RETURNING id",
                SQL.identifier(self._table),
                batch.id,
            ),
        ):
            self.env.execute_query(statement)
        self._forget_links()

    def _forget_links(self):
        self.env["civil.subsidy.payment"].invalidate_model([self._settled_link])
        self.invalidate_model(["batch_id"])

    @api.model
    def _compared(self, batch):
        """A SELECT of the batch by organization, as ``civil.subsidy.compared`` has it.

        What an organization claims is compared with what it was paid last month.
        """
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
