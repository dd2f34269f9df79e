from odoo import api, models
from odoo.tools import SQL

from odoo.addons.civil_base.tools.money import parse_amount
from odoo.addons.civil_base.tools.tabular import Column
from odoo.addons.civil_base.tools.text import (
    clean,
    clean_code,
    clean_official,
    parse_date,
)

#: The words of the files, by field and key.
WORDS = {
    "source": {
        "central": ("中央", "中央补助", "中央财政"),
        "province": ("省级", "省级补助", "省"),
        "city": ("市级", "市级补助", "市"),
        "district": ("区级", "区级预算", "本级", "区"),
        "lottery": ("福彩公益金", "福利彩票公益金", "彩票公益金"),
    },
    "fund_nature": {
        "general": ("一般公共预算", "一般公共预算资金"),
        "government_fund": ("政府性基金", "政府性基金预算", "政府性基金预算资金"),
        "state_capital": ("国有资本经营", "国有资本经营预算"),
        "special_account": ("财政专户", "财政专户管理资金"),
    },
    "arrangement": {
        "opening": ("年初安排", "年初预算"),
        "added": ("追加",),
    },
    "lottery_purpose": {
        "elderly": ("扶老",),
        "disabled": ("助残",),
        "orphans": ("救孤",),
        "poor": ("济困",),
    },
}
KEYS = {
    field: {word: key for key, words in choices.items() for word in words}
    for field, choices in WORDS.items()
}
_YES = {"是", "√", "1", "Y", "YES", "TRUE"}


