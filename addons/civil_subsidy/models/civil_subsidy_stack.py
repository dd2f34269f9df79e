from odoo import api, models
from odoo.tools import SQL

#: Methods by which a household draws one amount for all its persons.
HOUSEHOLD_METHODS = ("household", "per_head", "difference")
#: The check that a stacking rule shows, unless it names another one.
RULE_CHECKS = {
    "exclusive": "civil_subsidy.check_stacking_exclusive",
    "higher": "civil_subsidy.check_stacking_lower",
}


class CivilSubsidyStack(models.AbstractModel):
    """What the stacking rules make of the claims of a batch (叠加核验)."""

    _name = "civil.subsidy.stack"
    _description = "Stacking of a Batch"

    @api.model
    def _rules(self, batch):
        """The rules that bear on the batch's program in its month.

        Of two programs the higher one is paid, whichever of them names the other.
        """
        program, period = batch.program_id, batch.period
        return self.env["civil.subsidy.stacking"].search(
            [
                ("rule", "!=", "compatible"),
                ("date_from", "<=", period),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", period),
                "|",
                ("program_id", "=", program.id),
                "&",
                ("other_program_id", "=", program.id),
                ("rule", "=", "higher"),
            ]
        )

    @api.model
    def _checks(self, batch):
        """The checks that the rules may show."""
        checks = self.env["civil.subsidy.check"]
        for rule in self._rules(batch):
            checks |= self._check_of(rule)
        return checks

    def _check_of(self, rule):
        default = RULE_CHECKS.get(rule.rule)
        return rule.check_id or (
            self.env.ref(default) if default else rule.check_id.browse()
        )

    @api.model
    def _query(self, batch):
        """A SELECT of what the rules say to each row of ``claim``.

        Columns: ``claim_id``, ``month``, ``checks`` (ids), ``deducted`` (yuan paid by
        others), ``source_model`` and ``source_id`` of what it rests on.
        """
        rules = self._rules(batch)
        parts = list(
            filter(None, (self._categories(batch, rules), self._programs(batch, rules)))
        )
        if not parts:
            return SQL(
                "SELECT NULL::integer AS claim_id, NULL::date AS month,"
                " NULL::integer[] AS checks, NULL::numeric AS deducted,"
                " NULL::text AS source_model, NULL::integer AS source_id WHERE FALSE"
            )
        return SQL(
            """
            SELECT claim_id, month,
                array_remove(array_agg(DISTINCT check_id), NULL) AS checks,
                sum(deducted) AS deducted,
                (array_agg(source_model ORDER BY check_id, source_id))[1]
                    AS source_model,
                (array_agg(source_id ORDER BY check_id, source_id))[1] AS source_id
            FROM (%s) said
            WHERE check_id IS NOT NULL OR deducted > 0
            GROUP BY claim_id, month
            """,
            SQL(" UNION ").join(parts),
        )

    def _covered(self, program):
        """A SELECT of whom each claim supports: the person, or the household."""
        if program.amount_method not in HOUSEHOLD_METHODS:
            return SQL(
                "SELECT claim_id, month, resident_id, gross FROM claim"
                " WHERE resident_id IS NOT NULL"
            )
        return SQL(
            """
            SELECT claim_id, month, resident_id, gross FROM claim
            UNION
            SELECT claim.claim_id, claim.month, m.resident_id, claim.gross
            FROM claim JOIN civil_subsidy_entitlement_member m
                ON m.entitlement_id = claim.entitlement_id
                AND m.month_from <= claim.month
                AND (m.month_to IS NULL OR m.month_to > claim.month)
            """
        )

    def _categories(self, batch, rules):
        """The claims of people in a category that excludes the program."""
        rules = rules.filtered("kind_id")
        if not rules:
            return None
        return SQL(
            """
            SELECT own.claim_id, own.month, rule.check_id, NULL::numeric AS deducted,
                'civil.resident.category' AS source_model, c.id AS source_id
            FROM (%(own)s) own
            JOIN civil_resident_category c ON c.resident_id = own.resident_id
                AND c.date_from < own.month + interval '1 month'
                AND (c.date_to IS NULL OR c.date_to >= own.month)
            JOIN (VALUES %(rules)s) rule(kind_id, check_id)
                ON rule.kind_id = c.kind_id
            """,
            own=self._covered(batch.program_id),
            rules=SQL(", ").join(
                SQL("(%s, %s)", rule.kind_id.id, self._check_of(rule).id)
                for rule in rules
            ),
        )

    def _programs(self, batch, rules):
        """The claims of people who draw another program too."""
        program = batch.program_id
        rules = rules.filtered("other_program_id")
        if not rules:
            return None
        # Of two programs each may have a rule towards the other.
        pairs = [
            ((rule.program_id | rule.other_program_id) - program, rule)
            for rule in rules
        ]
        others = program.browse().union(*(other for other, _rule in pairs))
        return SQL(
            """
            SELECT own.claim_id, own.month,
                CASE rule.rule WHEN 'exclusive' THEN rule.check_id
                    WHEN 'higher' THEN CASE WHEN other.amount > own.gross
                        OR (other.amount = own.gross AND other.program_id < %(own_id)s)
                        THEN rule.check_id END END AS check_id,
                CASE rule.rule WHEN 'difference' THEN other.amount END AS deducted,
                'civil.subsidy.entitlement' AS source_model,
                other.entitlement_id AS source_id
            FROM (%(own)s) own
            JOIN (%(others)s) other ON other.resident_id = own.resident_id
                AND other.month = own.month
            JOIN (VALUES %(rules)s) rule(program_id, rule, check_id)
                ON rule.program_id = other.program_id
            """,
            own=self._covered(program),
            own_id=program.id,
            others=self._others(batch, others),
            rules=SQL(", ").join(
                SQL(
                    "(%s, %s, %s::integer)",
                    other.id,
                    rule.rule,
                    self._check_of(rule).id or None,
                )
                for other, rule in pairs
            ),
        )

    def _others(self, batch, others):
        """A SELECT of what the other programs come to for each person they support.

        A household's amount counts by the head: that is what one person gets of it.
        """
        amounts = self.env["civil.subsidy.amount"]
        return SQL(
            """
            WITH drawn AS MATERIALIZED (
                SELECT a.entitlement_id, a.program_id, a.month, a.resident_id,
                    p.amount_method IN %(household)s AS by_household,
                    round(a.gross / CASE WHEN p.amount_method IN %(household)s
                        THEN greatest(a.person_count, 1) ELSE 1 END, 2) AS amount
                FROM (%(amounts)s) a
                JOIN civil_subsidy_program p ON p.id = a.program_id
                WHERE a.state = 'active')
            SELECT entitlement_id, program_id, month, resident_id, amount FROM drawn
            UNION
            SELECT d.entitlement_id, d.program_id, d.month, m.resident_id, d.amount
            FROM drawn d
            JOIN civil_subsidy_entitlement_member m
                ON m.entitlement_id = d.entitlement_id AND m.month_from <= d.month
                AND (m.month_to IS NULL OR m.month_to > d.month)
            WHERE d.by_household
            """,
            amounts=amounts._query(
                others,
                batch.program_id._months(batch.period),
                where=SQL(
                    """
                    e.active AND (
                        e.resident_id IN (SELECT resident_id FROM claim)
                        OR e.id IN (
                            SELECT m.entitlement_id
                            FROM civil_subsidy_entitlement_member m
                            WHERE m.resident_id IN (SELECT resident_id FROM claim)))
                    """
                ),
            ),
            household=HOUSEHOLD_METHODS,
        )
