from odoo import api, models
from odoo.tools import SQL

#: What each check of a single claim looks at: ``l`` the claim, ``fact`` what is known
#: against the number, ``stack`` what stacking rules say. NULL is "not judged".
PREDICATES = {
    "id_invalid": "NOT l.identity_valid",
    "duplicate_person": "l.identity_valid AND fact.twice",
    "certificate_holder_mismatch": """l.identity_valid AND l.certificate_valid
        AND left(l.certificate_number, 18) <> l.identity_number""",
    "certificate_grade_mismatch": """l.certificate_valid AND (
        substr(l.certificate_number, 19, 1) <> l.disability_kind
        OR substr(l.certificate_number, 20, 1) <> l.disability_grade)""",
    "life_without_minimum_living": "l.minimum_living = 'no'",
    "certificate_invalid": "NOT l.certificate_valid",
    "field_unreadable": """l.line_id IS NOT NULL AND (l.disability_kind IS NULL
        OR l.disability_grade IS NULL OR l.first_month IS NULL
        OR l.minimum_living IS NULL)""",
    "care_grade_not_eligible": "l.classes = 0",
    "account_missing": "l.account_problem = 'missing'",
    "account_invalid": "l.account_problem = 'invalid'",
    "account_holder_mismatch": """CASE
        WHEN l.account_holder IS NULL THEN l.account_problem IS DISTINCT FROM 'missing'
        ELSE l.account_holder IS DISTINCT FROM l.payee_name
            AND l.account_holder IS DISTINCT FROM l.agent_name END""",
    "account_luhn": "l.account_problem IS NULL AND l.account_doubtful",
    "standard_missing": "l.standards <> 1",
    "suspended": "l.state = 'suspended'",
    "review_overdue": "l.review_date < l.month",
    "stacking_covered": "l.gross > 0 AND stack.deducted >= l.gross",
    "over_ceiling": "l.gross > l.ceiling",
    "household_size": "l.counted <> l.person_count",
    "member_deceased": "l.counted_dead > 0 AND l.counted_dead < l.counted",
}
#: The checks that look at nothing but the account: those of a follow-up batch.
ACCOUNT_CHECKS = ("account_missing", "account_invalid", "account_holder_mismatch")


