from odoo import api, models
from odoo.tools import SQL


class CivilImportStayTake(models.AbstractModel):
    """How lines of the list become stays."""

    _inherit = "civil.import.stay"

    @api.model
    def _take(self, job):
        """Put people on file who aren't there, and all of them into their beds.

        The institutions keep their residents here from then on.
        """
        residents = self.env["civil.resident"]
        residents._upsert_from_sql(self._people(job))
        lines = self._lines(job)
        rows = [self._row(data, resident) for data, resident in lines]
        stays = self.env["civil.institution.stay"]._note_residents(rows)
        stays.institution_id.keeps_stays = True
        # The import is written by itself only; this is part of it.
        job.sudo().message = self.env._(
            "%(message)s %(count)s residents put into their beds.",
            message=job.message or "",
            count=len(stays),
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

    def _lines(self, job):
        """What was understood of the good lines, with the resident's id."""
        return self.env.execute_query(
            SQL(
                """
                SELECT l.data, n.resident_id
                  FROM civil_import_line l
                  JOIN (%(numbers)s) n
                    ON n.identity_number = l.data->>'identity_number'
                 WHERE l.import_id = %(job)s AND l.status != 'error'
                 ORDER BY l.id
                """,
                numbers=self.env["civil.resident"]._number_query(),
                job=job.id,
            )
        )

    def _row(self, data, resident):
        return {
            "institution_id": data["institution_id"],
            "resident_id": resident,
            "bed_id": data["bed_id"],
            "date_from": data["date_from"],
            "level_id": data["level_id"] or False,
            "payer": data["payer"],
            "enquired_on": data["date_from"],
            "emergency_name": data["contact"] or False,
            "emergency_phone": data["contact_phone"] or False,
        }
