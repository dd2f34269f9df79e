from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.civil_base.tools.tabular import Column
from odoo.addons.civil_base.tools.text import (
    clean,
    clean_code,
    clean_name,
    clean_official,
    parse_date,
    parse_month,
)
from odoo.addons.civil_organization.tools.credit_code import code_problem, name_key

from ..tools import cells as cell
from .civil_institution_judge import PUBLIC, HomeFacts


class CivilImportInstitution(models.AbstractModel):
    """Reads a register of welfare institutions (养老机构台账).

    A fault of the sheet is said of the line; what the line shows to be wrong with the
    institution is a finding, and the line is taken all the same.
    """

    _name = "civil.import.institution"
    _inherit = ["civil.import.person"]
    _description = "Import of Welfare Institutions"

    @api.model
    def _columns(self):
        return (
            Column("name", ("名称", "机构名称", "养老机构名称", "单位名称")),
            Column("town", ("镇街", "镇(街道)", "乡镇", "所属镇街", "所在镇街")),
            Column("ownership", ("性质", "机构性质", "所有制性质", "运营性质")),
            Column("legal_form", ("法人登记类型", "登记类型", "法人类型")),
            Column(
                "credit_code",
                ("统一社会信用代码", "信用代码", "社会信用代码"),
                required=False,
            ),
            Column("beds", ("核定床位", "床位数", "核定床位数", "床位")),
            Column("nursing", ("护理型床位", "护理型床位数"), required=False),
            Column("residents", ("在住老人", "在住人数", "入住老人", "入住人数")),
            Column("rating", ("等级", "评定等级", "机构等级")),
            Column("rating_until", ("等级有效期止", "等级有效期至", "有效期止")),
            Column("filed_on", ("备案日期", "备案时间"), required=False),
            Column("self_check", ("最近自查月份", "最近自查", "自查月份")),
            Column("last_check", ("最近区级检查日期", "最近检查日期", "区级检查日期")),
        )

    @api.model
    def _prepare(self, job):
        ctx = super()._prepare(job)
        towns = self.env["civil.division"].search(
            [("level", "=", "town"), ("id", "child_of", ctx["divisions"].ids)]
        )
        ctx["towns"] = {clean_name(town.name): town for town in towns}
        ctx["kinds"] = self.env["civil.institution.kind"]._by_words()
        ctx["rules"] = self.env["civil.institution.judge"]._rules(
            job.as_of or ctx["today"]
        )
        return ctx

    @api.model
    def _parse_row(self, job, sheet, row, ctx):
        cells = row.cells
        remarks = []
        name = clean_official(cells["name"])
        if not name:
            sentence = self.env._("The name of the institution is missing.")
            remarks.append(("error", sentence))
        data = {
            "line": [sheet.name, row.number],
            "name": name,
            **self._place_and_kind(name, cells, ctx, remarks),
            **self._words(cells, remarks),
            **self._numbers(cells, remarks),
            **self._days(cells, ctx, remarks),
        }
        data["credit_code"] = self._credit_code(cells, data["legal_form"], remarks)
        place = f"{name_key(name)} {data['division_id']}"
        data["key"] = data["credit_code"] or place
        self._rating_remark(data, ctx, remarks)
        return data, remarks

    def _place_and_kind(self, name, cells, ctx, remarks):
        town = ctx["towns"].get(clean_name(cells["town"]))
        if not town:
            sentence = self.env._(
                "The town “%(town)s” isn't known here; the institution is put down for "
                "the whole division.",
                town=clean(cells["town"]),
            )
            remarks.append(("warning", sentence))
        key = clean_name(name)
        kind = next((kind for word, kind in ctx["kinds"] if word in key), None)
        return {
            "division_id": (town or ctx["divisions"][:1]).id,
            "kind_id": kind,
        }

    def _words(self, cells, remarks):
        labels = {
            "ownership": (self.env._("Ownership"), cell.OWNERSHIPS),
            "legal_form": (self.env._("Legal form"), cell.LEGAL_FORMS),
        }
        found = {}
        for key, (label, words) in labels.items():
            found[key] = words.get(clean_name(cells[key]))
            if not found[key]:
                self._warn_value(label, cells[key], remarks)
        written = clean_name(cells["rating"])
        found["rating"] = cell.parse_level(cells["rating"])
        if written not in cell.NOTHING and not found["rating"]:
            self._warn_value(self.env._("Rating"), cells["rating"], remarks)
        return found

    def _warn_value(self, label, value, remarks):
        sentence = self.env._(
            "%(field)s: “%(value)s” isn't understood and is left out.",
            field=label,
            value=clean(value),
        )
        remarks.append(("warning", sentence))

    def _numbers(self, cells, remarks):
        labels = {
            "beds": self.env._("Beds approved"),
            "nursing": self.env._("Nursing beds"),
            "residents": self.env._("Residents"),
        }
        numbers = {}
        for key, label in labels.items():
            numbers[key] = cell.parse_count(cells.get(key))
            missing = key == "beds" or clean(cells.get(key))
            if numbers[key] is None and missing:
                self._warn_value(label, cells.get(key), remarks)
        if (numbers["nursing"] or 0) > (numbers["beds"] or 0):
            sentence = self.env._(
                "%(nursing)s nursing beds are more than the %(beds)s beds.",
                nursing=numbers["nursing"],
                beds=numbers["beds"] or 0,
            )
            remarks.append(("warning", sentence))
        return numbers

    def _days(self, cells, ctx, remarks):
        labels = {
            "rating_until": (self.env._("Rating valid until"), parse_date),
            "filed_on": (self.env._("Filed on"), parse_date),
            "self_check": (self.env._("Last self-check"), parse_month),
            "last_check": (self.env._("Last district check"), parse_date),
        }
        days = {}
        for key, (label, parse) in labels.items():
            value = cells.get(key)
            day = parse(value)
            days[key] = day and day.isoformat()
            if not day and clean_name(value) not in cell.NOTHING:
                self._warn_value(label, value, remarks)
            past = key != "rating_until"
            if past and day and day > ctx["rules"].as_of:
                sentence = self.env._(
                    "%(field)s: %(date)s lies in the future.", field=label, date=day
                )
                remarks.append(("warning", sentence))
        return days

    def _credit_code(self, cells, legal_form, remarks):
        """The credit code; a wrong one is left out, one that doesn't fit is told."""
        code = clean_code(cells.get("credit_code"))
        if problem := code_problem(cells.get("credit_code")):
            sentence = self.env._(
                "The credit code %(why)s The institution is put down without it.",
                why=self.env["civil.organization"]._code_problems()[problem],
            )
            remarks.append(("warning", sentence))
            code = None
        prefix = cell.PREFIXES.get(legal_form)
        if code and prefix and not code.startswith(prefix):
            sentence = self.env._(
                "The credit code begins with %(begins)s, those of its legal form with "
                "%(prefix)s: find out which of the two is wrong.",
                begins=code[:2],
                prefix=prefix,
            )
            remarks.append(("warning", sentence))
        return code or None

    def _rating_remark(self, data, ctx, remarks):
        """Tell of a rating that is over where that is no finding, or has no end."""
        until = fields.Date.to_date(data["rating_until"])
        if data["rating"] and not until:
            sentence = self.env._(
                "The rating says no last day and isn't put on record."
            )
            remarks.append(("warning", sentence))
        over = data["rating"] and until and until < ctx["rules"].as_of
        if over and data["ownership"] not in PUBLIC:
            sentence = self.env._("The rating ended on %(date)s.", date=until)
            remarks.append(("warning", sentence))

    @api.model
    def _findings(self, job, data, ctx):
        if tuple(data["line"]) not in ctx["counted"]:
            return
        facts = HomeFacts(
            ownership=data["ownership"],
            beds=data["beds"],
            residents=data["residents"],
            rating_level=data["rating"],
            rating_until=fields.Date.to_date(data["rating_until"]) or None,
            self_check=fields.Date.to_date(data["self_check"]) or None,
            last_check=fields.Date.to_date(data["last_check"]) or None,
        )
        judge = self.env["civil.institution.judge"]
        yield from judge._findings(facts, ctx["rules"]).items()

    @api.model
    def _finish_check(self, job, ctx):
        """Tell which lines are about the same institution; the last one counts."""
        last = {data["key"]: data for _id, data in job._understood()}
        ctx["counted"] = {tuple(data["line"]) for data in last.values()}
        self._warn_repeated(
            job,
            self.env._(
                "The same institution stands also in row {rows}; the last one counts."
            ),
            SQL("data->>'key'"),
        )

    @api.model
    def _withdraw_refusal(self, job):
        return self.env._(
            "institutions that came with it may have been worked on meanwhile"
        )
