from odoo import api, models
from odoo.tools import SQL

from odoo.addons.civil_base.tools.tabular import Column
from odoo.addons.civil_base.tools.text import clean, clean_code, parse_date


class CivilImportCremation(models.AbstractModel):
    """Reads a funeral home's cremation register (火化登记) as deaths.

    Whatever the register holds of a person with a valid number and a readable
    date of death is kept, contradictions with a warning: a death that is left
    out would go on being paid for.
    """

    _name = "civil.import.cremation"
    _inherit = ["civil.import.person"]
    _description = "Import of the Cremation Register"

    @api.model
    def _columns(self):
        return (
            Column(
                "certificate_number",
                ("火化证编号", "火化证号", "火化证明编号", "火化编号"),
                required=False,
            ),
            Column("name", ("死者姓名", "逝者姓名", "姓名")),
            Column("identity_number", ("身份证号", "身份证号码", "公民身份号码")),
            Column("death_date", ("死亡日期", "死亡时间", "逝世日期")),
            Column("cremation_date", ("火化日期", "火化时间")),
            Column("funeral_home", ("殡仪馆", "火化单位"), required=False),
        )

    @api.model
    def _parse_row(self, job, sheet, row, ctx):
        cells = row.cells
        data, faults = self._parse_person(cells, ctx)
        died = parse_date(cells["death_date"])
        cremated = parse_date(cells["cremation_date"])
        data.update(
            certificate_number=clean_code(cells.get("certificate_number")),
            funeral_home=clean(cells.get("funeral_home")),
            death_date=died and died.isoformat(),
            cremation_date=cremated and cremated.isoformat(),
        )
        if died is None:
            faults.append(("error", self._unreadable(cells, cremated)))
        elif died > ctx["today"]:
            sentence = self.env._("The date of death lies in the future.")
            faults.append(("error", sentence))
        faults += [
            ("warning", sentence) for sentence in self._doubts(cells, data, died)
        ]
        return data, faults

    def _unreadable(self, cells, cremated):
        """Sentence on a date of death that says nothing."""
        value = clean(cells["death_date"])
        if not value:
            return self.env._("The date of death is missing.")
        if cremated:
            return self.env._(
                "The date of death “%(value)s” can't be read, though the person was "
                "cremated on %(date)s: ask the funeral home and correct the date.",
                value=value,
                date=cremated,
            )
        return self.env._("The date of death “%(value)s” can't be read.", value=value)

    def _doubts(self, cells, data, died):
        """Sentences on what contradicts itself in a row."""
        cremated = data["cremation_date"]
        if not cremated:
            value = clean(cells["cremation_date"])
            if value:
                yield self.env._(
                    "The date of cremation “%(value)s” can't be read.", value=value
                )
            else:
                yield self.env._("The date of cremation is missing.")
        elif died and cremated < data["death_date"]:
            yield self.env._("The cremation lies before the death.")
        if died and data["birth_date"] and data["death_date"] < data["birth_date"]:
            yield self.env._("The death lies before the birth.")

    @api.model
    def _finish_check(self, job, ctx):
        self._warn_repeated(
            job,
            self.env._(
                "The same number stands also in row {rows}; both deaths are kept and "
                "the earlier counts."
            ),
        )
        self._warn_certificate(job)
        self._warn_other_name(job)
        self._warn_known(job)

    def _warn_certificate(self, job):
        """Warn where two people were given one certificate number."""
        job._add_faults(
            "warning",
            SQL(
                """
                SELECT unnest(array_agg(id)) AS id, %(sentence)s AS message
                  FROM civil_import_line
                 WHERE import_id = %(job)s AND status != 'error'
                   AND data->>'certificate_number' != ''
                 GROUP BY data->>'certificate_number'
                HAVING count(DISTINCT data->>'identity_number') > 1
                """,
                sentence=self.env._(
                    "Another person in the register has the same certificate number."
                ),
                job=job.id,
            ),
        )

    def _warn_known(self, job):
        """Warn of deaths that are on record, with the same date or another."""
        self.env["civil.death"].flush_model()
        job._add_faults(
            "warning",
            SQL(
                """
                SELECT DISTINCT ON (l.id) l.id,
                       CASE WHEN %(same)s THEN %(known)s
                            ELSE replace(%(other)s, '{date}', d.death_date::text)
                        END AS message
                  FROM civil_import_line l
                  JOIN civil_death d
                    ON d.identity_number = l.data->>'identity_number'
                 WHERE l.import_id = %(job)s AND l.status != 'error'
                 ORDER BY l.id, %(same)s DESC
                """,
                same=self._same_record(),
                known=self.env._("This death is on record; nothing is added."),
                other=self.env._(
                    "A death on {date} is on record for this number; both are kept "
                    "and the earlier counts."
                ),
                job=job.id,
            ),
        )

    def _same_record(self):
        """Condition: line ``l`` is the death ``d`` that is on record already."""
        return SQL(
            "d.source = 'cremation' AND d.death_date = (l.data->>'death_date')::date "
            "AND COALESCE(d.certificate_number, '') = l.data->>'certificate_number'"
        )

    @api.model
    def _take(self, job):
        """Add the deaths that aren't on record, linked to residents on file."""
        Death = self.env["civil.death"]
        Death.check_access("create")
        Death.flush_model()
        self.env["civil.resident"].flush_model()
        added = self.env.execute_query(self._insert_statement(job))
        self.env["civil.resident"]._check_divisions(
            {division for _resident, division in added}
        )
        Death.invalidate_model()
        # The next register is compared with what this one has just added.
        self.env.cr.execute(SQL("ANALYZE civil_death"))
        residents = {resident for resident, _division in added if resident}
        self.env["civil.resident"]._update_death_dates(residents)

    def _insert_statement(self, job):
        place = self._divisions(job)[:1]
        return SQL(
            """
            INSERT INTO civil_death (
                identity_number, name, death_date, cremation_date,
                certificate_number, funeral_home, source, import_id, resident_id,
                division_id, town_id, create_uid, write_uid, create_date, write_date
            )
            SELECT l.data->>'identity_number', l.data->>'name',
                   (l.data->>'death_date')::date, (l.data->>'cremation_date')::date,
                   NULLIF(l.data->>'certificate_number', ''),
                   NULLIF(l.data->>'funeral_home', ''), 'cremation', l.import_id,
                   r.id, COALESCE(r.division_id, %(division)s),
                   CASE WHEN r.id IS NULL THEN %(town)s ELSE r.town_id END,
                   %(uid)s, %(uid)s, %(now)s, %(now)s
              FROM civil_import_line l
              LEFT JOIN (%(numbers)s) n
                ON n.identity_number = l.data->>'identity_number'
              LEFT JOIN civil_resident r ON r.id = n.resident_id
             WHERE l.import_id = %(job)s AND l.status != 'error'
               AND NOT EXISTS (SELECT FROM civil_death d
                                WHERE d.identity_number = l.data->>'identity_number'
                                  AND %(same)s)
             ORDER BY l.id
            RETURNING resident_id, division_id
            """,
            division=place.id,
            town=place.id if place.level == "town" else None,
            uid=self.env.uid,
            now=self.env.cr.now(),
            numbers=self.env["civil.resident"]._number_query(),
            same=self._same_record(),
            job=job.id,
        )
