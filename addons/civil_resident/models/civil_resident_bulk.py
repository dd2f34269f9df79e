from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import SQL


class CivilResidentBulk(models.Model):
    """Many residents at once: one statement a step, whatever their number."""

    _inherit = "civil.resident"

    @api.model
    def _upsert_from_sql(self, query, extra=()):
        """Put on file the people of a query who aren't there yet.

        People who are on file, under this number or as a record merged into
        another, stay as they are. Deaths known for the new numbers are linked.

        :param SQL query: a SELECT giving ``identity_number``, ``name``,
            ``birth_date``, ``sex``, ``division_id``, ``pinyin_initials`` and
            ``phone``; numbers must be valid, and of several rows with one
            number any may be taken
        :param extra: names of further stored columns that the query gives
        :return: number of residents added
        :raises AccessError: the user may not create residents, or not there
        """
        self.check_access("create")
        self.flush_model(["identity_number", "merged_into_id"])
        added = self.env.execute_query(self._upsert_statement(query, extra))
        if not added:
            return 0
        self._check_divisions({division for _id, division in added})
        self.invalidate_model()
        # What follows joins the people added; the planner knows of none otherwise.
        self.env.cr.execute(SQL("ANALYZE civil_resident"))
        self.env["civil.death"]._link_residents()
        return len(added)

    @api.model
    def _upsert_statement(self, query, extra=()):
        """The INSERT with every column that the ORM would fill."""
        return SQL(
            """
            INSERT INTO civil_resident (
                identity_number, name, birth_date, sex, division_id, town_id,
                pinyin_initials, phone, identity_tail, identity_state, active,
                create_uid, write_uid, create_date, write_date %(names)s
            )
            SELECT p.identity_number, p.name, p.birth_date, p.sex, p.division_id,
                CASE d.level WHEN 'town' THEN d.id WHEN 'village' THEN d.parent_id END,
                p.pinyin_initials, p.phone, right(p.identity_number, 4),
                CASE WHEN to_char(p.birth_date, 'YYYYMMDD')
                              IS DISTINCT FROM substr(p.identity_number, 7, 8)
                       OR p.sex IS DISTINCT FROM CASE
                              WHEN substr(p.identity_number, 17, 1)
                                   IN ('1', '3', '5', '7', '9')
                              THEN 'male' ELSE 'female' END
                     THEN 'mismatch' ELSE 'ok' END,
                TRUE, %(uid)s, %(uid)s, %(now)s, %(now)s %(values)s
              FROM (SELECT DISTINCT ON (q.identity_number) q.*
                      FROM (%(query)s) q ORDER BY q.identity_number) p
              LEFT JOIN civil_division d ON d.id = p.division_id
             WHERE p.identity_number IS NOT NULL
               AND NOT EXISTS (SELECT FROM civil_resident r
                                WHERE r.identity_number = p.identity_number
                                  AND r.merged_into_id IS NULL)
               AND NOT EXISTS (SELECT FROM civil_resident r
                                WHERE r.identity_number = p.identity_number
                                  AND r.merged_into_id IS NOT NULL)
             -- Sorted anew, so that everybody is known before the first is added:
             -- the look-ups above would walk through those added meanwhile.
             ORDER BY p.division_id, p.identity_number
            ON CONFLICT DO NOTHING
            RETURNING id, division_id
            """,
            query=query,
            names=SQL("").join(SQL(", %s", SQL.identifier(name)) for name in extra),
            values=SQL("").join(
                SQL(", %s", SQL.identifier("p", name)) for name in extra
            ),
            uid=self.env.uid,
            now=self.env.cr.now(),
        )

    @api.model
    def _check_divisions(self, division_ids):
        """Refuse rows outside the user's divisions, as the record rule would."""
        if self.env.su:
            return
        allowed = self.env["civil.division"].search(
            [
                ("id", "in", list(division_ids)),
                ("id", "child_of", self.env.user.division_ids.ids),
            ]
        )
        if refused := division_ids - set(allowed.ids):
            names = self.env["civil.division"].browse(refused).mapped("display_name")
            raise AccessError(
                self.env._(
                    "You aren't responsible for these divisions: %(names)s",
                    names=", ".join(names),
                )
            )

    @api.model
    def _number_query(self):
        """Which resident a number means, following merged records.

        :return: a SELECT giving ``identity_number`` and ``resident_id``, a
            number only once; who holds the number comes before who once did
        """
        return SQL(
            """
            SELECT DISTINCT ON (identity_number)
                   identity_number, COALESCE(merged_into_id, id) AS resident_id
              FROM civil_resident
             WHERE identity_number IS NOT NULL
             ORDER BY identity_number, merged_into_id NULLS FIRST
            """
        )

    def _link_deaths(self):
        """Link what was recorded of the residents' numbers before they came."""
        if self:
            self.env["civil.death"]._link_residents(self.ids)

    @api.model
    def _update_death_dates(self, resident_ids):
        """Bring the stored death date in line with the recorded deaths."""
        self.env.execute_query(
            SQL(
                """
                UPDATE civil_resident r
                   SET death_date = d.earliest
                  FROM (SELECT resident_id, min(death_date) AS earliest
                          FROM civil_death
                         WHERE resident_id = ANY(%(ids)s)
                         GROUP BY resident_id) d
                 WHERE r.id = d.resident_id
                   AND r.death_date IS DISTINCT FROM d.earliest
             RETURNING r.id
                """,
                ids=list(resident_ids),
            )
        )
        self.browse(resident_ids).invalidate_recordset(["death_date", "age"])
