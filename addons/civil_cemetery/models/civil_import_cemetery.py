import datetime

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.civil_base.tools.tabular import Column
from odoo.addons.civil_base.tools.text import (
    clean,
    clean_code,
    clean_name,
    clean_official,
    parse_date,
)
from odoo.addons.civil_organization.tools.credit_code import name_key
from odoo.addons.civil_resident.tools.identity import parse_identity

from ..tools import cells as read
from ..tools import table as around

#: Days before this are a slip of the pen or a spoiled number.
_FIRST_DAY = datetime.date(1949, 10, 1)
#: How registers call the states of plots.
_STATES = {
    "available": (
        "空置",
        "可售",
        "空闲",
        "未售",
        "待售",
        "空",
        "空穴",
        "未用",
        "未使用",
    ),
    "reserved": ("预订", "预定", "预留", "留墓", "保留", "已预订", "已预留"),
    "ordered": ("定墓", "定购", "订购", "已订", "已定", "已售未葬", "已售"),
    "in_agreement": ("签协议", "已签协议", "已签约"),
    "occupied": ("已安葬", "已葬", "安葬", "已用", "已使用", "使用中", "在用", "合葬"),
    "overdue": ("逾期", "到期", "已逾期", "欠费"),
    "vacated": ("迁出", "已迁出", "迁移", "已迁移"),
    "closed": ("封存", "停用", "已封存", "封闭", "报废"),
    "unbuilt": ("未建", "在建", "规划", "待建"),
}
STATES = {word: state for state, words in _STATES.items() for word in words}
#: The words in which a register says what the cemetery is.
_NATURES = (("经营", "commercial"), ("公益", "public"))


