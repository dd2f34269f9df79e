from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.civil_base.tools.tabular import Column
from odoo.addons.civil_base.tools.text import clean, clean_name, parse_date
from odoo.addons.civil_organization.tools.credit_code import name_key
from odoo.addons.civil_resident.tools.pinyin import pinyin_initials

_PAYERS = {
    "": "social",
    "社会老人": "social",
    "自费": "social",
    "特困": "destitute",
    "特困人员": "destitute",
    "低保": "low_income",
    "低保对象": "low_income",
    "优抚": "special",
    "优抚对象": "special",
    "孤儿": "child",
    "事实无人抚养儿童": "child",
}
#: What institutions call the care levels besides their names.
_LEVELS = {
    "自理": "self",
    "半护理": "half",
    "半自理": "half",
    "介助": "half",
    "全护理": "full",
    "不能自理": "full",
    "介护": "full",
    "特护": "special",
}


class _Home(NamedTuple):
    id: int
    name: str
    division_id: int


class _Bed(NamedTuple):
    id: int
    name: str
    is_free: bool


class CivilImportStay(models.AbstractModel):
    """Reads the list of those who live in institutions (入住老人名册)."""

    _name = "civil.import.stay"
    _inherit = ["civil.import.person"]
    _description = "Import of Residents of Institutions"

    @api.model
    def _columns(self):
        return (
            Column("institution", ("机构名称", "养老机构", "机构", "所在机构")),
            Column("name", ("姓名", "老人姓名", "入住人姓名")),
            Column("identity_number", ("身份证号", "身份证号码", "公民身份号码")),
            Column("bed", ("床位", "床位号", "房间床位", "床号")),
            Column("date_from", ("入住日期", "入住时间", "入院日期")),
            Column("level", ("护理等级", "照护等级", "照料护理等级"), required=False),
            Column("payer", ("人员类别", "类别", "对象类别"), required=False),
            Column("contact", ("紧急联系人", "联系人", "家属姓名"), required=False),
            Column("phone", ("联系电话", "紧急联系电话", "家属电话"), required=False),
        )

    @api.model
    def _prepare(self, job):
        """Look everything up beforehand: while lines are read, nothing else can be."""
        ctx = super()._prepare(job)
        homes = self.env["civil.institution"].search([("state", "!=", "closed")])
        ctx["homes"] = {
            home.name_key: _Home(home.id, home.name, home.division_id.id)
            for home in homes
        }
        ctx["beds"] = self._beds_by_name(homes)
        ctx["place"] = ctx["divisions"][:1].id
        levels = self.env["civil.institution.care.level"].search([])
        ctx["levels"] = {clean_name(level.name): level.id for level in levels}
        by_code = {level.code: level.id for level in levels}
        for word, code in _LEVELS.items():
            if code in by_code:
                ctx["levels"].setdefault(word, by_code[code])
        return ctx

    def _beds_by_name(self, homes):
        """``{(institution id, name as written): [_Bed]}``, by two kinds of names."""
        self.env["civil.institution.bed"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT b.id, b.institution_id, g.name || ' ' || r.name || '-' || b.name,
                       r.name || '-' || b.name,
                       b.stay_id IS NULL AND b.state IN ('free', 'reserved')
                  FROM civil_institution_bed b
                  JOIN civil_institution_room r ON r.id = b.room_id
                  JOIN civil_institution_building g ON g.id = r.building_id
                 WHERE b.institution_id = ANY(%s)
                """,
                homes.ids,
            )
        )
        beds = {}
        for bed, home, name, short, is_free in rows:
            for written in {clean_name(name), clean_name(short)}:
                beds.setdefault((home, written), []).append(_Bed(bed, name, is_free))
        return beds

    @api.model
    def _parse_row(self, job, sheet, row, ctx):
        cells = row.cells
        data, faults = self._parse_person(cells, ctx)
        home = ctx["homes"].get(name_key(clean(cells["institution"])))
        if not home:
            sentence = self.env._(
                "Institution: “%(value)s” isn't on record or is closed; write the name "
                "as it stands in the register of institutions.",
                value=clean(cells["institution"]),
            )
            faults.append(("error", sentence))
        data.update(
            pinyin_initials=pinyin_initials(data["name"]),
            institution_id=home and home.id,
            division_id=home.division_id if home else ctx["place"],
            bed_id=home and self._bed_of(home, cells, ctx, faults),
            date_from=self._moved_in(cells, ctx, faults),
            level_id=self._level_of(cells, ctx, faults),
            payer=self._payer_of(cells, faults),
            contact=clean(cells.get("contact")),
            contact_phone=clean(cells.get("phone")),
        )
        return data, faults

    def _bed_of(self, home, cells, ctx, faults):
        """The bed of a line, by its whole name or by room and number."""
        found = ctx["beds"].get((home.id, clean_name(cells["bed"])), ())
        if len(found) == 1:
            if found[0].is_free:
                return found[0].id
            sentence = self.env._(
                "Bed: “%(bed)s” isn't free; discharge who has it, or write another.",
                bed=found[0].name,
            )
        elif found:
            sentence = self.env._(
                "Bed: there are several “%(value)s”; write the building, too, such as "
                "%(example)s.",
                value=clean(cells["bed"]),
                example=found[0].name,
            )
        else:
            sentence = self.env._(
                "Bed: %(institution)s has no “%(value)s”; write building, room and bed "
                "as under Beds, or set the bed up first.",
                institution=home.name,
                value=clean(cells["bed"]),
            )
        faults.append(("error", sentence))
        return None

    def _moved_in(self, cells, ctx, faults):
        day = parse_date(cells["date_from"])
        if day and day <= ctx["today"]:
            return day.isoformat()
        if day:
            sentence = self.env._("Moved in on: %(date)s lies ahead.", date=day)
        else:
            sentence = self.env._(
                "Moved in on: “%(value)s” is no date; write it like 2024-03-01.",
                value=clean(cells["date_from"]),
            )
        faults.append(("error", sentence))
        return None

    def _level_of(self, cells, ctx, faults):
        written = clean_name(cells.get("level"))
        found = ctx["levels"].get(written)
        if written and not found:
            sentence = self.env._(
                "Care level: “%(value)s” isn't known and is left out; write one of: "
                "%(levels)s.",
                value=clean(cells["level"]),
                levels="、".join(ctx["levels"]),
            )
            faults.append(("warning", sentence))
        return found

    def _payer_of(self, cells, faults):
        written = clean_name(cells.get("payer"))
        found = _PAYERS.get(written)
        if not found:
            sentence = self.env._(
                "Category: “%(value)s” isn't known; write one of: %(payers)s.",
                value=clean(cells["payer"]),
                payers="、".join(filter(None, _PAYERS)),
            )
            faults.append(("error", sentence))
        return found

    # -- what needs all lines ------------------------------------------------------

    @api.model
    def _finish_check(self, job, ctx):
        self._refuse_repeated(
            job,
            "identity_number",
            self.env._("The same person stands also in row {rows}: keep one line."),
        )
        self._refuse_repeated(
            job,
            "bed_id",
            self.env._("The same bed stands also in row {rows}: correct one of them."),
        )
        self._warn_other_name(job)
        self._refuse_known(job)

    def _refuse_repeated(self, job, key, sentence):
        job._add_faults(
            "error",
            SQL(
                """
                SELECT l.id, replace(%(sentence)s, '{rows}', (
                           SELECT string_agg(o.row::text, ', ' ORDER BY o.id)
                             FROM civil_import_line o
                            WHERE o.import_id = l.import_id AND o.id != l.id
                              AND o.data->>%(key)s = l.data->>%(key)s)) AS message
                  FROM civil_import_line l
                 WHERE l.import_id = %(job)s AND l.data->>%(key)s IS NOT NULL
                   AND EXISTS (
                       SELECT FROM civil_import_line o
                        WHERE o.import_id = l.import_id AND o.id != l.id
                          AND o.data->>%(key)s = l.data->>%(key)s)
                """,
                sentence=sentence,
                key=key,
                job=job.id,
            ),
        )

    def _refuse_known(self, job):
        """Refuse who is known to live somewhere, or to have died."""
        self.env["civil.institution.stay"].flush_model()
        self.env["civil.resident"].flush_model(["identity_number", "death_date"])
        numbers = self.env["civil.resident"]._number_query()
        job._add_faults(
            "error",
            SQL(
                """
                SELECT l.id, replace(replace(%(sentence)s, '{home}', o.name),
                                     '{number}', s.number) AS message
                  FROM civil_import_line l
                  JOIN (%(numbers)s) n
                    ON n.identity_number = l.data->>'identity_number'
                  JOIN civil_institution_stay s ON s.resident_id = n.resident_id
                   AND s.state NOT IN ('enquiry', 'discharged', 'cancelled')
                  JOIN civil_institution i ON i.id = s.institution_id
                  JOIN civil_organization o ON o.id = i.organization_id
                 WHERE l.import_id = %(job)s
                """,
                sentence=self.env._(
                    "The person has an open stay in {home} ({number}): have it "
                    "discharged there first."
                ),
                numbers=numbers,
                job=job.id,
            ),
        )
        job._add_faults(
            "error",
            SQL(
                """
                SELECT l.id, replace(%(sentence)s, '{date}', r.death_date::text)
                           AS message
                  FROM civil_import_line l
                  JOIN (%(numbers)s) n
                    ON n.identity_number = l.data->>'identity_number'
                  JOIN civil_resident r ON r.id = n.resident_id
                 WHERE l.import_id = %(job)s AND r.death_date IS NOT NULL
                """,
                sentence=self.env._(
                    "The person died on {date}: take the line out, or have the record "
                    "of the death corrected."
                ),
                numbers=numbers,
                job=job.id,
            ),
        )

    @api.model
    def _withdraw_refusal(self, job):
        return self.env._("residents that came with it are discharged one by one")
