from odoo import api, models
from odoo.tools import SQL

from ..tools.tabular import Column
from ..tools.text import clean, clean_code, clean_official
from .civil_division import CODE_LENGTHS

#: The words in which files give the level.
_LEVELS = {
    "province": "province",
    "省": "province",
    "city": "city",
    "市": "city",
    "district": "district",
    "区": "district",
    "县": "district",
    "town": "town",
    "镇": "town",
    "乡": "town",
    "街道": "town",
    "镇街": "town",
    "镇(街道)": "town",
    "village": "village",
    "村": "village",
    "社区": "village",
    "村(社区)": "village",
}


def _depth(line):
    """Return how deep in the tree the division of ``(id, data)`` stands."""
    return list(CODE_LENGTHS).index(line[1]["level"])


class CivilImportDivision(models.AbstractModel):
    """Reads lists of administrative divisions."""

    _name = "civil.import.division"
    _inherit = ["civil.import.handler"]
    _description = "Import of Divisions"

    @api.model
    def _columns(self):
        return (
            Column("code", ("code", "代码", "区划代码", "统计用区划代码")),
            Column("name", ("name", "名称", "区划名称", "单位名称")),
            Column("level", ("level", "级别", "层级")),
            Column(
                "parent_code",
                ("parent_code", "上级代码", "上级区划代码"),
                required=False,
            ),
        )

    @api.model
    def _parse_row(self, job, sheet, row, ctx):
        cells = row.cells
        level = _LEVELS.get(clean(cells["level"]).lower())
        data = {
            "code": clean_code(cells["code"]),
            "name": clean_official(cells["name"]),
            "level": level,
            "parent_code": clean_code(cells.get("parent_code")) or None,
        }
        faults = []
        if not data["name"]:
            faults.append(("error", self.env._("The name is missing.")))
        if not level:
            faults.append(
                (
                    "error",
                    self.env._(
                        "The level “%(level)s” is unknown: province, city, district, "
                        "town or village is needed.",
                        level=clean(cells["level"]),
                    ),
                )
            )
        elif problem := self.env["civil.division"]._code_problem(
            data["code"], level, False, False
        ):
            faults.append(("error", problem))
        return data, faults

    @api.model
    def _finish_check(self, job, ctx):
        self._check_duplicates(job)
        self._check_parents(job)

    def _check_duplicates(self, job):
        job._add_faults(
            "error",
            SQL(
                """
                SELECT id, replace(%(sentence)s, '{row}', first::text) AS message
                  FROM (SELECT id, row,
                               min(row) OVER (PARTITION BY data->>'code') AS first
                          FROM civil_import_line
                         WHERE import_id = %(job)s AND data IS NOT NULL) AS codes
                 WHERE row > first
                """,
                sentence=self.env._("The same code stands already in row {row}."),
                job=job.id,
            ),
        )

    def _check_parents(self, job):
        """Say which lines name a division above that is unknown or unfit."""
        divisions = self.env["civil.division"].with_context(active_test=False)
        known = {division.code: division.level for division in divisions.search([])}
        problems = []
        # From the top down: whoever stands under a faulty line is faulty too.
        for id_, data in sorted(self._good_lines(job), key=_depth):
            if sentence := self._parent_problem(data, known):
                problems.append((id_, sentence))
            else:
                known[data["code"]] = data["level"]
        job._add_faults(
            "error",
            SQL(
                "SELECT unnest(%s::int[]) AS id, unnest(%s::text[]) AS message",
                [id_ for id_, _sentence in problems],
                [sentence for _id, sentence in problems],
            ),
        )

    def _good_lines(self, job):
        """Return ``[(id, data)]`` of the lines that aren't faulty."""
        return self.env.execute_query(
            SQL(
                """
                SELECT id, data
                  FROM civil_import_line
                 WHERE import_id = %s AND status != 'error'
              ORDER BY id
                """,
                job.id,
            )
        )

    def _parent_problem(self, data, known):
        parent_code = data["parent_code"]
        if not parent_code:
            return False
        if parent_code not in known:
            return self.env._(
                "The division above, %(parent)s, is neither known nor a good line of "
                "this file.",
                parent=parent_code,
            )
        return self.env["civil.division"]._code_problem(
            data["code"], data["level"], parent_code, known[parent_code]
        )

    @api.model
    def _take(self, job):
        """Add the divisions that are new and rename those that are known."""
        divisions = self.env["civil.division"].with_context(active_test=False)
        ids = {division.code: division.id for division in divisions.search([])}
        found = [data for _id, data in self._good_lines(job)]
        for level in CODE_LENGTHS:
            new = []
            for data in (data for data in found if data["level"] == level):
                vals = {"name": data["name"], "level": level}
                if data["parent_code"]:
                    vals["parent_id"] = ids[data["parent_code"]]
                if data["code"] in ids:
                    divisions.browse(ids[data["code"]]).write(vals)
                else:
                    new.append({**vals, "code": data["code"]})
            created = divisions.create(new)
            ids.update(zip(created.mapped("code"), created.ids, strict=True))
