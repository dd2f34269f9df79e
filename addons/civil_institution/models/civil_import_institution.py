from odoo import api, fields, models

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
            Column(
                "ownership",
                ("性质", "机构性质", "所有制性质", "运营性质", "养老机构性质"),
            ),
            Column("legal_form", ("法人登记类型", "登记类型", "法人类型", "法人性质")),
            Column(
                "credit_code",
                ("统一社会信用代码", "信用代码", "社会信用代码", "统一信用代码"),
                required=False,
            ),
            Column("beds", ("核定床位", "床位数", "核定床位数", "床位", "床位总数")),
            Column("nursing", ("护理型床位", "护理型床位数"), required=False),
            Column(
                "residents",
                (
                    "在住老人",
                    "在住人数",
                    "入住老人",
                    "入住人数",
                    "在院老人",
                    "在院人数",
                ),
            ),
            Column("rating", ("等级", "评定等级", "机构等级", "等级评定")),
            Column(
                "rating_until",
                ("等级有效期止", "等级有效期至", "有效期止", "有效期至", "等级有效期"),
            ),
            Column("filed_on", ("备案日期", "备案时间"), required=False),
            Column(
                "self_check",
                ("最近自查月份", "最近自查", "自查月份", "最近一次自查月份"),
            ),
            Column(
                "last_check",
                (
                    "最近区级检查日期",
                    "最近检查日期",
                    "区级检查日期",
                    "最近一次区级检查日期",
                    "区级检查时间",
                ),
            ),
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
            sentence = self.env._(
                "Name: it is missing, and the line isn't taken. Fill it in and upload "
                "the file again."
            )
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
        town = cell.find_town(cells["town"], ctx["towns"])
        if not town and not clean(cells["town"]):
            # Merged cells leave the town to the first of their rows.
            begins = [key for key in ctx["towns"] if clean_name(name).startswith(key)]
            town = ctx["towns"][begins[0]] if len(begins) == 1 else None
            self._town_missing(town, remarks)
        elif not town:
            sentence = self.env._(
                "Town: “%(town)s” isn't known here; the institution is put down for "
                "the whole division. Write the town's full name.",
                town=clean(cells["town"]),
            )
            remarks.append(("warning", sentence))
        key = clean_name(name)
        kind = next((kind for word, kind in ctx["kinds"] if word in key), None)
        if name and not kind:
            sentence = self.env._(
                "Name: “%(name)s” doesn't show of which kind the institution is; it is "
                "put down as an elder care home. Choose the kind on its page.",
                name=name,
            )
            remarks.append(("warning", sentence))
        return {
            "division_id": (town or ctx["divisions"][:1]).id,
            "kind_id": kind,
        }

    def _town_missing(self, town, remarks):
        if town:
            sentence = self.env._(
                "Town: it is missing; %(town)s is taken from the name.", town=town.name
            )
        else:
            sentence = self.env._(
                "Town: it is missing; the institution is put down for the whole "
                "division. Fill it in on every line, also under merged cells."
            )
        remarks.append(("warning", sentence))

    def _words(self, cells, remarks):
        found = {
            "ownership": cell.parse_word(cells["ownership"], cell.OWNERSHIPS),
            "legal_form": cell.parse_word(cells["legal_form"], cell.LEGAL_FORMS),
            "rating": cell.parse_level(cells["rating"]),
        }
        if not found["ownership"]:
            hint = self.env._("公办, 公建民营, 民办公助 or 民办")
            self._warn_value(self.env._("Ownership"), cells["ownership"], hint, remarks)
        if not found["legal_form"]:
            hint = self.env._("事业单位, 民办非企业单位 or 企业")
            self._warn_value(
                self.env._("Legal form"), cells["legal_form"], hint, remarks
            )
        if clean_name(cells["rating"]) not in cell.NOTHING and not found["rating"]:
            hint = self.env._("一级 to 五级, or nothing")
            self._warn_value(self.env._("Rating"), cells["rating"], hint, remarks)
        return found

    def _warn_value(self, label, value, hint, remarks):
        if clean(value):
            sentence = self.env._(
                "%(field)s: “%(value)s” isn't understood and is left out. Write "
                "%(hint)s.",
                field=label,
                value=clean(value),
                hint=hint,
            )
        else:
            sentence = self.env._(
                "%(field)s: it is missing. Write %(hint)s.", field=label, hint=hint
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
            wanted = key != "nursing" or clean(cells.get(key))
            if numbers[key] is None and wanted:
                hint = self.env._("a whole number, 0 or more")
                self._warn_value(label, cells.get(key), hint, remarks)
        if numbers["beds"] is not None and (numbers["nursing"] or 0) > numbers["beds"]:
            sentence = self.env._(
                "Nursing beds: %(nursing)s of them are more than the %(beds)s beds. "
                "Find out which of the two is wrong.",
                nursing=numbers["nursing"],
                beds=numbers["beds"],
            )
            remarks.append(("warning", sentence))
        return numbers

    def _days(self, cells, ctx, remarks):
        day_hint = self.env._("a day such as 2024-05-31")
        month_hint = self.env._("a month such as 2024-05")
        labels = {
            "rating_until": (self.env._("Rating valid until"), parse_date, day_hint),
            "filed_on": (self.env._("Filed on"), parse_date, day_hint),
            "self_check": (self.env._("Last self-check"), parse_month, month_hint),
            "last_check": (self.env._("Last district check"), parse_date, day_hint),
        }
        days = {}
        for key, (label, parse, hint) in labels.items():
            value = cells.get(key)
            day = parse(value)
            days[key] = day and day.isoformat()
            if not day and clean_name(value) not in cell.NOTHING:
                self._warn_value(label, value, hint, remarks)
            past = key != "rating_until"
            if past and day and day > ctx["rules"].as_of:
                sentence = self.env._(
                    "%(field)s: %(date)s lies in the future. Correct the day.",
                    field=label,
                    date=day,
                )
                remarks.append(("warning", sentence))
        return days

    def _credit_code(self, cells, legal_form, remarks):
        """The credit code; a wrong one is left out, one that doesn't fit is told."""
        code = clean_code(cells.get("credit_code"))
        if problem := code_problem(cells.get("credit_code")):
            sentence = self.env._(
                "Credit code: it %(why)s The institution is put down without it.",
                why=self.env["civil.organization"]._code_problems()[problem],
            )
            remarks.append(("warning", sentence))
            code = None
        prefix = cell.PREFIXES.get(legal_form)
        if code and prefix and not code.startswith(prefix):
            sentence = self.env._(
                "Credit code: it begins with %(begins)s, those of the legal form with "
                "%(prefix)s: find out which of the two is wrong.",
                begins=code[:2],
                prefix=prefix,
            )
            remarks.append(("warning", sentence))
        return code or None

    def _rating_remark(self, data, ctx, remarks):
        """Tell of a rating that is over where that is no finding, or incomplete."""
        until = fields.Date.to_date(data["rating_until"])
        if bool(data["rating"]) != bool(until):
            sentence = self.env._(
                "Rating: the level and its last day stand together; one of them is "
                "missing or wrong, and so it counts for none. Fill both in."
            )
            remarks.append(("warning", sentence))
        over = data["rating"] and until and until < ctx["rules"].as_of
        if over and data["ownership"] not in PUBLIC:
            sentence = self.env._(
                "Rating: it ended on %(date)s. Have it rated anew.", date=until
            )
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
    def _withdraw_refusal(self, job):
        return self.env._(
            "institutions that came with it may have been worked on meanwhile"
        )
