from odoo import api, models
from odoo.tools import SQL

from ..tools.cells import zone_key


class CivilImportCemeteryTake(models.AbstractModel):
    """How lines of the register become cemeteries, zones and plots on record.

    Each step is one statement, however many lines there are.
    """

    _inherit = "civil.import.cemetery"

    @api.model
    def _take(self, job):
        """Put new plots on record and bring known ones up to date."""
        for model in ("facility", "zone", "plot", "agreement", "interment"):
            self.env[f"civil.cemetery.{model}"].check_access("create")
        self.env.flush_all()
        zones = self._zones(job, self._facilities_of(job))
        self._gather(job, zones)
        counts = {"plots": self._put_plots(job)}
        agreements = self._put_agreements()
        counts["agreements"] = len(agreements)
        counts["interments"] = self._put_interments()
        counts["reserved"] = self._put_reservations()
        self._put_states()
        self.env.invalidate_all()
        self._wait_for_holders(agreements)
        # The import is written by itself only; this is part of it.
        job.sudo().message = self.env._(
            "%(message)s Taken: %(plots)s plots put on record or changed, "
            "%(agreements)s agreements, %(interments)s interments, %(reserved)s "
            "reservations.",
            message=job.message or "",
            **counts,
        ).strip()

    @api.model
    def _withdraw_refusal(self, job):
        return self.env._("plots that came with it may have been worked on meanwhile")

    # -- cemeteries and zones --------------------------------------------------------

    def _facilities_of(self, job):
        """``{name as compared: facility}`` of the file; new ones are made."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT data->>'facility', min(data->>'cemetery'), min(data->>'kind')
                  FROM civil_import_line
                 WHERE import_id = %s AND status != 'error' AND data IS NOT NULL
                 GROUP BY 1 ORDER BY min(id)
                """,
                job.id,
            )
        )
        known = self._facilities()
        facilities = self.env["civil.cemetery.facility"]
        division = self._divisions(job)[:1]
        found = {}
        for key, name, kind in rows:
            if key in known:
                facility = facilities.browse(known[key][0])
                facility.check_access("write")
            else:
                facility = facilities.create(
                    {"name": name, "kind": kind, "division_id": division.id}
                )
                # The register says that people lie there: it has operated for long.
                facility.sudo()._write_guarded({"state": "operating"})
            found[key] = facility
        return found

    def _zones(self, job, facilities):
        """``{(name of the facility, zone) as compared: id of the zone}``."""
        zones = self.env["civil.cemetery.zone"]
        known = {
            (zone.facility_id.id, zone_key(zone.code)): zone.id
            for zone in zones.with_context(active_test=False).search(
                [("facility_id", "in", [f.id for f in facilities.values()])]
            )
        }
        rows = self.env.execute_query(
            SQL(
                """
                SELECT data->>'facility', data->>'zone_key', min(data->>'zone')
                  FROM civil_import_line
                 WHERE import_id = %s AND status != 'error' AND data IS NOT NULL
                 GROUP BY 1, 2 ORDER BY 1, 2
                """,
                job.id,
            )
        )
        found, new = {}, {}
        for facility, key, code in rows:
            id_ = facilities[facility].id
            if (id_, key) in known:
                found[facility, key] = known[id_, key]
            else:
                new[facility, key] = {"facility_id": id_, "code": code}
        created = zones.create(list(new.values()))
        return {**found, **dict(zip(new, created.ids, strict=True))}

    # -- lines and plots -------------------------------------------------------------

    def _gather(self, job, zones):
        """Put the last line of each plot where the next statements find it."""
        self.env.flush_all()
        keys = [f"{facility}\t{zone}" for facility, zone in zones]
        self.env.cr.execute(
            SQL(
                """
                DROP TABLE IF EXISTS civil_cemetery_taking;
                CREATE TEMPORARY TABLE civil_cemetery_taking ON COMMIT DROP AS
                SELECT DISTINCT ON (l.data->'spot')
                       l.id AS line_id, z.id AS zone_id, z.facility_id, z.division_id,
                       o.town_id, (l.data->>'row')::int AS "row",
                       (l.data->>'number')::int AS number, z.code AS zone,
                       t.id AS type_id, t.kind, t.places,
                       COALESCE((l.data->>'area')::numeric, 0) AS area,
                       l.data->>'state' AS state, l.data->>'holder' AS holder,
                       l.data->>'certificate' AS certificate,
                       l.data->>'identity_number' AS identity_number,
                       (l.data->>'start')::date AS start,
                       (l.data->>'months')::int AS months,
                       COALESCE((l.data->>'interments')::int, 0) AS reported_count,
                       ARRAY(SELECT DISTINCT jsonb_array_elements_text(
                           l.data->'cremations')) AS numbers,
                       NULL::int AS plot_id
                  FROM civil_import_line l
                  JOIN unnest(%(keys)s::text[], %(ids)s::int[]) AS known (key, id)
                    ON known.key = (l.data->>'facility') || chr(9)
                                   || (l.data->>'zone_key')
                  JOIN civil_cemetery_zone z ON z.id = known.id
                  JOIN civil_cemetery_facility f ON f.id = z.facility_id
                  JOIN civil_organization o ON o.id = f.organization_id
                  JOIN civil_cemetery_plot_type t ON t.id = (l.data->>'type_id')::int
                 WHERE l.import_id = %(job)s AND l.status != 'error'
                 ORDER BY l.data->'spot', l.id DESC
                """,
                keys=keys,
                ids=list(zones.values()),
                job=job.id,
            )
        )

    def _put_plots(self, job):
        """Add plots, and change those of which the register says otherwise."""
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO civil_cemetery_plot AS p (
                    zone_id, facility_id, division_id, town_id, rack, "row", number,
                    x, y, code, plot_type_id, kind, places, used_places, free_places,
                    area, state, reported_count, reported_numbers, import_id,
                    create_uid, write_uid, create_date, write_date)
                SELECT zone_id, facility_id, division_id, town_id, 0, "row", number,
                       number, "row", concat_ws('-', zone, "row", number), type_id,
                       kind, places, 0, places, area,
                       CASE WHEN state IN ('unbuilt', 'vacated', 'closed') THEN state
                            ELSE 'available' END,
                       reported_count, NULLIF(array_to_string(numbers, '、'), ''),
                       %(job)s, %(uid)s, %(uid)s, %(now)s, %(now)s
                  FROM civil_cemetery_taking ORDER BY line_id
                ON CONFLICT (zone_id, rack, "row", number) DO UPDATE
                   SET plot_type_id = EXCLUDED.plot_type_id, kind = EXCLUDED.kind,
                       places = CASE WHEN p.plot_type_id = EXCLUDED.plot_type_id
                                     THEN p.places
                                     ELSE GREATEST(EXCLUDED.places, p.used_places) END,
                       area = EXCLUDED.area,
                       reported_count = EXCLUDED.reported_count,
                       reported_numbers = EXCLUDED.reported_numbers,
                       import_id = EXCLUDED.import_id,
                       write_uid = EXCLUDED.write_uid, write_date = EXCLUDED.write_date
                 WHERE (p.plot_type_id, p.area, COALESCE(p.reported_count, 0),
                        p.reported_numbers)
                       IS DISTINCT FROM
                       (EXCLUDED.plot_type_id, EXCLUDED.area, EXCLUDED.reported_count,
                        EXCLUDED.reported_numbers)
                RETURNING id
                """,
                job=job.id,
                uid=self.env.uid,
                now=self.env.cr.now(),
            )
        )
        self.env.cr.execute(
            SQL(
                """
                UPDATE civil_cemetery_taking t SET plot_id = p.id
                  FROM civil_cemetery_plot p
                 WHERE p.zone_id = t.zone_id AND p.rack = 0 AND p."row" = t."row"
                   AND p.number = t.number;
                ANALYZE civil_cemetery_taking;
                ANALYZE civil_cemetery_plot
                """
            )
        )
        return len(rows)

    def _put_reservations(self):
        """Keep plots for those for whom the register keeps them."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT t.plot_id, t.holder, t.identity_number, t.state
                  FROM civil_cemetery_taking t
                  JOIN civil_cemetery_plot p ON p.id = t.plot_id
                 WHERE t.state IN ('reserved', 'ordered') AND t.holder IS NOT NULL
                   AND p.state = 'available'
                   AND NOT EXISTS (SELECT FROM civil_cemetery_reservation r
                                    WHERE r.plot_id = t.plot_id
                                      AND r.state IN ('reserved', 'ordered'))
                   AND NOT EXISTS (SELECT FROM civil_cemetery_agreement a
                                    WHERE a.plot_id = t.plot_id AND a.is_open)
                 ORDER BY t.line_id
                """
            )
        )
        reservations = self.env["civil.cemetery.reservation"].create(
            [
                {
                    "plot_id": plot,
                    "holder_name": holder,
                    "identity_input": identity,
                    "ground": "presale",
                }
                for plot, holder, identity, _state in rows
            ]
        )
        for state in ("reserved", "ordered"):
            chosen = reservations.browse(
                reservation.id
                for reservation, row in zip(reservations, rows, strict=True)
                if row[3] == state
            )
            chosen._write_guarded({"state": state})
        self.env.flush_all()
        return len(rows)

    def _put_states(self):
        """Let plots follow their papers, or else what the register says.

        What was agreed on here decides by itself and stays.
        """
        self.env.execute_query(
            SQL(
                """
                WITH wanted AS (
                    SELECT p.id, CASE
                           WHEN a.id IS NOT NULL AND a.state = 'overdue' THEN 'overdue'
                           WHEN a.id IS NOT NULL AND p.used_places > 0 THEN 'occupied'
                           WHEN a.id IS NOT NULL THEN 'in_agreement'
                           WHEN r.id IS NOT NULL THEN r.state
                           WHEN t.state IN ('unbuilt', 'vacated', 'closed') THEN t.state
                           WHEN t.state = 'available' THEN 'available'
                           ELSE p.state END AS state
                      FROM civil_cemetery_taking t
                      JOIN civil_cemetery_plot p ON p.id = t.plot_id
                      LEFT JOIN civil_cemetery_agreement a
                        ON a.plot_id = p.id AND a.is_open
                      LEFT JOIN civil_cemetery_reservation r
                        ON r.plot_id = p.id AND r.state IN ('reserved', 'ordered')
                     WHERE a.id IS NULL OR a.ground = 'record')
                UPDATE civil_cemetery_plot p SET state = w.state
                  FROM wanted w WHERE w.id = p.id AND p.state != w.state
             RETURNING 1
                """
            )
        )
