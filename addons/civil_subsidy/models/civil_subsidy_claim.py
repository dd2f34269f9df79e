from odoo import api, models
from odoo.tools import SQL

#: What a claim is, for the checks and the payment that is made of it. Every source of
#: claims gives these columns, NULL where it knows nothing of them.
COLUMNS = (
    "claim_id",  # names the claim within its batch and month
    "month",
    "line_id",
    "entitlement_id",
    "version_id",
    "resident_id",
    "name",
    "identity_number",
    "identity_valid",
    "death_date",
    "division_id",
    "town_id",
    "place",  # orders the lines of a town
    "state",  # of the entitlement: active or suspended
    "first_month",
    "review_date",
    "published_to",
    "class_id",
    "classes",  # how many classes admit the person
    "standard_id",
    "standards",  # how many standards hold
    "gross",
    "ceiling",
    "quantity",
    "person_count",
    "counted",  # persons counted in the household's entitlement
    "counted_dead",
    "payee_id",
    "partner_id",
    "payee_name",
    "agent_name",
    "bank_name",
    "account_number",
    "account_holder",
    "account_problem",
    "account_doubtful",
    "certificate_number",
    "certificate_valid",
    "disability_kind",
    "disability_grade",
    "minimum_living",
)


class CivilSubsidyClaim(models.AbstractModel):
    """Who claims a batch's program, and what each claim comes to by the standards."""

    _name = "civil.subsidy.claim"
    _description = "Claims of a Batch"

    @api.model
    def _query(self, batch, piece=None):
        """A SELECT of ``COLUMNS``: a row for each claim of the batch.

        :param piece: only these, see ``_pieces``
        """
        if batch.program_id.source == "roster":
            return self._roster(batch, piece)
        settled = batch.program_id._settled()
        if settled is not None:
            return settled._claimed(batch)
        return self._entitled(batch, piece)

    def _in_piece(self, alias, key, batch, piece):
        """SQL condition: the row's place is in the batch's division, and the piece."""
        place = SQL.identifier(alias, "division_id")
        inside = SQL(
            "%s IN (SELECT id FROM civil_division WHERE starts_with(parent_path, %s))",
            place,
            batch.division_id.parent_path,
        )
        if not piece:
            return inside
        return SQL("%s AND %s", inside, self._between(key, piece))

    def _between(self, key, piece):
        """SQL condition: the key is one of the piece's."""
        if piece["to"] is None:
            return SQL("%s > %s", key, piece["after"])
        return SQL("%s > %s AND %s <= %s", key, piece["after"], key, piece["to"])

    # Entitlements

    def _scope(self, batch, piece=None):
        """SQL condition on ``e``: the entitlements that the batch pays.

        Of a piece on their versions ``v``, too: else those of all would be read.
        """
        scope = SQL(
            "e.active AND e.program_id = %s AND %s",
            batch.program_id.id,
            self._in_piece("e", SQL("e.id"), batch, piece),
        )
        if piece:
            scope = SQL(
                "%s AND %s", scope, self._between(SQL("v.entitlement_id"), piece)
            )
        return scope

    def _entitled(self, batch, piece):
        program = batch.program_id
        return SQL(
            """
            SELECT a.entitlement_id AS claim_id, a.month, NULL::integer AS line_id,
                a.entitlement_id, a.version_id, a.resident_id, r.name,
                r.identity_number, r.identity_number IS NOT NULL AS identity_valid,
                r.death_date, e.division_id, e.town_id, a.entitlement_id AS place,
                a.state, NULL::date AS first_month, a.review_date, a.published_to,
                a.class_id, NULL::bigint AS classes, a.standard_id,
                CASE WHEN p.amount_method = 'individual' THEN 1
                    ELSE a.standards END AS standards,
                a.gross, a.ceiling, a.quantity, a.person_count,
                counted.persons AS counted, counted.dead AS counted_dead,
                nullif(payee.id, a.resident_id) AS payee_id, a.partner_id,
                coalesce(partner.name, payee.name) AS payee_name, acc.agent_name,
                acc.bank_name, acc.number AS account_number,
                acc.holder AS account_holder,
                CASE WHEN acc.number IS NULL THEN 'missing'
                    WHEN acc.number !~ '^[0-9]{10,32}$' THEN 'invalid'
                    END AS account_problem,
                acc.doubtful AS account_doubtful,
                NULL::text AS certificate_number, NULL::boolean AS certificate_valid,
                NULL::text AS disability_kind, NULL::text AS disability_grade,
                NULL::text AS minimum_living
            FROM (%(amounts)s) a
            JOIN civil_subsidy_entitlement e ON e.id = a.entitlement_id
            JOIN civil_subsidy_program p ON p.id = %(program)s
            JOIN civil_resident r ON r.id = a.resident_id
            LEFT JOIN civil_household h
                ON a.payee_kind = 'head' AND h.id = a.household_id
            LEFT JOIN civil_resident payee
                ON payee.id = CASE a.payee_kind
                    WHEN 'institution' THEN NULL
                    WHEN 'agent' THEN coalesce(a.payee_id, a.resident_id)
                    WHEN 'head' THEN coalesce(h.head_id, a.resident_id)
                    ELSE a.resident_id END
            LEFT JOIN res_partner partner
                ON a.payee_kind = 'institution' AND partner.id = a.partner_id
            CROSS JOIN LATERAL (%(counted)s) counted
            LEFT JOIN LATERAL (%(account)s) acc ON TRUE
            WHERE %(once)s
            """,
            program=program.id,
            amounts=self.env["civil.subsidy.amount"]._query(
                program, program._months(batch.period), self._scope(batch, piece)
            ),
            counted=self._counted(program),
            account=self._account(program),
            once=self._once(batch),
        )

    def _counted(self, program):
        """A SELECT of how many persons the claim counts, and how many of them died."""
        if program.amount_method not in ("household", "per_head", "difference"):
            return SQL("SELECT NULL::bigint AS persons, NULL::bigint AS dead")
        return SQL(
            """
            SELECT nullif(count(*), 0) AS persons, count(*) FILTER (
                WHERE person.death_date < a.month) AS dead
            FROM civil_subsidy_entitlement_member m
            JOIN civil_resident person ON person.id = m.resident_id
            WHERE m.entitlement_id = a.entitlement_id AND m.month_from <= a.month
                AND (m.month_to IS NULL OR m.month_to > a.month)
            """
        )

    def _account(self, program):
        """A SELECT of the account that is paid: the payee's first one in use."""
        persons = SQL(
            """
            SELECT number, holder, agent_name, bank_name,
                number_doubtful AS doubtful
            FROM civil_resident_account
            WHERE resident_id = payee.id AND active
            ORDER BY sequence, id DESC LIMIT 1
            """
        )
        institutions = SQL(
            """
            SELECT regexp_replace(bank.acc_number, '[^0-9]', '', 'g') AS number,
                coalesce(bank.acc_holder_name, partner.name) AS holder,
                NULL AS agent_name, res_bank.name AS bank_name, FALSE AS doubtful
            FROM res_partner_bank bank
            LEFT JOIN res_bank ON res_bank.id = bank.bank_id
            WHERE bank.partner_id = partner.id AND bank.active
            ORDER BY bank.sequence, bank.id LIMIT 1
            """
        )
        return SQL("(%s) UNION ALL (%s) LIMIT 1", persons, institutions)

    def _once(self, batch):
        """SQL condition: what is paid once hasn't been paid yet."""
        if batch.program_id.cycle != "once":
            return SQL("TRUE")
        return SQL(
            """
            NOT EXISTS (
                SELECT FROM civil_subsidy_payment paid
                JOIN civil_subsidy_batch b ON b.id = paid.batch_id
                WHERE paid.entitlement_id = a.entitlement_id AND b.id <> %s
                    AND b.state <> 'voided' AND paid.outcome = 'payable')
            """,
            batch.id,
        )

    # Monthly rosters

    def _roster(self, batch, piece):
        """The lines of the month's rosters that claim the program."""
        return SQL(
            """
            SELECT l.id AS claim_id, l.period AS month, l.id AS line_id,
                e.id AS entitlement_id, NULL::integer AS version_id,
                coalesce(l.resident_id, known.id) AS resident_id, l.name,
                l.identity_number, l.identity_valid,
                NULL::date AS death_date, l.division_id, l.town_id,
                row_number() OVER (ORDER BY l.town_id, l.sheet, l.row, l.id) AS place,
                'active' AS state, l.first_month, NULL::date AS review_date,
                NULL::date AS published_to,
                fit.class_id, fit.classes,
                CASE WHEN fit.standards = 1 THEN fit.standard_id END AS standard_id,
                fit.standards,
                CASE WHEN fit.standards = 1 THEN fit.amount END AS gross,
                NULL::numeric AS ceiling, NULL::numeric AS quantity,
                1 AS person_count, NULL::bigint AS counted,
                NULL::bigint AS counted_dead, NULL::integer AS payee_id,
                NULL::integer AS partner_id, l.name AS payee_name, l.agent_name,
                l.bank_name, l.account_number, l.account_holder, l.account_problem,
                l.account_doubtful, l.certificate_number, l.certificate_valid,
                l.disability_kind, l.disability_grade, l.minimum_living
            FROM civil_subsidy_roster_line l
            JOIN civil_subsidy_program_civil_subsidy_roster_line_rel claim
                ON claim.civil_subsidy_roster_line_id = l.id
                AND claim.civil_subsidy_program_id = %(program)s
            LEFT JOIN civil_resident known
                ON l.resident_id IS NULL AND l.identity_valid
                AND known.identity_number = l.identity_number
                AND known.merged_into_id IS NULL
            LEFT JOIN civil_subsidy_entitlement e
                ON e.resident_id = coalesce(l.resident_id, known.id)
                AND e.program_id = %(program)s
                AND e.occasion IS NULL
            JOIN (%(fit)s) fit ON fit.kind = coalesce(l.disability_kind, '')
                AND fit.grade = coalesce(l.disability_grade, '')
            WHERE l.period = %(period)s AND l.state = 'taken' AND %(inside)s
            """,
            program=batch.program_id.id,
            period=batch.period,
            fit=self._fit(batch.program_id, batch.period),
            inside=self._in_piece("l", SQL("l.id"), batch, piece),
        )

    @api.model
    def _fit(self, program, month):
        """A SELECT of the class and standard for every kind and grade of disability.

        Columns: ``kind``, ``grade``, ``classes``, ``class_id``, ``standards``,
        ``standard_id``, ``amount``.
        """
        amounts = self.env["civil.subsidy.amount"]
        return SQL(
            """
            SELECT kind.digit AS kind, grade.digit AS grade,
                count(class.id) AS classes, min(class.id) AS class_id,
                coalesce(sum(rate.standards), 0) AS standards,
                min(rate.standard_id) AS standard_id, min(rate.amount) AS amount
            FROM unnest(ARRAY['', '1', '2', '3', '4', '5', '6', '7']) AS kind(digit)
            CROSS JOIN unnest(ARRAY['', '1', '2', '3', '4']) AS grade(digit)
            LEFT JOIN civil_subsidy_class class
                ON class.program_id = %(program)s AND class.active
                AND NOT EXISTS (
                    SELECT FROM civil_subsidy_class part
                    WHERE part.parent_id = class.id AND part.active)
                AND (coalesce(class.kinds, '') = ''
                    OR strpos(class.kinds, kind.digit) > 0)
                AND (coalesce(class.grades, '') = ''
                    OR strpos(class.grades, grade.digit) > 0)
            LEFT JOIN (%(rates)s) rate ON rate.class_id = class.id
            GROUP BY kind.digit, grade.digit
            """,
            program=program.id,
            rates=amounts._rates(program, [month]),
        )

    # Pieces

    @api.model
    def _pieces(self, batch, size):
        """Part the batch's claims into pieces of ``size``.

        By their ids, which never change, and without gaps: who moves, or comes,
        while the pieces are worked is in one of them all the same.

        :return: a list of ``{"after", "to", "count"}``; the last one has no end
        """
        roster = batch.program_id.source == "roster"
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT max(id), count(*)
                FROM (
                    SELECT l.id, (row_number() OVER (ORDER BY l.id) - 1) / %(size)s
                        AS part
                    FROM %(table)s l WHERE %(where)s AND %(inside)s) parted
                GROUP BY part ORDER BY part
                """,
                size=size,
                table=SQL(
                    "civil_subsidy_roster_line"
                    if roster
                    else "civil_subsidy_entitlement"
                ),
                where=SQL("l.period = %s AND l.state = 'taken'", batch.period)
                if roster
                else SQL("l.active AND l.program_id = %s", batch.program_id.id),
                inside=self._in_piece("l", SQL("l.id"), batch, None),
            )
        )
        pieces, after = [], 0
        for last, count in rows or [(0, 0)]:
            pieces.append({"after": after, "to": last, "count": count})
            after = last
        pieces[-1]["to"] = None
        return pieces