class CivilSubsidyRule(models.AbstractModel):
    """The built-in checks of a single claim, as SQL conditions.

    Other addons add theirs by overriding ``_predicates``; which of them are judged,
    and how severe they are, stands in ``civil.subsidy.check``.
    """

    _name = "civil.subsidy.rule"
    _description = "Checks of a Claim"

    @api.model
    def _checks(self, batch, outcome=None, codes=None):
        """The checks that are on for the batch's program.

        :param outcome: only those of this severity; :param codes: only these
        """
        domain = [
            ("scope", "=", "claim"),
            "|",
            ("program_ids", "=", False),
            ("program_ids", "in", batch.program_id.ids),
        ]
        if outcome:
            domain.append(("outcome", "=", outcome))
        if codes is not None:
            domain.append(("code", "in", codes))
        return self.env["civil.subsidy.check"].search(domain)

    @api.model
    def _reasons(self, batch, outcome, codes=None):
        """SQL array of the ids of the checks of this severity that find the claim."""
        predicates = self._predicates(batch)
        stacking = self.env["civil.subsidy.stack"]._checks(batch) if not codes else ()
        cases = []
        for check in self._checks(batch, outcome, codes):
            found = [predicates[check.code]] if check.code in predicates else []
            if check in stacking:
                found.append(SQL("%s = ANY(stack.checks)", check.id))
            if found:
                condition = SQL(" OR ").join(SQL("(%s)", part) for part in found)
                cases.append(SQL("CASE WHEN %s THEN %s END", condition, check.id))
        return SQL("array_remove(ARRAY[%s]::integer[], NULL)", SQL(", ").join(cases))

    @api.model
    def _predicates(self, batch):
        """Check code to SQL condition; other addons add theirs by overriding."""
        program = batch.program_id
        found = {code: SQL(text) for code, text in PREDICATES.items()}
        found["deceased"] = self._deceased(program)
        nothing = SQL("l.standards = 1 AND coalesce(l.gross, 0) <= 0")
        by_bed = program.amount_method.startswith("bed")
        found["stay_too_short" if by_bed else "amount_zero"] = nothing
        found["held_by_hand"] = SQL(
            """
            EXISTS (SELECT FROM civil_subsidy_hold hold
                WHERE hold.resident_id = l.resident_id AND hold.program_id = %s
                    AND hold.released_at IS NULL AND hold.month_from <= l.month)
            """,
            program.id,
        )
        found["comparison_open"] = self._fact(program, ("comparison",))
        found["correction_open"] = self._fact(program, ("arrears", "recovery"))
        if program.publicity == "needed":
            found["notice_missing"] = SQL(
                """
                l.entitlement_id IS NOT NULL
                AND (l.published_to IS NULL OR l.published_to >= current_date)
                AND NOT EXISTS (
                    SELECT FROM civil_subsidy_payment paid
                    WHERE paid.entitlement_id = l.entitlement_id
                        AND paid.bank_state = 'paid')
                """
            )
        return found

    def _deceased(self, program):
        """The person died too long ago; of a household, everybody in it."""
        dead = SQL(
            "date_trunc('month', l.death_date) + make_interval(months => %s) < l.month",
            program.death_months or 0,
        )
        if program.source == "roster":
            return SQL("l.identity_valid AND fact.dead")
        return SQL(
            "CASE WHEN l.counted > 0 THEN l.counted_dead >= l.counted ELSE %s END", dead
        )

    def _fact(self, program, kinds):
        """Something of these kinds is open against the person in the month."""
        return SQL(
            """
            EXISTS (SELECT FROM civil_subsidy_fact f
                WHERE f.resident_id = l.resident_id AND f.kind IN %s
                    AND (f.program_id IS NULL OR f.program_id = %s)
                    AND f.date_from < l.month + interval '1 month'
                    AND (f.date_to IS NULL OR f.date_to >= l.month))
            """,
            kinds,
            program.id,
        )

    @api.model
    def _sources(self, batch):
        """SQL of what a finding of check ``c`` on the judged claim ``j`` rests on.

        :return: ``{"detail", "source_model", "source_id"}``
        """
        stacking = tuple(self.env["civil.subsidy.stack"]._checks(batch).ids) or (0,)
        return {
            "detail": SQL(
                """
                CASE c.code
                    WHEN 'household_size' THEN j.person_count || ' ≠ ' || j.counted
                    WHEN 'over_ceiling' THEN j.gross || ' > ' || j.ceiling
                    WHEN 'stay_too_short' THEN j.quantity::text
                    WHEN 'review_overdue' THEN j.review_date::text
                    WHEN 'stacking_covered' THEN j.deducted || ' ≥ ' || j.gross
                    WHEN 'standard_missing' THEN j.standards::text END
                """
            ),
            "source_model": SQL(
                """
                CASE WHEN c.id IN %s THEN j.source_model
                    WHEN c.code = 'deceased' THEN 'civil.death'
                    WHEN c.code = 'held_by_hand' THEN 'civil.subsidy.hold'
                    WHEN c.code IN ('comparison_open', 'correction_open')
                        THEN 'civil.subsidy.fact'
                    WHEN c.code IN ('suspended', 'review_overdue', 'household_size')
                        THEN 'civil.subsidy.entitlement.version'
                    WHEN c.code = 'stacking_covered' THEN j.source_model END
                """,
                stacking,
            ),
            "source_id": SQL(
                """
                CASE WHEN c.id IN %(stacking)s THEN j.source_id
                    WHEN c.code = 'deceased' THEN (
                        SELECT min(d.id) FROM civil_death d
                        WHERE d.identity_number = j.identity_number
                            OR d.resident_id = j.resident_id)
                    WHEN c.code = 'held_by_hand' THEN (
                        SELECT min(hold.id) FROM civil_subsidy_hold hold
                        WHERE hold.resident_id = j.resident_id
                            AND hold.program_id = %(program)s
                            AND hold.released_at IS NULL)
                    WHEN c.code IN ('comparison_open', 'correction_open') THEN (
                        SELECT min(f.id) FROM civil_subsidy_fact f
                        WHERE f.resident_id = j.resident_id
                            AND (f.date_to IS NULL OR f.date_to >= j.month))
                    WHEN c.code IN ('suspended', 'review_overdue', 'household_size')
                        THEN j.version_id
                    WHEN c.code = 'stacking_covered' THEN j.source_id END
                """,
                stacking=stacking,
                program=batch.program_id.id,
            ),
        }
