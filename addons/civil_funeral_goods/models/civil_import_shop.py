from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.civil_base.tools.tabular import Column
from odoo.addons.civil_base.tools.text import (
    clean,
    clean_code,
    clean_name,
    clean_official,
    parse_date,
)
from odoo.addons.civil_organization.tools.credit_code import code_problem
from odoo.addons.civil_resident.tools.pinyin import pinyin_initials

from .civil_funeral_shop_judge import ShopFacts

#: What stands in the column of the last day where there is none.
_UNLIMITED = ("长期", "永久", "无固定期限", "长期有效")


class CivilImportShop(models.AbstractModel):
    """Reads the register of funeral shops (丧葬用品店登记表).

    A fault of the sheet is said of the line; what the line shows to be wrong with the
    shop is a finding, and the line is taken all the same.
    """

    _name = "civil.import.shop"
    _inherit = ["civil.import.person"]
    _description = "Import of Funeral Shops"

    @api.model
    def _columns(self):
        return (
            Column("name", ("店名", "店铺名称", "名称", "单位名称", "字号名称")),
            Column("town", ("镇街", "镇(街道)", "乡镇", "所属镇街", "所在镇街")),
            Column("operator", ("经营者", "经营者姓名", "负责人"), required=False),
            Column(
                "identity_number",
                ("身份证号", "身份证号码", "公民身份号码"),
                required=False,
            ),
            Column(
                "credit_code",
                ("统一社会信用代码", "信用代码", "社会信用代码"),
                required=False,
            ),
            Column("kind", ("类别", "店铺类别", "类型")),
            Column("scope", ("经营范围", "经营项目")),
            Column(
                "registered_on",
                ("登记/备案日期", "登记日期", "备案日期", "登记备案日期"),
                required=False,
            ),
            Column("valid_until", ("有效期止", "有效期至", "到期日期")),
            Column("last_checked_on", ("最近检查日期", "最近检查", "上次检查日期")),
            Column("violation", ("违规记录", "违规情况"), required=False),
        )

    @api.model
    def _prepare(self, job):
        ctx = super()._prepare(job)
        towns = self.env["civil.division"].search(
            [("level", "=", "town"), ("id", "child_of", ctx["divisions"].ids)]
        )
        ctx["towns"] = {clean_name(town.name): town for town in towns}
        ctx["kinds"] = self.env["civil.funeral.shop.kind"]._by_word()
        ctx["rules"] = self.env["civil.funeral.shop.judge"]._rules(
            job.as_of or ctx["today"]
        )
        return ctx

    @api.model
    def _parse_row(self, job, sheet, row, ctx):
        cells = row.cells
        remarks = []
        name = _shop_name(cells["name"])
        if not name:
            remarks.append(("error", self.env._("The name of the shop is missing.")))
        data = {
            "name": name,
            "scope": clean(cells["scope"]),
            "violation": clean(cells.get("violation")),
            **self._place_and_kind(cells, ctx, remarks),
            **self._days(cells, ctx, remarks),
            **self._operator(cells, ctx, remarks),
        }
        return data, remarks

    def _place_and_kind(self, cells, ctx, remarks):
        town = ctx["towns"].get(clean_name(cells["town"]))
        if not town:
            sentence = self.env._(
                "The town “%(town)s” isn't known here; the shop is put down for the "
                "whole division.",
                town=clean(cells["town"]),
            )
            remarks.append(("warning", sentence))
        kind = ctx["kinds"].get(clean_name(cells["kind"]))
        if not kind:
            sentence = self.env._(
                "The kind “%(kind)s” isn't known; an administrator can add it as a "
                "further word for a kind of shop.",
                kind=clean(cells["kind"]),
            )
            remarks.append(("warning", sentence))
        return {
            "division_id": (town or ctx["divisions"][:1]).id,
            "kind_id": kind.id if kind else None,
        }

    def _days(self, cells, ctx, remarks):
        days = {}
        for key, label in self._day_labels().items():
            value = cells.get(key)
            day = parse_date(value)
            days[key] = day and day.isoformat()
            if day or not clean(value):
                continue
            if key == "valid_until" and clean_name(value) in _UNLIMITED:
                continue
            sentence = self.env._(
                "%(field)s: “%(value)s” isn't a day of the calendar.",
                field=label,
                value=clean(value),
            )
            remarks.append(("warning", sentence))
        if (days["last_checked_on"] or "") > ctx["rules"].as_of.isoformat():
            sentence = self.env._(
                "The last check, on %(date)s, lies in the future.",
                date=days["last_checked_on"],
            )
            remarks.append(("warning", sentence))
        return days

    def _day_labels(self):
        return {
            "registered_on": self.env._("Registered on"),
            "valid_until": self.env._("Valid until"),
            "last_checked_on": self.env._("Last checked on"),
        }

    def _operator(self, cells, ctx, remarks):
        """Who runs the shop, and its credit code; what is wrong is left out."""
        code = clean_code(cells.get("credit_code"))
        if problem := code_problem(cells.get("credit_code")):
            code = None
            sentence = self.env._(
                "The credit code %(why)s The shop is put down without it.",
                why=self.env["civil.organization"]._code_problems()[problem],
            )
            remarks.append(("warning", sentence))
        operator = clean_name(cells.get("operator"))
        person, faults = {"identity_number": None}, []
        if clean(cells.get("identity_number")):
            person, faults = self._parse_person(
                {
                    "name": cells.get("operator"),
                    "identity_number": cells["identity_number"],
                },
                ctx,
            )
        remarks += [("warning", sentence) for _level, sentence in faults]
        return {
            "credit_code": code or None,
            "operator": operator,
            "pinyin_initials": pinyin_initials(operator),
            "identity_number": None if faults else person["identity_number"],
            "birth_date": person.get("birth_date"),
            "sex": person.get("sex"),
        }

    @api.model
    def _findings(self, job, data, ctx):
        judge = self.env["civil.funeral.shop.judge"]
        kind = self.env["civil.funeral.shop.kind"].browse(data["kind_id"])
        days = {
            key: fields.Date.to_date(data[key])
            for key in ("registered_on", "valid_until", "last_checked_on")
        }
        division = self.env["civil.division"].browse(data["division_id"])
        facts = ShopFacts(
            goods=judge._goods(kind, data["scope"]),
            divisions=judge._divisions(division),
            **days,
        )
        yield from judge._findings(facts, ctx["rules"]).items()

    @api.model
    def _finish_check(self, job, ctx):
        self._warn_repeated(
            job,
            self.env._("The same shop stands also in row {rows}; the last one counts."),
            SQL("COALESCE(data->>'credit_code', (data->>'division_id') || label)"),
        )

    @api.model
    def _withdraw_refusal(self, job):
        return self.env._("shops that came with it may have been worked on meanwhile")


def _shop_name(value):
    """A name as on the sign: official brackets stay, digits become plain ones."""
    return clean_official(value).translate(_PLAIN)


_PLAIN = {0xFF10 + digit: str(digit) for digit in range(10)}
