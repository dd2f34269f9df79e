from odoo import api, models
from odoo.tools import SQL

from odoo.addons.civil_subsidy.tools.states import NOT_PAID

from ..tools.states import CLAIMED


class CivilInstitutionClaimRule(models.AbstractModel):
    """The checks of an operating claim's line, as SQL conditions.

    Which of them are judged, and how severe they are, stands in
    ``civil.subsidy.check``; other addons add theirs by overriding ``_predicates``.
    """

    _name = "civil.institution.claim.rule"
    _description = "Checks of an Operating Claim"

    def _reasons(self, program, outcome):
        """SQL array of the ids of the checks of this severity that find the line."""
        predicates = self._predicates()
        # Which checks there are is no secret of whoever computes.
        checks = (
            self.env["civil.subsidy.check"]
            .sudo()
            .search(
                [
                    ("outcome", "=", outcome),
                    ("code", "in", list(predicates)),
                    "|",
                    ("program_ids", "=", False),
                    ("program_ids", "in", program.ids),
                ]
            )
        )
        cases = [
            SQL(
                "CASE WHEN %s THEN %s END",
                predicates[check.code](check)
                if callable(predicates[check.code])
                else predicates[check.code],
                check.id,
            )
            for check in checks
        ]
        return SQL("array_remove(ARRAY[%s]::integer[], NULL)", SQL(", ").join(cases))

    @api.model
    def _predicates(self):
        """Check code to SQL condition on the line ``l``; NULL is "not judged".

        Other addons add theirs by overriding. Where the condition needs the check's
        threshold it is a function of the check.
        """
        found = {
            "inst_not_filed": SQL(
                "l.home_state NOT IN ('filed', 'suspended', 'closed')"
                " OR l.filing_date IS NULL OR l.filing_date > l.month_end"
            ),
            "inst_unrated": SQL("l.rating IS NULL"),
            "inst_uninsured": SQL(
                """
                NOT EXISTS (
                    SELECT FROM civil_institution_paper paper
                    JOIN civil_institution_paper_kind kind ON kind.id = paper.kind_id
                    WHERE paper.institution_id = l.institution_id
                        AND kind.code = 'insurance'
                        AND (paper.issued_on IS NULL
                            OR paper.issued_on <= l.month_end)
                        AND (paper.valid_until IS NULL
                            OR paper.valid_until >= l.month_end))
                """
            ),
            "inst_hazard": SQL(
                """
                EXISTS (
                    SELECT FROM civil_hazard hazard
                    JOIN civil_inspection_object object
                        ON object.id = hazard.object_id
                        AND object.res_model = 'civil.institution'
                        AND object.res_id = l.institution_id
                    WHERE hazard.level = 'major' AND hazard.state <> 'closed'
                        AND hazard.found_date <= l.month_end)
                """
            ),
            "bed_under_age": SQL(
                "l.birth_date IS NULL OR l.birth_date"
                " > l.month_end - make_interval(years => l.least_age)"
            ),
            "bed_not_local": SQL(
                "l.person_place IS NULL"
                " OR left(l.person_place, 6) <> left(l.home_place, 6)"
            ),
            "bed_destitute": SQL("l.is_excluded OR %s", self._stacked()),
            "bed_claimed_twice": SQL("%s OR %s", self._elsewhere(), self._paid_apart()),
            "bed_unassessed": SQL("l.level IS NULL"),
            "bed_long_leave": lambda check: SQL(
                "l.long_enough AND l.away_days >= %s", check.threshold
            ),
            "bed_dead": SQL("l.death_date <= l.month_end"),
            "bed_spot_failed": SQL(
                """
                EXISTS (SELECT FROM civil_institution_spot spot
                    WHERE spot.resident_id = l.resident_id
                        AND spot.institution_id = l.institution_id
                        AND spot.month = l.month AND spot.result = 'failed'
                        AND spot.cleared_on IS NULL)
                """
            ),
            "bed_no_standard": SQL(
                "l.standards <> 1 OR l.rating_factor IS NULL"
                " OR l.compliance_factor IS NULL"
                " OR (l.level IS NOT NULL AND l.ability_factor IS NULL)"
            ),
        }
        if "civil.institution.bill" in self.env:
            found["bed_no_fee"] = self._unpaid()
        return found

    def _unpaid(self):
        """The home kept no paid bill of the person's month (fees are its own addon)."""
        return SQL(
            """
            NOT EXISTS (
                SELECT FROM civil_institution_bill bill
                WHERE bill.resident_id = l.resident_id AND bill.state = 'paid'
                    AND bill.institution_id = l.institution_id
                    AND date_trunc('month', bill.month)::date = l.month)
            """
        )

    def _elsewhere(self):
        """Another institution has claimed the person's month, corrections included."""
        return SQL(
            """
            (l.amount_method = 'bed_month' AND EXISTS (
                SELECT FROM civil_institution_claim_line other
                JOIN civil_institution_claim oc ON oc.id = other.claim_id
                WHERE other.resident_id = l.resident_id AND other.month = l.month
                    AND other.institution_id <> l.institution_id
                    AND other.kind IN ('bed', 'correction')
                    AND oc.state IN %s
                GROUP BY other.institution_id, other.program_id
                HAVING sum(other.units) > 0))
            """,
            CLAIMED,
        )

    def _paid_apart(self):
        """Another program by occupied beds paid the person's month."""
        return SQL(
            """
            EXISTS (
                SELECT FROM civil_subsidy_payment paid
                JOIN civil_subsidy_program other ON other.id = paid.program_id
                WHERE paid.resident_id = l.resident_id AND paid.period = l.month
                    AND paid.outcome = 'payable' AND other.id <> l.program_id
                    AND other.amount_method IN ('bed_day', 'bed_month')
                    AND coalesce(paid.bank_state, '') NOT IN %s)
            """,
            NOT_PAID,
        )

    def _stacked(self):
        """Something beside which the program isn't paid was paid to the person."""
        return SQL(
            """
            EXISTS (
                SELECT FROM civil_subsidy_stacking rule
                JOIN civil_subsidy_payment paid
                    ON paid.program_id = rule.other_program_id
                WHERE rule.program_id = l.program_id AND rule.active
                    AND rule.rule = 'exclusive' AND rule.date_from <= l.month_end
                    AND (rule.date_to IS NULL OR rule.date_to >= l.month)
                    AND paid.resident_id = l.resident_id AND paid.period = l.month
                    AND paid.outcome = 'payable'
                    AND coalesce(paid.bank_state, '') NOT IN %s)
            """,
            NOT_PAID,
        )
