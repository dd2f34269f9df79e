import re

from odoo import api, fields, models

from odoo.addons.civil_base.tools.tabular import Column
from odoo.addons.civil_base.tools.text import (
    clean,
    clean_code,
    clean_name,
    is_number,
    parse_month,
)
from odoo.addons.civil_resident.tools.identity import (
    is_card_doubtful,
    parse_certificate,
    parse_flag,
    parse_grade,
    parse_identity,
    parse_kind,
    pinyin_initials,
)

from ..tools.states import UNDECIDED
from .civil_subsidy_payee import account_problem

COLUMNS = (
    Column(
        "town", ("镇街", "镇（街道）", "乡镇", "镇街道", "所属镇街"), required=False
    ),
    Column(
        "village", ("村（社区）", "村社区", "村居", "村委会", "社区"), required=False
    ),
    Column("name", ("姓名", "残疾人姓名")),
    Column("sex", ("性别",), required=False),
    Column("identity_number", ("身份证号", "身份证号码", "公民身份号码", "身份证")),
    Column("certificate_number", ("残疾人证号", "残疾证号", "残疾人证号码")),
    Column("disability_kind", ("残疾类别", "残疾类型", "类别")),
    Column("disability_grade", ("残疾等级", "残疾级别", "等级")),
    Column("minimum_living", ("是否低保", "是否低保对象", "低保")),
    Column("program", ("补贴类型", "补贴种类", "补贴项目")),
    Column("first_month", ("享受起始月", "起始月", "享受起始月份", "享受起始时间")),
    Column("bank_name", ("开户银行", "开户行"), required=False),
    Column("account_number", ("银行账号", "银行帐号", "账号", "帐号", "银行卡号")),
    Column("account_holder", ("户名", "开户名", "账户名")),
    Column("agent_name", ("代领人", "代领人姓名"), required=False),
    Column("phone", ("联系电话", "电话", "联系方式"), required=False),
    Column("note", ("备注",), required=False),
)
#: Columns of the roster table that the import fills, with their SQL types.
STORED = (
    ("name", "text"),
    ("sex", "text"),
    ("identity_number", "text"),
    ("identity_valid", "boolean"),
    ("certificate_number", "text"),
    ("certificate_valid", "boolean"),
    ("disability_kind", "text"),
    ("disability_grade", "text"),
    ("minimum_living", "text"),
    ("first_month", "date"),
    ("bank_name", "text"),
    ("account_number", "text"),
    ("account_problem", "text"),
    ("account_doubtful", "boolean"),
    ("account_holder", "text"),
    ("agent_name", "text"),
    ("phone", "text"),
    ("note", "text"),
    ("division_id", "integer"),
    ("town_id", "integer"),
    ("state", "text"),
)
MONTH_IN_TEXT = re.compile(
    r"\d{4}\s*(?:年\s*\d{1,2}\s*月|[-./]\d{1,2}(?!\d)|\d{2}(?!\d))"
)


