from odoo import api, models
from odoo.tools import SQL


class CivilSubsidyImportEntitlementCheck(models.AbstractModel):
    """What is asked of all lines of a file at once, with the register beside it."""

    _inherit = "civil.subsidy.import.entitlement"

    @api.model
    def _finish_check(self, job, ctx):
        self._fault_repeated(job)
        self._fault_alive(job)
        self._fault_elsewhere(job)
        self._fault_head(job)
        self._warn_other_name(job)
        self._warn_deceased(job)

    def _fault_repeated(self, job):
        job._add_faults(
            "error",
            SQL(
                """
                SELECT id, replace(%(sentence)s, '{row}', first::text) AS message
                FROM (
                    SELECT l.id, l.row, first_value(l.row) OVER same AS first,
                        row_number() OVER same AS place
                    FROM civil_import_line l
                    WHERE l.import_id = %(job)s
                        AND coalesce(l.data->>'identity_number', '') <> ''
                    WINDOW same AS (
                        PARTITION BY l.data->>'identity_number', l.data->>'program',
                            coalesce(l.data->>'occasion', '')
                        ORDER BY l.id)) found
                WHERE place > 1
                """,
                sentence=self.env._(
                    "The same person and program stand in row {row} already; take one "
                    "of them out."
                ),
                job=job.id,
            ),
        )

    def _known_lines(self, job):
        """SQL: the lines with who they mean, as far as the register knows them."""
        return SQL(
            """
            SELECT l.id, n.resident_id, (l.data->>'program')::integer AS program_id,
                coalesce(l.data->>'occasion', '') AS occasion,
                (l.data->>'first_month')::date AS month
            FROM civil_import_line l
            JOIN (%(numbers)s) n ON n.identity_number = l.data->>'identity_number'
            WHERE l.import_id = %(job)s AND l.status <> 'error'
            """,
            numbers=self.env["civil.resident"]._number_query(),
            job=job.id,
        )

    def _fault_alive(self, job):
        """Refuse what is drawn already, or was paid once for the occasion."""
        self.env.flush_all()
        job._add_faults(
            "error",
            SQL(
                """
                SELECT line.id, CASE
                    WHEN p.cycle = 'once' THEN %(once)s
                    WHEN e.state = 'ended' THEN replace(%(until)s, '{month}',
                        to_char(e.end_month, 'YYYY-MM'))
                    ELSE replace(%(alive)s, '{month}',
                        to_char(e.first_month, 'YYYY-MM')) END AS message
                FROM (%(lines)s) line
                JOIN civil_subsidy_entitlement e ON e.active
                    AND e.resident_id = line.resident_id
                    AND e.program_id = line.program_id
                    AND coalesce(e.occasion, '') = line.occasion
                JOIN civil_subsidy_program p ON p.id = e.program_id
                WHERE p.cycle = 'once' OR e.state <> 'ended'
                    OR e.end_month > line.month
                """,
                lines=self._known_lines(job),
                once=self.env._(
                    "What is paid once was granted for this occasion already."
                ),
                until=self.env._(
                    "The person still draws the program until {month}; it can be "
                    "granted again from then on."
                ),
                alive=self.env._(
                    "The person draws the program already, since {month}. Record a "
                    "change instead."
                ),
            ),
        )

    def _fault_elsewhere(self, job):
        """Refuse people on file outside the user's divisions."""
        if self.env.su:
            return
        job._add_faults(
            "error",
            SQL(
                """
                SELECT line.id, %(sentence)s AS message
                FROM (%(lines)s) line
                JOIN civil_resident r ON r.id = line.resident_id
                WHERE NOT EXISTS (
                    SELECT FROM civil_division d JOIN civil_division own
                        ON own.id = ANY(%(own)s)
                        AND starts_with(d.parent_path, own.parent_path)
                    WHERE d.id = r.division_id)
                """,
                sentence=self.env._(
                    "The person is on file outside your divisions; have the person's "
                    "own town grant it, or correct where the person lives."
                ),
                lines=self._known_lines(job),
                own=self.env.user.division_ids.ids,
            ),
        )

    def _fault_head(self, job):
        """Warn where the head of the household isn't known as one."""
        job._add_faults(
            "warning",
            SQL(
                """
                SELECT l.id, %(sentence)s AS message
                FROM civil_import_line l
                WHERE l.import_id = %(job)s AND l.status <> 'error'
                    AND l.data->>'head_number' <> l.data->>'identity_number'
                    AND NOT EXISTS (
                        SELECT FROM civil_resident r JOIN civil_household h
                            ON h.head_id = r.id
                        WHERE r.identity_number = l.data->>'head_number')
                """,
                sentence=self.env._(
                    "The head (户主) has no household on file; the person is paid."
                ),
                job=job.id,
            ),
        )

    def _warn_deceased(self, job):
        job._add_faults(
            "warning",
            SQL(
                """
                SELECT line.id, replace(%(sentence)s, '{date}', r.death_date::text)
                    AS message
                FROM (%(lines)s) line JOIN civil_resident r ON r.id = line.resident_id
                WHERE r.death_date < line.month
                """,
                sentence=self.env._("The person died on {date}, before the month."),
                lines=self._known_lines(job),
            ),
        )