class CivilImportCemetery(models.AbstractModel):
    """Reads the register of a cemetery's plots (公墓墓位登记表).

    A fault of the sheet is said of the line; what the line shows to be wrong with the
    plot is a finding, and the line is taken all the same.
    """

    _name = "civil.import.cemetery"
    _inherit = ["civil.import.person"]
    _description = "Import of Cemetery Plots"

    @api.model
    def _columns(self):
        return (
            Column(
                "cemetery",
                (
                    "公墓",
                    "公墓名称",
                    "墓园",
                    "陵园",
                    "墓园名称",
                    "所属公墓",
                    "单位名称",
                ),
                required=False,
            ),
            Column("zone", ("区", "墓区", "区域", "分区", "区号", "墓区名称")),
            Column("row", ("排", "排号", "行", "排数", "第几排")),
            Column("number", ("号", "墓号", "位号", "墓位号", "穴号", "编号", "位")),
            Column("type", ("类型", "墓型", "墓位类型", "墓穴类型", "穴型", "规格")),
            Column(
                "area",
                ("占地面积", "占地面积㎡", "面积", "面积㎡", "墓位面积", "墓穴面积"),
            ),
            Column(
                "state", ("状态", "墓位状态", "使用状态", "使用情况"), required=False
            ),
            Column(
                "holder",
                ("购墓人", "持证人", "购墓人姓名", "墓主", "使用人", "承办人"),
                required=False,
            ),
            Column(
                "identity_number",
                ("购墓人身份证号", "身份证号", "身份证号码", "公民身份号码"),
                required=False,
            ),
            Column(
                "certificate",
                ("使用证号", "墓位使用证号", "安葬证号", "证号", "使用证编号"),
                required=False,
            ),
            Column(
                "start",
                ("起始日期", "购墓日期", "使用起始日期", "起始时间", "开始日期"),
            ),
            Column(
                "years",
                ("缴费年限", "缴费年数", "使用年限", "年限", "管护费年限"),
            ),
            Column(
                "interments",
                ("安放人数", "安葬人数", "已安葬人数", "已葬人数", "人数"),
            ),
            Column(
                "cremation",
                (
                    "最近安放者火化证编号",
                    "火化证编号",
                    "火化证号",
                    "火化证明编号",
                    "最近安葬者火化证编号",
                ),
                required=False,
            ),
            Column("nature", ("性质", "公墓性质", "公墓类别"), required=False),
        )

    # -- once for the file -----------------------------------------------------------

    @api.model
    def _prepare(self, job):
        ctx = super()._prepare(job)
        division = ctx["divisions"][:1]
        as_of = job.as_of or ctx["today"]
        judge = self.env["civil.cemetery.plot.judge"]
        facilities = self._facilities()
        ctx.update(
            facilities=facilities,
            kinds=self.env["civil.cemetery.name.rule"]._by_word(),
            types=self._types(),
            as_of=as_of,
            rules=judge._rules(as_of, division),
            merged=self._merged(job),
            labels=self._field_labels(),
            spellings={"cemetery": [], "zone": []},
            names={},
            zones={},
            uses={},
        )
        return ctx

    def _facilities(self):
        """``{name as it is compared: (id, name, kind)}`` of those on record."""
        # Where a name belongs is the same for everybody; what is taken is checked.
        facilities = self.env["civil.cemetery.facility"].sudo()
        facilities = facilities.with_context(active_test=False).search([])
        return {
            key: (facility.id, facility.name, facility.kind)
            for facility in facilities
            for key in facility._name_keys()
        }

    def _types(self):
        """``{word: id}`` of the types of plots by name, alias and code."""
        types = self.env["civil.cemetery.plot.type"].sudo().search([])
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        words = {}
        for lang in {*languages, "en_US"}:
            for plot_type in types.with_context(lang=lang):
                alias = (plot_type.alias or "").replace("，", ",").split(",")
                for word in (plot_type.name, plot_type.code, *alias):
                    words.setdefault(clean_name(word), plot_type.id)
        words.pop("", None)
        return words

    # -- once for each sheet ---------------------------------------------------------

    @api.model
    def _check_sheet(self, job, sheet, table, ctx):
        if refusal := super()._check_sheet(job, sheet, table, ctx):
            return refusal
        around.fill_merged(table, ctx["merged"].get(sheet.name, ()))
        around.fill_down(table, ("cemetery", "zone", "row"))
        if "cemetery" not in table.columns:
            name = around.cemetery_of(sheet.name, table.above)
            for row in table.rows:
                row.cells["cemetery"] = name
        for row in table.rows:
            name = clean_official(row.cells["cemetery"])
            key = name_key(name)
            ctx["spellings"]["cemetery"].append((key, name))
            zone = read.zone_key(row.cells["zone"])
            ctx["spellings"]["zone"].append(
                ((key, zone), clean_code(row.cells["zone"]))
            )
        ctx["names"] = read.usual_spellings(ctx["spellings"]["cemetery"])
        ctx["zones"] = read.usual_spellings(ctx["spellings"]["zone"])
        return None

    # -- once for each line ----------------------------------------------------------

    @api.model
    def _parse_row(self, job, sheet, row, ctx):
        cells, remarks = row.cells, []
        place = self._place(cells, ctx, remarks)
        data = place and {
            **place,
            **self._measures(cells, ctx, remarks),
            **self._tenure(cells, ctx, remarks),
            **self._holder(cells, ctx, remarks),
            "cremations": read.certificate_numbers(cells.get("cremation")),
        }
        if data:
            for number in data["cremations"]:
                uses = ctx["uses"].setdefault(number, {})
                spot = uses.setdefault(tuple(data["spot"]), [data["label"], 0])
                spot[1] = max(spot[1], data["cremations"].count(number))
        return data, remarks

    @api.model
    def _label(self, data):
        return data and data["label"]

    def _place(self, cells, ctx, remarks):
        """Where the plot lies, or None with what can't be read among the remarks."""
        labels = ctx["labels"]
        name = name_key(clean_official(cells["cemetery"]))
        zone = read.zone_key(cells["zone"])
        numbers = {key: read.read_place(cells[key]) for key in ("row", "number")}
        for key, value in {"cemetery": name, "zone": zone}.items():
            if not value:
                sentence = self.env._(
                    "%(field)s: it is missing. Fill it in.", field=labels[key]
                )
                remarks.append(("error", sentence))
        for key, number in numbers.items():
            if number is None:
                remarks.append(("error", self._number_wanted(labels[key], cells[key])))
        if remarks:
            return None
        known = ctx["facilities"].get(name)
        spelled = known[1] if known else ctx["names"][name]
        area = ctx["zones"][name, zone]
        return {
            "facility": name,
            "facility_id": known and known[0],
            "cemetery": spelled,
            "kind": known[2] if known else self._kind(name, cells, ctx),
            "zone": area,
            "zone_key": zone,
            **numbers,
            "spot": [name, zone, numbers["row"], numbers["number"]],
            "label": f"{spelled}/{area}/{numbers['row']}/{numbers['number']}",
        }

    def _kind(self, name, cells, ctx):
        """Kind of a cemetery that isn't on record, by what the file says of it."""
        nature = clean(cells.get("nature"))
        for word, kind in _NATURES:
            if word in nature:
                return kind
        return next((kind for word, kind in ctx["kinds"] if word in name), "public")

    def _measures(self, cells, ctx, remarks):
        """Type, area, state and number of those who lie there."""
        labels = ctx["labels"]
        word = clean_name(cells["type"])
        type_id = ctx["types"].get(word)
        if word and not type_id:
            sentence = self.env._(
                "%(field)s: “%(value)s” isn't known; an administrator can add it to "
                "the names of a type of plot.",
                field=labels["type"],
                value=word,
            )
            remarks.append(("error", sentence))
        elif not word:
            remarks.append(("error", self._missing(labels["type"])))
        area = read.read_area(cells["area"])
        if area is None:
            sentence = self._missing(labels["area"])
            if clean(cells["area"]):
                sentence = self.env._(
                    "%(field)s: “%(value)s” isn't an area in m². Write a number such "
                    "as 0.5.",
                    field=labels["area"],
                    value=clean(cells["area"]),
                )
            remarks.append(("warning", sentence))
        interments = read.read_count(cells["interments"])
        if interments is None and clean(cells["interments"]):
            sentence = self._number_wanted(labels["interments"], cells["interments"])
            remarks.append(("warning", sentence))
        return {
            "type_id": type_id,
            "area": None if area is None else str(area),
            "interments": interments,
            "state": self._state(cells, interments, ctx, remarks),
        }

    def _state(self, cells, interments, ctx, remarks):
        """State of the plot, from its column or from who lies there."""
        word = clean_name(cells.get("state"))
        if word in STATES:
            return STATES[word]
        if word:
            sentence = self.env._(
                "%(field)s: “%(value)s” isn't known; write one of 空置, 预订, 已安葬, "
                "封存, 迁出.",
                field=ctx["labels"]["state"],
                value=word,
            )
            remarks.append(("warning", sentence))
        return "occupied" if interments else "available"

    def _tenure(self, cells, ctx, remarks):
        """From when and for how long was paid."""
        labels = ctx["labels"]
        value = cells["start"]
        start = parse_date(value)
        if start and not _FIRST_DAY <= start <= ctx["as_of"].replace(month=12, day=31):
            start = None if start < _FIRST_DAY else start
            remarks.append(("warning", self._not_a_day(labels["start"], value)))
        elif not start and not read.is_nothing(value):
            remarks.append(("warning", self._not_a_day(labels["start"], value)))
        months = read.read_months(cells["years"])
        silent = read.is_nothing(cells["years"]) or read.is_unlimited(cells["years"])
        if months is None and not silent:
            remarks.append(
                ("warning", self._number_wanted(labels["years"], cells["years"]))
            )
        elif months is None and start and not read.is_unlimited(cells["years"]):
            remarks.append(("warning", self._missing(labels["years"])))
        return {"start": start and start.isoformat(), "months": months}

    def _holder(self, cells, ctx, remarks):
        """To whom the plot was given; a wrong identity number is left out."""
        name = clean_name(cells.get("holder"))
        holder = {
            "holder": None if read.is_nothing(name) else name,
            "certificate": None,
            "identity_number": None,
            "birth_date": None,
            "sex": None,
        }
        if not read.is_nothing(cells.get("certificate")):
            holder["certificate"] = clean_code(cells["certificate"])
        if read.is_nothing(cells.get("identity_number")):
            return holder
        identity = parse_identity(cells["identity_number"], ctx["today"])
        if identity.problem:
            why = self.env["civil.resident"]._identity_problem_text(identity.problem)
            sentence = self.env._(
                "%(field)s: %(why)s The plot is put down without it.",
                field=ctx["labels"]["identity_number"],
                why=why,
            )
            remarks.append(("warning", sentence))
            return holder
        return {
            **holder,
            "identity_number": identity.number,
            "birth_date": identity.birth_date.isoformat(),
            "sex": identity.sex,
        }

    @api.model
    def _finish_check(self, job, ctx):
        self._warn_repeated(
            job,
            self.env._("The same plot stands also in row {rows}; the last one counts."),
            SQL("(data->'spot')::text"),
        )
        self._look_up(job, ctx)