class CivilSubsidyImportRoster(models.AbstractModel):
    """Import of the towns' monthly rosters of the disability subsidies (花名册)."""

    _name = "civil.subsidy.import.roster"
    _description = "Roster Import"
    _inherit = ["civil.import.handler"]

    @api.model
    def _columns(self):
        return COLUMNS

    def _prepare(self, job):
        """Load towns, villages, programs and the labels once for the whole file."""
        towns, villages = {}, {}
        scope = self.env.user.division_ids
        for division in self.env["civil.division"].search(
            [("level", "in", ("town", "village"))]
            + ([("id", "child_of", scope.ids)] if not self.env.su else [])
        ):
            if division.level == "town":
                towns[clean_code(division.name)] = division.id
            else:
                villages[division.parent_id.id, clean_code(division.name)] = division.id
        return {
            "towns": towns,
            "villages": villages,
            "programs": {
                term: programs.ids
                for term, programs in self.env["civil.subsidy.program"]
                ._programs_by_term()
                .items()
            },
            "month_end": job.period and fields.Date.end_of(job.period, "month"),
            "sheets": {},
        }

    def _check_sheet(self, job, sheet, table, ctx):
        """Refuse a sheet of another month, of an unknown town, or taken before."""
        month, row, written = _month_above(table.above)
        if month != job.period:
            if not written:
                return row, self.env._(
                    "Sheet %(sheet)s doesn't say its month (所属月份) above the table; "
                    "it should be %(month)s. Add it and import the file again.",
                    sheet=sheet.name,
                    month=f"{job.period:%Y-%m}",
                )
            return row, self.env._(
                "Sheet %(sheet)s, row %(row)s: its month (所属月份) is "
                "%(written)s, not "
                "%(month)s. Ask the town for the roster of that month.",
                sheet=sheet.name,
                row=row,
                written=written,
                month=f"{job.period:%Y-%m}",
            )
        town = self._sheet_town(sheet, table, ctx)
        if not town and "town" not in table.columns:
            return 1, self.env._(
                "Sheet %(sheet)s: no town of this name is among your divisions. Name "
                "the sheet after the town, or import the divisions first.",
                sheet=sheet.name,
            )
        ctx["sheets"][sheet.name] = town
        return self._refuse_second(job, sheet, town)

    def _refuse_second(self, job, sheet, town):
        earlier = self.env["civil.subsidy.roster.line"].search(
            [
                ("period", "=", job.period),
                ("town_id", "=", town),
                ("import_id", "!=", False),
            ],
            limit=1,
        )
        if town and earlier:
            return 1, self.env._(
                "Sheet %(sheet)s: the roster of %(town)s for %(month)s has "
                "already been taken from %(file)s. Withdraw that file first if this "
                "one replaces it.",
                sheet=sheet.name,
                town=earlier.town_id.name,
                month=f"{job.period:%Y-%m}",
                file=earlier.import_id.filename,
            )
        return None

    def _sheet_town(self, sheet, table, ctx):
        """The town that the sheet's name, else the reporting unit or title, names."""
        towns = ctx["towns"]
        if clean_code(sheet.name) in towns:
            return towns[clean_code(sheet.name)]
        texts = [clean_code(cell) for row in table.above for cell in row if cell]
        for text in sorted(texts, key=lambda text: "填报单位" not in text):
            for name in sorted(towns, key=len, reverse=True):
                if name in text:
                    return towns[name]
        return None

    def _parse_row(self, job, sheet, row, ctx):
        """Read one line; see ``STORED`` for what is kept of it."""
        cells = row.cells
        identity = parse_identity(cells.get("identity_number"), ctx["month_end"])
        certificate = parse_certificate(cells.get("certificate_number"))
        account = cells.get("account_number")
        first_month = parse_month(cells.get("first_month"))
        flag = parse_flag(cells.get("minimum_living"))
        data = {
            "name": clean_name(cells.get("name")),
            "sex": {"男": "male", "女": "female"}.get(clean(cells.get("sex"))),
            "identity_number": identity.number,
            "identity_valid": identity.valid,
            "certificate_number": certificate.number,
            "certificate_valid": certificate.valid,
            "disability_kind": parse_kind(cells.get("disability_kind")),
            "disability_grade": parse_grade(cells.get("disability_grade")),
            "minimum_living": None if flag is None else "yes" if flag else "no",
            "first_month": first_month and first_month.isoformat(),
            "bank_name": clean(cells.get("bank_name")),
            "account_number": clean_code(account),
            "account_problem": "invalid"
            if is_number(account)
            else account_problem(account) or None,
            "account_doubtful": is_card_doubtful(clean_code(account)),
            "account_holder": clean_name(cells.get("account_holder")),
            "agent_name": clean_name(cells.get("agent_name")),
            "phone": clean_code(cells.get("phone")),
            "note": clean(cells.get("note")),
            "birth_date": identity.birth_date and identity.birth_date.isoformat(),
            "identity_sex": identity.sex,
            "pinyin": pinyin_initials(clean_name(cells.get("name"))),
        }
        data = {
            key: value or None if value == "" else value for key, value in data.items()
        }
        problems = self._place(sheet, cells, ctx, data)
        problems += self._claims(cells, ctx, data)
        problems += self._doubts(data, identity, cells)
        return data, problems

    def _place(self, sheet, cells, ctx, data):
        """Find town and village; an unknown village is only a warning."""
        town = ctx["sheets"].get(sheet.name)
        if not town:
            town = ctx["towns"].get(clean_code(cells.get("town")))
        village = clean_code(cells.get("village"))
        data["town_id"] = town
        data["division_id"] = ctx["villages"].get((town, village), town)
        if not town:
            return [
                (
                    "error",
                    self.env._(
                        "Town %(town)s isn't among your divisions.",
                        town=clean(cells.get("town")),
                    ),
                )
            ]
        if village and data["division_id"] == town:
            return [
                (
                    "warning",
                    self.env._(
                        "Village %(village)s isn't in the division register of this "
                        "town; the line is kept under the town.",
                        village=clean(cells.get("village")),
                    ),
                )
            ]
        return []

    def _claims(self, cells, ctx, data):
        """Which programs the line claims; a line with an unknown one claims none."""
        data["programs"] = ctx["programs"].get(clean_code(cells.get("program")), [])
        data["state"] = "taken" if data["programs"] else "rejected"
        if data["programs"]:
            return []
        return [
            (
                "error",
                self.env._(
                    "Subsidy type (补贴类型) '%(term)s' is unknown; it must be one of "
                    "%(terms)s. The line claims nothing until it is corrected.",
                    term=clean(cells.get("program")),
                    terms="、".join(sorted(ctx["programs"], key=len)),
                ),
            )
        ]

    def _doubts(self, data, identity, cells):
        """Warnings that don't decide the claim but that staff want to see."""
        doubts = []
        if not data["name"]:
            doubts.append(self.env._("Name (姓名) is empty."))
        if identity.valid and data["sex"] and data["sex"] != identity.sex:
            doubts.append(
                self.env._("Sex (性别) differs from what the identity number says.")
            )
        return [("warning", doubt) for doubt in doubts]

    def _withdraw_refusal(self, job):
        """Refuse once a line is part of a batch that is being approved or paid."""
        # The batch may lie above the divisions of who withdraws.
        frozen = (
            self.env["civil.subsidy.batch"]
            .sudo()
            .search(
                [
                    ("payment_ids.line_id.import_id", "=", job.id),
                    ("state", "not in", UNDECIDED),
                ],
                limit=1,
            )
        )
        if frozen:
            return self.env._(
                "batch %(batch)s with lines of this file is being approved or paid",
                batch=frozen.name,
            )
        return False

    def _withdraw(self, job):
        """Delete the file's lines with what open batches computed from them.

        People and accounts stay on file; entitlements go back to what is known of
        them without this roster.
        """
        job.check_access("read")
        self.env["civil.subsidy.roster.load"]._unload(job)

    def _take(self, job):
        """Keep the lines, then the people, accounts and entitlements they show."""
        self.env["civil.subsidy.roster.load"]._load(job)


def _month_above(rows):
    """Find the month written above a table: (month, sheet row, as written).

    The cell that names 所属月份 decides (its value may stand in the next cell);
    without one, the first month found in the title.
    """
    found = None
    for number, row in enumerate(rows, 1):
        cells = [cell for cell in row if clean(cell)]
        for index, cell in enumerate(cells):
            text = clean(cell)
            if re.search(r"所属月|月份\s*:", text):
                value = re.split(r"[:：]", text, maxsplit=1)[-1] if ":" in text else ""
                value = value.strip() or (
                    cells[index + 1] if index + 1 < len(cells) else ""
                )
                return parse_month(value), number, clean(value) or text
            if not found and (match := MONTH_IN_TEXT.search(text)):
                found = parse_month(match.group()), number, match.group()
    return found or (None, 1, "")