class CivilFundImportIndicator(models.AbstractModel):
    """Reads the list of a year's indicators; each becomes a draft.

    An indicator of the same document, classes, project and amount isn't made twice.
    """

    _name = "civil.fund.import.indicator"
    _inherit = ["civil.import.handler"]
    _description = "Import of Budget Indicators"

    @api.model
    def _columns(self):
        return (
            Column("document", ("document", "指标文号")),
            Column("date", ("date", "下达日期")),
            Column("year", ("year", "预算年度", "年度")),
            Column("source", ("source", "资金来源")),
            Column("fund_nature", ("fund_nature", "资金性质")),
            Column(
                "function", ("function", "功能分类", "功能分类编码", "支出功能分类")
            ),
            Column("economic", ("economic", "部门经济分类", "部门经济分类编码")),
            Column("amount", ("amount", "指标金额", "金额")),
            Column("government", ("government", "政府经济分类"), required=False),
            Column("arrangement", ("arrangement", "安排方式"), required=False),
            Column("upper", ("upper", "上级文号"), required=False),
            Column("project", ("project", "项目代码"), required=False),
            Column("department", ("department", "股室"), required=False),
            Column("lottery_purpose", ("purpose", "公益金用途"), required=False),
            Column("is_direct", ("direct", "直达标识"), required=False),
            Column("is_three_guarantees", ("three", "三保标识"), required=False),
            Column("goal", ("goal", "绩效目标"), required=False),
        )

    @api.model
    def _check_sheet(self, job, sheet, table, ctx):
        if not ctx["division"]:
            return self.env._(
                "Choose the division to which the indicators belong before you import."
            )
        return None

    @api.model
    def _prepare(self, job):
        projects = self.env["civil.fund.project"].search([])
        departments = self.env["civil.department"].search([])
        chinese = departments.with_context(lang="zh_CN")
        indicators = self.env["civil.fund.indicator"]
        own = indicators._default_division_id()
        classes, by_id = self._classes()
        # Rows are read while they stream into the database: all is looked up here.
        return {
            "classes": classes,
            "by_id": by_id,
            "labels": {
                name: indicators._fields[name]._description_string(self.env)
                for name in (
                    "function_id",
                    "department_economic_id",
                    "government_economic_id",
                )
            },
            "division": (job.division_id or own or job.division_id).id,
            "project": {project.code: project.id for project in projects},
            "department": {
                **{department.code: department.id for department in departments},
                **{department.name: department.id for department in departments},
                **{department.name: department.id for department in chinese},
            },
        }

    @api.model
    def _parse_row(self, job, sheet, row, ctx):
        cells = row.cells
        year = clean_code(cells["year"])
        day, amount = parse_date(cells["date"]), parse_amount(cells["amount"])
        data = {
            "division_id": ctx["division"],
            "document_number": clean_official(cells["document"]),
            "issue_date": day and day.isoformat(),
            "year": int(year) if year.isdecimal() and len(year) == 4 else None,
            "amount": str(amount),
            "upper_document": clean_official(cells.get("upper")) or False,
            "goal": clean(cells.get("goal")) or False,
        }
        faults = []
        if not data["document_number"]:
            faults.append(self.env._("The document number is missing."))
        if not day:
            faults.append(self.env._("The date of issue can't be read."))
        if not data["year"]:
            faults.append(self.env._("The year needs four digits."))
        if amount is None or amount <= 0 or amount != round(amount, 2):
            faults.append(
                self.env._(
                    "“%(amount)s” is no amount above 0 with at most two decimals.",
                    amount=clean(cells["amount"]),
                )
            )
        for name in ("is_direct", "is_three_guarantees"):
            data[name] = clean_code(cells.get(name)) in _YES
        faults += self._parse_choices(cells, data)
        faults += self._parse_links(cells, data, ctx)
        if data["year"]:
            faults += self._parse_classes(cells, data, ctx)
        data["level"] = "upper" if data["upper_document"] else "own"
        return data, [("error", sentence) for sentence in faults]

    def _parse_choices(self, cells, data):
        """Note what the words of the row mean; return sentences on unknown ones."""
        faults = []
        for name, keys in KEYS.items():
            word = clean(cells.get(name))
            data[name] = keys.get(word, False)
            if word and not data[name]:
                faults.append(
                    self.env._(
                        "“%(word)s” is unknown; one of %(words)s is needed.",
                        word=word,
                        words=self.env._(", ").join(keys),
                    )
                )
        data["arrangement"] = data["arrangement"] or "opening"
        for name in ("source", "fund_nature"):
            if not data[name] and not clean(cells.get(name)):
                faults.append(
                    self.env._("Source of funds and fund nature have to be given.")
                )
                break
        if (data["source"] == "lottery") != bool(data["lottery_purpose"]):
            faults.append(
                self.env._("Lottery money, and only that, names its purpose.")
            )
        return faults

    def _parse_links(self, cells, data, ctx):
        """Note project and department; return sentences on unknown ones."""
        faults = []
        for name in ("project", "department"):
            word = clean(cells.get(name))
            data[f"{name}_id"] = ctx[name].get(word, False)
            if word and not data[f"{name}_id"]:
                faults.append(
                    self.env._("“%(word)s” is unknown; create it first.", word=word)
                )
        data["payment_kind"] = "project" if data["project_id"] else "basic"
        return faults

    def _parse_classes(self, cells, data, ctx):
        """Note the three classes of the year's books; return what is wrong."""
        year = data["year"]
        function = self._class(ctx, "function", cells["function"], year)
        economic = self._class(ctx, "department", cells["economic"], year)
        government = self._class(ctx, "government", cells.get("government"), year)
        mapped = economic["government"] if economic else []
        if not clean(cells.get("government")) and mapped:
            government = ctx["by_id"][mapped[0]]
        found = {
            "function_id": function,
            "department_economic_id": economic,
            "government_economic_id": government,
        }
        faults = []
        for name, item in found.items():
            data[name] = item and item["id"]
            if not item:
                faults.append(
                    self.env._(
                        "The %(label)s isn't in the book of %(year)s, or isn't of the "
                        "lowest level.",
                        label=ctx["labels"][name],
                        year=str(year),
                    )
                )
        if mapped and government and government["id"] not in mapped:
            faults.append(
                self.env._(
                    "%(department)s doesn't belong to %(government)s in the "
                    "government's book.",
                    department=economic["name"],
                    government=government["name"],
                )
            )
        return faults

    def _class(self, ctx, book, code, year):
        """What is known of the class of a code in a year's book, or False."""
        for item in ctx["classes"].get((book, clean_code(code)), ()):
            if item["from"] <= year and (not item["to"] or item["to"] >= year):
                return item
        return False

    def _classes(self):
        """The classes of the lowest level: by book and code, and economic by id."""
        classes, by_id = {}, {}
        for model in ("civil.fund.function", "civil.fund.economic"):
            for record in self.env[model].search([("is_item", "=", True)]):
                economic = "kind" in record._fields
                item = {
                    "id": record.id,
                    "name": record.display_name,
                    "from": record.year_from,
                    "to": record.year_to,
                    "government": record.government_ids.ids if economic else [],
                }
                book = record.kind if economic else "function"
                classes.setdefault((book, record.code), []).append(item)
                if economic:
                    by_id[record.id] = item
        return classes, by_id

    @api.model
    def _label(self, data):
        return data.get("document_number")

    @api.model
    def _take(self, job):
        """Make a draft of every good line that isn't there yet."""
        indicators = self.env["civil.fund.indicator"]
        lines = self.env.execute_query(
            SQL(
                "SELECT data FROM civil_import_line"
                " WHERE import_id = %s AND status <> 'error' ORDER BY id",
                job.id,
            )
        )
        same = (
            "document_number",
            "year",
            "function_id",
            "department_economic_id",
            "project_id",
        )
        new = []
        for (data,) in lines:
            vals = {**data, "amount": float(data["amount"])}
            domain = [(name, "=", vals[name]) for name in same]
            domain += [("amount", "=", vals["amount"]), ("state", "!=", "voided")]
            if not indicators.search_count(domain, limit=1):
                new.append(vals)
        indicators.create(new)
