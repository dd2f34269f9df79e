import json
from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL

#: How many records the nightly refresh looks at together.
_CHUNK = 1000
#: The columns of a to-do that follow its record.
_COLUMNS = {
    "name": SQL("jsonb"),
    "owner": SQL("jsonb"),
    "user_id": SQL("integer"),
    "group_id": SQL("integer"),
    "implied": SQL("boolean"),
    "division_id": SQL("integer"),
    "department_id": SQL("integer"),
    "company_id": SQL("integer"),
    "due_at": SQL("timestamp"),
}


class CivilTodo(models.Model):
    """How to-dos are kept in step with their records: by sets, in a few statements."""

    _inherit = "civil.todo"

    @api.model
    def _sync(self, records):
        """Make the to-dos of ``records`` what ``_todo_lists`` says now."""
        rows = self._wanted_rows(records)
        self.flush_model()
        wanted = json.dumps(rows, default=fields.Datetime.to_string)
        self._delete_other(records, wanted)
        if rows:
            self._upsert(records, wanted)
        self._sync_barred(records, wanted)
        self.invalidate_model()

    @api.model
    def _wanted_rows(self, records):
        """What should wait for the records, with the names in every language."""
        records = records.sudo()
        lists = self._lists_by_language(records)
        names, owners = defaultdict(dict), defaultdict(dict)
        for code, entries in lists.items():
            for res_id, found in entries.items():
                for entry in found:
                    names[res_id, entry.key][code] = entry.name
                    owner = (entry.user or entry.group).sudo()
                    owners[owner][code] = owner.with_context(lang=code).display_name
        posts = self.env["civil.department"]._todo_posts()
        records = records.with_prefetch(records.ids)
        return [
            {
                "res_id": record.id,
                "key": entry.key,
                "name": names[record.id, entry.key],
                "owner": owners[entry.user or entry.group],
                **self._row_of(record, entry, posts),
            }
            for record in records
            for entry in lists["en_US"].get(record.id, ())
        ]

    @api.model
    def _lists_by_language(self, records):
        """``{language: {id: entries}}``, for every language in use."""
        # What is computed is kept without regard to the language it was said in.
        computed = [
            name
            for name, field in records._fields.items()
            if field.compute and not field.store
        ]
        lists = {}
        for code, _name in self.env["res.lang"].get_installed():
            records.invalidate_recordset(computed)
            lists[code] = records.with_context(lang=code)._todo_lists()
        records.invalidate_recordset(computed)
        # The language of the source has to be among those of a translated name.
        lists.setdefault("en_US", next(iter(lists.values())))
        return lists

    @api.model
    def _row_of(self, record, entry, posts):
        """The values of one to-do beside its key and names."""
        record_fields = record._fields
        department = record._todo_department() or posts.department_of(record, entry)
        return {
            "user_id": entry.user.id if entry.user else None,
            "group_id": entry.group.id if entry.group and not entry.user else None,
            "implied": bool(entry.implied),
            "barred": entry.barred.ids if entry.barred else [],
            "division_id": (
                "division_id" in record_fields and record.division_id.id or None
            ),
            "department_id": department.id or None,
            "company_id": (
                "company_id" in record_fields and record.company_id.id or None
            ),
            "due_at": entry.due_at,
        }

    @api.model
    def _delete_other(self, records, wanted):
        """Delete what doesn't wait anymore."""
        self.env.execute_query(
            SQL(
                "DELETE FROM civil_todo t WHERE t.res_model = %s AND t.res_id IN %s"
                " AND NOT EXISTS (SELECT FROM"
                " jsonb_to_recordset(%s::jsonb) AS w(res_id integer, key text)"
                " WHERE w.res_id = t.res_id AND w.key = t.key) RETURNING 1",
                records._name,
                records._ids,
                wanted,
            )
        )

    @api.model
    def _upsert(self, records, wanted):
        """Insert what waits and isn't there, and change what became different.

        It waits since the moment at which it came to wait for the same people.
        """
        columns = SQL(", ").join(map(SQL.identifier, _COLUMNS))
        self.env.execute_query(
            SQL(
                "INSERT INTO civil_todo AS t (res_model, model_id, since, create_uid,"
                " write_uid, create_date, write_date, res_id, key, %(columns)s)"
                " SELECT %(model)s, %(model_id)s, %(now)s, %(uid)s, %(uid)s, %(now)s,"
                " %(now)s, res_id, key, %(columns)s"
                " FROM jsonb_to_recordset(%(wanted)s::jsonb)"
                " AS w(res_id integer, key text, %(types)s)"
                " ON CONFLICT (res_model, res_id, key) DO UPDATE SET %(sets)s,"
                " write_uid = excluded.write_uid, write_date = excluded.write_date,"
                " since = CASE WHEN (t.user_id, t.group_id) IS NOT DISTINCT FROM"
                " (excluded.user_id, excluded.group_id) THEN t.since"
                " ELSE excluded.since END"
                " WHERE (%(old)s) IS DISTINCT FROM (%(new)s) RETURNING 1",
                columns=columns,
                model=records._name,
                model_id=self.env["ir.model"]._get_id(records._name),
                now=fields.Datetime.now(),
                uid=self.env.uid,
                wanted=wanted,
                types=SQL(", ").join(
                    SQL("%s %s", SQL.identifier(name), kind)
                    for name, kind in _COLUMNS.items()
                ),
                sets=SQL(", ").join(
                    SQL(
                        "%s = %s",
                        SQL.identifier(name),
                        SQL.identifier("excluded", name),
                    )
                    for name in _COLUMNS
                ),
                old=SQL(", ").join(SQL.identifier("t", name) for name in _COLUMNS),
                new=SQL(", ").join(
                    SQL.identifier("excluded", name) for name in _COLUMNS
                ),
            )
        )

    @api.model
    def _sync_barred(self, records, wanted):
        """Set for whom it doesn't wait."""
        self.env.execute_query(
            SQL(
                "WITH barred AS (SELECT t.id AS todo_id, b::integer AS user_id"
                " FROM jsonb_to_recordset(%(wanted)s::jsonb)"
                " AS w(res_id integer, key text, barred jsonb)"
                " JOIN civil_todo t ON t.res_model = %(model)s"
                " AND t.res_id = w.res_id AND t.key = w.key,"
                " jsonb_array_elements_text(w.barred) AS b),"
                " gone AS (DELETE FROM civil_todo_barred_rel r USING civil_todo t"
                " WHERE t.id = r.todo_id AND t.res_model = %(model)s"
                " AND t.res_id IN %(ids)s"
                " AND (r.todo_id, r.user_id) NOT IN (TABLE barred))"
                " INSERT INTO civil_todo_barred_rel (todo_id, user_id) TABLE barred"
                " ON CONFLICT DO NOTHING RETURNING 1",
                wanted=wanted,
                model=records._name,
                ids=records._ids,
            )
        )

    # -- all of them --------------------------------------------------------------

    @api.model
    def _models(self):
        """The names of the models whose records wait for people."""
        return [
            name
            for name, model in self.env.registry.items()
            if not model._abstract and hasattr(model, "_todo_triggers")
        ]

    @api.model
    def _cron_refresh(self):
        """Look at everything anew: days pass, people change posts, files come in.

        Run daily, and when an addon brings a kind of record that was there before.
        """
        for name in self._models():
            model = self.env[name].sudo().with_context(active_test=False)
            records = model.search(model._todo_domain())
            self._delete_beyond(records)
            for start in range(0, len(records), _CHUNK):
                self._sync(records[start : start + _CHUNK])
                records.env.invalidate_all()

    @api.model
    def _delete_beyond(self, records):
        """Delete the to-dos of the model's records that aren't among ``records``."""
        self.env.execute_query(
            SQL(
                "DELETE FROM civil_todo WHERE res_model = %s"
                " AND NOT res_id = ANY(%s) RETURNING 1",
                records._name,
                list(records._ids),
            )
        )
