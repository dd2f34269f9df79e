from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.tools import SQL


class CivilImportDestituteTake(models.AbstractModel):
    """How the destitute list of a month becomes dated categories."""

    _inherit = "civil.import.destitute"

    @api.model
    def _take(self, job):
        """Put new people on file, then end, change and begin categories.

        A category ends only in the towns that the list is about, so that one
        town's list ends nothing elsewhere, and not for people whose line is
        faulty: they are on the list, only their number can't be read.
        """
        categories = self.env["civil.resident.category"]
        categories.check_access("create")
        categories.flush_model()
        self.env["civil.resident"]._upsert_from_sql(self._people(job))
        ended = self._end(job) + self._drop(job)
        self._change(job)
        begun = self._begin(job)
        # The next list is compared with what this one has just added.
        self.env.cr.execute(SQL("ANALYZE civil_resident_category"))
        categories.invalidate_model()
        self.env["civil.resident"].invalidate_model(["category_ids"])
        # The import is written by itself only; this is part of it.
        job.sudo().message = self.env._(
            "%(message)s %(begun)s categories begun, %(ended)s ended.",
            message=job.message or "",
            begun=begun,
            ended=ended,
        ).strip()

    def _people(self, job):
        return SQL(
            """
            SELECT data->>'identity_number' AS identity_number, data->>'name' AS name,
                   (data->>'birth_date')::date AS birth_date, data->>'sex' AS sex,
                   (data->>'division_id')::int AS division_id,
                   data->>'pinyin_initials' AS pinyin_initials, NULL AS phone
              FROM civil_import_line
             WHERE import_id = %s AND status != 'error'
            """,
            job.id,
        )

    def _listed(self, job):
        """The residents on the list, each once, with town and care."""
        return SQL(
            """
            SELECT DISTINCT ON (n.resident_id)
                   n.resident_id, r.town_id,
                   l.data->>'care_mode' AS care_mode,
                   l.data->>'self_care' AS self_care
              FROM civil_import_line l
              JOIN (%(numbers)s) n
                ON n.identity_number = l.data->>'identity_number'
              JOIN civil_resident r ON r.id = n.resident_id
             WHERE l.import_id = %(job)s AND l.status != 'error'
             ORDER BY n.resident_id, l.id
            """,
            numbers=self.env["civil.resident"]._number_query(),
            job=job.id,
        )

    def _gone(self, job):
        """Condition: resident ``r`` is no longer on the list that covers them."""
        return SQL(
            """
            r.division_id = ANY(%(scope)s)
            AND COALESCE(r.town_id, 0) IN (SELECT COALESCE(town_id, 0) FROM listed)
            AND r.id NOT IN (SELECT resident_id FROM listed)
            AND r.name NOT IN (SELECT data->>'name' FROM civil_import_line
                                WHERE import_id = %(job)s AND status = 'error'
                                  AND data->>'name' IS NOT NULL)
            """,
            scope=self._scope(job).ids,
            job=job.id,
        )

    def _scope(self, job):
        """All divisions that the list is about."""
        return self.env["civil.division"].search(
            [("id", "child_of", self._divisions(job).ids)]
        )

    def _end(self, job):
        """End the categories of those gone, and those whose care has changed."""
        rows = self.env.execute_query(
            SQL(
                """
                WITH listed AS (%(listed)s)
                UPDATE civil_resident_category c
                   SET date_to = %(before)s, write_uid = %(uid)s, write_date = %(now)s
                  FROM civil_resident r
                  LEFT JOIN listed l ON l.resident_id = r.id
                 WHERE r.id = c.resident_id
                   AND c.kind_id = %(kind)s
                   AND c.date_from < %(month)s
                   AND (c.date_to IS NULL OR c.date_to >= %(month)s)
                   AND ((%(gone)s) OR (l.resident_id IS NOT NULL AND %(changed)s))
             RETURNING c.id, l.resident_id IS NOT NULL AS goes_on
                """,
                before=job.period - relativedelta(days=1),
                changed=self._changed(),
                gone=self._gone(job),
                **self._common(job),
            )
        )
        return sum(not goes_on for _id, goes_on in rows)

    def _changed(self):
        """Condition: line ``l`` gives another care than category ``c`` holds."""
        return SQL(
            "(COALESCE(l.care_mode, c.care_mode), COALESCE(l.self_care, c.self_care)) "
            "IS DISTINCT FROM (c.care_mode, c.self_care)"
        )

    def _drop(self, job):
        """Take back what an earlier list of the same month began by mistake."""
        rows = self.env.execute_query(
            SQL(
                """
                WITH listed AS (%(listed)s)
                DELETE FROM civil_resident_category c
                 USING civil_resident r, civil_import i
                 WHERE r.id = c.resident_id
                   AND i.id = c.import_id AND i.period = %(month)s
                   AND c.kind_id = %(kind)s
                   AND c.date_from = %(month)s
                   AND c.date_to IS NULL
                   AND (%(gone)s)
             RETURNING c.id
                """,
                gone=self._gone(job),
                **self._common(job),
            )
        )
        return len(rows)

    def _change(self, job):
        """Correct the care of categories that began with this very month."""
        self.env.execute_query(
            SQL(
                """
                WITH listed AS (%(listed)s)
                UPDATE civil_resident_category c
                   SET care_mode = COALESCE(l.care_mode, c.care_mode),
                       self_care = COALESCE(l.self_care, c.self_care),
                       write_uid = %(uid)s, write_date = %(now)s
                  FROM listed l
                 WHERE l.resident_id = c.resident_id
                   AND c.kind_id = %(kind)s
                   AND c.date_from = %(month)s
                   AND %(changed)s
             RETURNING c.id
                """,
                changed=self._changed(),
                **self._common(job),
            )
        )

    def _begin(self, job):
        """Begin the category of those on the list who don't have it."""
        rows = self.env.execute_query(
            SQL(
                """
                WITH listed AS (%(listed)s), known AS MATERIALIZED (
                    SELECT resident_id,
                           bool_or(date_from <= %(month)s AND (
                               date_to IS NULL OR date_to >= %(month)s)) AS holds,
                           min(date_from) FILTER (
                               WHERE date_from > %(month)s) AS next_from,
                           min(care_mode) FILTER (
                               WHERE date_to = %(month)s - 1) AS care_mode,
                           min(self_care) FILTER (
                               WHERE date_to = %(month)s - 1) AS self_care
                      FROM civil_resident_category
                     WHERE kind_id = %(kind)s
                     GROUP BY resident_id
                )
                INSERT INTO civil_resident_category (
                    resident_id, kind_id, date_from, date_to, care_mode, self_care,
                    import_id, create_uid, write_uid, create_date, write_date
                )
                SELECT l.resident_id, %(kind)s, %(month)s, k.next_from - 1,
                       COALESCE(l.care_mode, k.care_mode),
                       COALESCE(l.self_care, k.self_care),
                       %(job)s, %(uid)s, %(uid)s, %(now)s, %(now)s
                  FROM listed l
                  LEFT JOIN known k ON k.resident_id = l.resident_id
                 WHERE k.holds IS NOT TRUE
             RETURNING id
                """,
                job=job.id,
                **self._common(job),
            )
        )
        return len(rows)

    def _common(self, job):
        """What all statements over the list need."""
        return {
            "listed": self._listed(job),
            "kind": self.env.ref("civil_resident.kind_destitute").id,
            "month": job.period,
            "uid": self.env.uid,
            "now": self.env.cr.now(),
        }
