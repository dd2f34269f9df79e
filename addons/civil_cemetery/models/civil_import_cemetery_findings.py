import base64
import datetime
from decimal import Decimal

from odoo import api, models
from odoo.tools import SQL

from ..tools.cells import zone_key
from ..tools.table import merged_ranges
from .civil_cemetery_plot_judge import PlotFacts

#: How a number is compared: narrow, without spaces, in capitals.
_COMPARED = "upper(regexp_replace(normalize(%s, NFKC), '\\s', '', 'g'))"


class CivilImportCemeteryFindings(models.AbstractModel):
    """What the lines of a register show to be wrong with the plots."""

    _inherit = "civil.import.cemetery"

    def _merged(self, job):
        # The file is protected from reading; its merged cells are no secret.
        return merged_ranges(base64.b64decode(job.sudo().file or b""))

    def _look_up(self, job, ctx):
        """Look up all numbers of the file in the register and on record, once."""
        numbers = list(ctx["uses"])
        known = self._known_numbers(numbers)
        ctx["unknown"] = set(numbers) - known
        ctx["elsewhere"] = self._used_elsewhere(ctx)

    @api.model
    def _known_numbers(self, numbers):
        """Return which numbers of cremations are known to the register.

        Lines of a register that was taken count too where the death couldn't be: the
        number was given, whatever else is wrong with the line.

        :param numbers: as ``certificate_numbers`` returns them
        """
        self.env["civil.death"].flush_model(["certificate_number"])
        deaths = SQL(
            f"SELECT {_COMPARED} FROM civil_death WHERE {_COMPARED} = ANY(%s)",
            SQL.identifier("certificate_number"),
            SQL.identifier("certificate_number"),
            numbers,
        )
        lines = SQL(
            """
            SELECT l.data->>'certificate_number'
              FROM civil_import_line l
              JOIN civil_import i ON i.id = l.import_id
              JOIN civil_import_kind k ON k.id = i.kind_id
             WHERE k.code = 'cremation' AND i.state = 'taken' AND l.status = 'error'
               AND l.data->>'certificate_number' = ANY(%s)
            """,
            numbers,
        )
        rows = self.env.execute_query(SQL("%s UNION %s", deaths, lines))
        return {number for [number] in rows}

    def _used_elsewhere(self, ctx):
        """``{number: [plots]}`` on record that use a number of the file elsewhere."""
        found = {}
        keys = {id_: key for key, (id_, _name, _kind) in ctx["facilities"].items()}
        for number, facility, name, zone, row, place in self._interred(ctx["uses"]):
            spot = (keys.get(facility), zone_key(zone), row, place)
            if spot not in ctx["uses"][number]:
                label = f"{name}/{zone}/{row}/{place}"
                found.setdefault(number, []).append(label)
        return found

    def _interred(self, numbers):
        """Where on record somebody with one of the numbers lies."""
        for model, names in (
            ("civil.cemetery.interment", ["cremation_number", "plot_id", "state"]),
            ("civil.cemetery.plot", ["zone_id", "row", "number"]),
        ):
            self.env[model].flush_model(names)
        return self.env.execute_query(
            SQL(
                f"""
                SELECT {_COMPARED}, p.facility_id, o.name, z.code, p.row, p.number
                  FROM civil_cemetery_interment i
                  JOIN civil_cemetery_plot p ON p.id = i.plot_id
                  JOIN civil_cemetery_zone z ON z.id = p.zone_id
                  JOIN civil_cemetery_facility f ON f.id = p.facility_id
                  JOIN civil_organization o ON o.id = f.organization_id
                 WHERE i.state = 'active' AND {_COMPARED} = ANY(%s)
                """,
                SQL.identifier("i", "cremation_number"),
                SQL.identifier("i", "cremation_number"),
                list(numbers),
            )
        )

    @api.model
    def _findings(self, job, data, ctx):
        facts = PlotFacts(
            kind=data["kind"],
            type_id=data["type_id"],
            area=data["area"] and Decimal(data["area"]),
            interments=data["interments"],
            start=data["start"] and datetime.date.fromisoformat(data["start"]),
            months=data["months"],
        )
        judge = self.env["civil.cemetery.plot.judge"]
        yield from judge._findings(facts, ctx["rules"]).items()
        yield from self._number_findings(data, ctx)

    def _number_findings(self, data, ctx):
        numbers = dict.fromkeys(data["cremations"])
        unknown = [number for number in numbers if number in ctx["unknown"]]
        if unknown:
            sentence = self.env._(
                "The register of cremations doesn't know %(numbers)s.",
                numbers="、".join(unknown),
            )
            yield "cremation_unknown", sentence
        said = [self._twice(number, data, ctx) for number in numbers]
        if said := [sentence for sentence in said if sentence]:
            yield "cremation_used_twice", "\n".join(said)

    def _twice(self, number, data, ctx):
        """Say where else the number is used, or return None."""
        uses = ctx["uses"][number]
        others = [
            label
            for spot, (label, _count) in uses.items()
            if spot != tuple(data["spot"])
        ]
        others += ctx["elsewhere"].get(number, [])
        if others:
            return self.env._(
                "%(number)s is used by %(others)s too.",
                number=number,
                others="、".join(others),
            )
        if uses[tuple(data["spot"])][1] > 1:
            return self.env._("%(number)s stands here twice.", number=number)
        return None
