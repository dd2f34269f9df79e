import re
from datetime import date

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.civil_base.tools.tabular import Column
from odoo.addons.civil_base.tools.text import clean, clean_name

from ..tools.pinyin import pinyin_initials

_MONTH = re.compile(r"([0-9]{4})\s*年\s*([0-9]{1,2})\s*月")
_CARE_MODES = {"集中供养": "institution", "集中": "institution"}
_CARE_MODES |= {"分散供养": "home", "分散": "home"}
_SELF_CARE = {"全自理": "full", "自理": "full"}
_SELF_CARE |= {"半护理": "partial", "半自理": "partial"}
_SELF_CARE |= {"全护理": "none", "不能自理": "none"}


class CivilImportDestitute(models.AbstractModel):
    """Reads the monthly list of destitute people (特困人员花名册).

    The list says who is destitute in its month. Whoever comes to it begins the
    category with the month; whoever is no longer on it ends with the month
    before.
    """

    _name = "civil.import.destitute"
    _inherit = ["civil.import.person"]
    _description = "Import of the Destitute List"

    @api.model
    def _columns(self):
        return (
            Column("town", ("镇街", "镇(街道)", "镇街道", "乡镇", "所属镇街")),
            Column("name", ("姓名", "特困人员姓名")),
            Column("identity_number", ("身份证号", "身份证号码", "公民身份号码")),
            Column("care_mode", ("供养方式",), required=False),
            Column("self_care", ("自理能力", "生活自理能力"), required=False),
        )

    @api.model
    def _prepare(self, job):
        ctx = super()._prepare(job)
        towns = self.env["civil.division"].search(
            [("level", "=", "town"), ("id", "child_of", ctx["divisions"].ids)]
        )
        ctx["towns"] = {clean_name(town.name): town.id for town in towns}
        ctx["place"] = ctx["divisions"][:1].id
        return ctx

    @api.model
    def _check_sheet(self, job, sheet, table, ctx):
        """Refuse a list without a month, of another month, or an outdated one."""
        if refusal := super()._check_sheet(job, sheet, table, ctx):
            return refusal
        row, month = self._month_above(table)
        if not month and not job.period:
            return self.env._(
                "The list doesn't say for which month it is: write it into the "
                "title, like 2024年3月, or choose it at the upload."
            )
        if month and job.period and month != job.period:
            return row, self.env._(
                "The list is for %(found)s, not for %(wanted)s.",
                found=month.strftime("%Y-%m"),
                wanted=job.period.strftime("%Y-%m"),
            )
        if not job.period:
            # The import is written by itself only; this is part of it.
            job.sudo().period = month
        return self._outdated(job)

    def _month_above(self, table):
        """Row number and first day of the month that the title names."""
        for number, cells in enumerate(table.above, 1):
            for cell in cells:
                found = _MONTH.search(clean(cell))
                if found and 1 <= int(found[2]) <= 12:
                    return number, date(int(found[1]), int(found[2]), 1)
        return 0, None

    def _outdated(self, job):
        """Sentence where a later month's list has been taken, or None."""
        # Who took it, and for which division, doesn't matter here.
        later = job.sudo().search(
            [
                ("kind_id", "=", job.kind_id.id),
                ("state", "=", "taken"),
                ("period", ">", job.period),
                ("division_id", "=", job.division_id.id),
            ],
            limit=1,
        )
        if not later:
            return None
        return self.env._(
            "The list of a later month, %(month)s, has been taken already: the list "
            "of %(period)s can't be taken after it.",
            month=later.period.strftime("%Y-%m"),
            period=job.period.strftime("%Y-%m"),
        )

    @api.model
    def _parse_row(self, job, sheet, row, ctx):
        cells = row.cells
        data, faults = self._parse_person(cells, ctx)
        town = clean_name(cells["town"])
        data.update(
            division_id=ctx["towns"].get(town, ctx["place"]),
            pinyin_initials=pinyin_initials(data["name"]),
            care_mode=_CARE_MODES.get(clean_name(cells.get("care_mode"))),
            self_care=_SELF_CARE.get(clean_name(cells.get("self_care"))),
        )
        if town not in ctx["towns"]:
            sentence = self.env._(
                "The town “%(town)s” isn't known here; someone new is put down "
                "without a town.",
                town=town,
            )
            faults.append(("warning", sentence))
        faults += [("warning", text) for text in self._unread(cells, data)]
        return data, faults

    def _unread(self, cells, data):
        """Sentences on what was written and couldn't be understood."""
        if cells.get("care_mode") and not data["care_mode"]:
            yield self.env._(
                "The way of support “%(value)s” isn't known: 集中供养 or 分散供养.",
                value=clean(cells["care_mode"]),
            )
        if cells.get("self_care") and not data["self_care"]:
            yield self.env._(
                "The self-care “%(value)s” isn't known: 全自理, 半护理 or 全护理.",
                value=clean(cells["self_care"]),
            )

    @api.model
    def _finish_check(self, job, ctx):
        self._warn_repeated(
            job,
            self.env._("The same number stands also in row {rows}; it counts once."),
        )
        self._warn_other_name(job)
        self._warn_deceased(job)

    def _warn_deceased(self, job):
        """Warn of people who died before the month of the list."""
        self.env["civil.death"].flush_model()
        job._add_faults(
            "warning",
            SQL(
                """
                SELECT l.id, replace(%(sentence)s, '{date}',
                                     min(d.death_date)::text) AS message
                  FROM civil_import_line l
                  JOIN civil_death d
                    ON d.identity_number = l.data->>'identity_number'
                 WHERE l.import_id = %(job)s AND l.status != 'error'
                 GROUP BY l.id
                HAVING min(d.death_date) < %(month)s
                """,
                sentence=self.env._(
                    "The person died on {date} and should no longer be on the list."
                ),
                month=job.period,
                job=job.id,
            ),
        )
