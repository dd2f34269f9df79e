from collections import defaultdict

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.civil_organization.tools.credit_code import name_key


class CivilImportInstitutionSame(models.AbstractModel):
    """Which lines of the register are about the same institution.

    Lines with the same credit code and name are, and lines without a code that stand
    at the same name and place as one with a code. A code that stands with several
    names belongs to one of them at most: nobody can tell to whom, so that all of them
    are kept, without the code.
    """

    _inherit = "civil.import.institution"

    @api.model
    def _finish_check(self, job, ctx):
        """Tell which lines are about the same institution; the last one counts."""
        lines = job._understood()
        self._warn_shared_codes(job, lines)
        self._warn_other_code(job, lines)
        self._write_keys(job, lines)
        last = {data["key"]: data for _id, data in lines}
        ctx["counted"] = {tuple(data["line"]) for data in last.values()}
        self._warn_repeated(
            job,
            self.env._(
                "The same institution stands also in row {rows}; the last one counts."
            ),
            SQL("data->>'key'"),
        )

    def _warn_shared_codes(self, job, lines):
        """Leave out codes that stand with different names, and say so."""
        by_code = defaultdict(list)
        for line, data in lines:
            if data["credit_code"]:
                by_code[data["credit_code"]].append((line, data))
        for code, same in by_code.items():
            if len({name_key(data["name"]) for _line, data in same}) < 2:
                continue
            for line, data in same:
                others = [row for row in self._rows(same) if row != data["line"][1]]
                self._warn_line(
                    job,
                    line,
                    self.env._(
                        "Credit code: %(code)s stands also with another name in row "
                        "%(rows)s; all are put down without it. Find out whose it is.",
                        code=code,
                        rows=", ".join(map(str, others)),
                    ),
                )
                data["credit_code"] = None
                data["key"] = self._place(data)

    def _warn_other_code(self, job, lines):
        """Find lines at the same name and place: one institution, or one too many."""
        by_place = defaultdict(list)
        for line, data in lines:
            if data["name"]:
                by_place[self._place(data)].append((line, data))
        for same in by_place.values():
            codes = {data["credit_code"] for _line, data in same} - {None}
            if len(codes) == 1:
                [code] = codes
                for _line, data in same:
                    data["key"] = data["credit_code"] = code
            elif len(codes) > 1:
                rows = self._rows(same)
                for line, data in same:
                    others = [row for row in rows if row != data["line"][1]]
                    self._warn_line(
                        job,
                        line,
                        self.env._(
                            "Name: it stands also in row %(rows)s, in the same town "
                            "with another credit code; each is put down. Find out "
                            "whether they are one.",
                            rows=", ".join(map(str, others)),
                        ),
                    )

    def _place(self, data):
        return f"{name_key(data['name'])} {data['division_id']}"

    def _rows(self, lines):
        return [data["line"][1] for _line, data in lines]

    def _warn_line(self, job, line, sentence):
        job._add_faults(
            "warning", SQL("SELECT %s::integer AS id, %s AS message", line, sentence)
        )

    def _write_keys(self, job, lines):
        """Keep with the lines what was found out about them."""
        if not lines:
            return
        ids, keys, codes = zip(
            *((line, data["key"], data["credit_code"]) for line, data in lines),
            strict=True,
        )
        self.env.execute_query(
            SQL(
                """
                UPDATE civil_import_line line
                   SET data = line.data || jsonb_build_object(
                           'key', found.key, 'credit_code', found.code)
                  FROM unnest(%s::integer[], %s::text[], %s::text[])
                       AS found (id, key, code)
                 WHERE line.id = found.id AND line.import_id = %s
             RETURNING 1
                """,
                list(ids),
                list(keys),
                list(codes),
                job.id,
            )
        )
