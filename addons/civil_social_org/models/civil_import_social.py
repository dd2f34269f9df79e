from odoo import api, models

from odoo.addons.civil_base.tools.tabular import Column

from ..tools import cells as cell

_RESULTS = cell.year_labels(
    (
        "{year}年度年检结论",
        "{year}年年检结论",
        "{year}年检结论",
        "{year}年度检查结论",
        "{year}年度年检结果",
        "{year}年度年检",
        "{year}年检",
        "{year}年年检",
        "{year}年度检查",
    )
)
_NET_ASSETS = cell.year_labels(
    (
        "{year}年末净资产",
        "{year}年度净资产",
        "{year}年净资产",
        "{year}年底净资产",
        "{year}年度末净资产",
        "净资产（{year}年末）",
        "净资产（{year}年）",
    )
)


class CivilImportSocial(models.AbstractModel):
    """Reads a register of social organizations (社会组织登记表).

    A fault of the sheet is said of the line; what the line shows to be wrong with the
    organization is a finding, and the line is taken all the same. An organization
    that stands there twice, by its credit code or its name, counts once, with its
    last line.
    """

    _name = "civil.import.social"
    _inherit = ["civil.import.person"]
    _description = "Import of Social Organizations"

    @api.model
    def _columns(self):
        return (
            Column("name", ("名称", "社会组织名称", "单位名称", "组织名称")),
            Column("credit_code", ("统一社会信用代码", "信用代码", "社会信用代码")),
            Column("kind", ("类型", "社会组织类型", "类别", "组织类型")),
            *self._optional_columns(),
            *self._year_columns("result", _RESULTS),
            *self._year_columns("assets", _NET_ASSETS),
            Column("assets", ("净资产", "年末净资产"), required=False),
        )

    def _optional_columns(self):
        labels = {
            "registered_on": ("成立登记日期", "登记日期", "成立日期"),
            "supervisor": ("业务主管单位", "主管单位", "行业管理部门"),
            "representative": ("法定代表人", "法定代表人姓名", "法人代表", "负责人"),
            "identity_number": (
                "法定代表人身份证号",
                "法定代表人身份证号码",
                "身份证号",
                "身份证号码",
                "法定代表人公民身份号码",
            ),
            "term_start": ("本届起", "本届起始日期", "任期起"),
            "term_end": ("本届止", "本届届满日期", "本届截止日期", "任期止"),
            "grade": ("评估等级", "等级"),
            "grade_until": ("评估有效期止", "评估有效期至", "等级有效期止"),
            "last_activity": ("最近一次活动日期", "最近活动日期", "最近一次活动"),
            "party": ("党组织", "党组织组建形式", "党组织情况"),
            "fund": (
                "注册（开办）资金",
                "注册资金",
                "开办资金",
                "活动资金",
                "原始基金",
            ),
            "address": ("住所", "地址", "登记住所"),
            "phone": ("联系电话", "电话"),
            "state": ("登记状态", "状态"),
        }
        return [Column(key, names, required=False) for key, names in labels.items()]

    def _year_columns(self, key, labels):
        return [
            Column(f"{key}_{year}", names, required=False)
            for year, names in labels.items()
        ]

    @api.model
    def _prepare(self, job):
        ctx = super()._prepare(job)
        ctx.update(
            as_of=job.as_of or ctx["today"],
            **self._kinds(),
            sheets={},
            years=set(),
        )
        return ctx

    def _kinds(self):
        """Kinds by word, as data: nothing can be looked up while lines are read."""
        kinds = self.env["civil.social.org.kind"]
        return {
            "kind_names": "、".join(kinds.search([]).mapped("name")),
            "kinds": {
                word: {
                    "kind_id": kind.id,
                    "kind": kind.code,
                    "prefix": kind.credit_code_prefix,
                    "one_of_kind": kind.head_of_one_of_kind,
                }
                for word, kind in kinds._by_word().items()
            },
        }

    @api.model
    def _check_sheet(self, job, sheet, table, ctx):
        if refusal := super()._check_sheet(job, sheet, table, ctx):
            return refusal
        found = table.columns
        ctx["sheets"][sheet.name] = {
            "first": table.rows[0].number if table.rows else None,
            "units": {
                key: cell.unit_of(table.headers[position])
                for key, position in found.items()
            },
            "missing": self._missing(found),
        }
        ctx["years"].update(
            int(key.removeprefix("result_")) for key in found if key[:7] == "result_"
        )
        return None

    def _missing(self, found):
        """Headings without which something can't be judged."""
        wanted = {"identity_number", "term_end", "last_activity", "fund"}
        missing = [
            column.label
            for column in self._optional_columns()
            if column.key in wanted - found.keys()
        ]
        if not any(key.startswith("result_") for key in found):
            missing.append(self.env._("Conclusion of a yearly inspection"))
        if not any(key.startswith("assets") for key in found):
            missing.append(self.env._("Net assets at the end of a year"))
        return missing
