import datetime

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools import draw as drawing


class CivilInspectionPopulation(models.AbstractModel):
    """Gathers whom a draw may hit (抽取总体): objects, inspectors, exclusions."""

    _name = "civil.inspection.population"
    _description = "Population of a Draw"

    @api.model
    def _gather(self, campaign, sequence):
        """Return the population of a campaign's draw and who was excluded.

        :return: population as ``tools.draw`` takes it, values of the exclusions
        :raises UserError: too few objects, or an object without inspectors
        """
        everybody = self.env["civil.inspection.object"].search(
            campaign._object_domain()
        )
        counts = campaign._stratum_counts()
        objects, excluded = self._objects(campaign, everybody)
        inspectors, excluded_people = self._inspectors(campaign)
        conflicts = self._conflicts(campaign, objects, inspectors)
        excluded += excluded_people + [
            {
                "reason": "conflict",
                "object_id": conflict.object_id.id,
                "inspector_id": conflict.inspector_id.id,
                "note": conflict.reason,
            }
            for conflict in conflicts
        ]
        header = {
            "campaign": campaign.number,
            "draw": sequence,
            "days": [campaign.date_from.isoformat(), campaign.date_to.isoformat()],
            "inspectors_per_object": campaign.team,
            "units": sorted(campaign.unit_ids.mapped("code")),
            "rates": {k: r for k, r in campaign._rates().items() if counts.get(k)},
            "counts": counts,
            "excluded": self._told(excluded),
        }
        population = drawing.make_population(
            header,
            [
                {"code": o.code, "name": o.name, "stratum": o.risk_class}
                for o in objects
            ],
            [
                {"code": i.code, "name": i.name, "unit": i.unit_id.code}
                for i in inspectors
            ],
            [(c.inspector_id.code, c.object_id.code) for c in conflicts],
        )
        self._check(campaign, population)
        return population, excluded

    def _objects(self, campaign, everybody):
        """Tell the objects that may be drawn from those that may not."""
        excluded = [
            {
                "reason": "left_out",
                "object_id": line.object_id.id,
                "note": line.reason,
            }
            for line in campaign.exclusion_ids
            if line.object_id in everybody
        ]
        left = everybody - campaign.exclusion_ids.object_id
        cap = campaign.kind_id._parameter(
            "frequency", campaign.date_from, campaign.division_id
        )
        often = self._often(left, campaign.date_from.year, cap)
        excluded += [
            {
                "reason": "frequency",
                "object_id": record.id,
                "note": self.env._(
                    "%(count)s inspections in %(year)s, at most %(cap)s",
                    count=count,
                    year=str(campaign.date_from.year),
                    cap=cap,
                ),
            }
            for record, count in often.items()
        ]
        return left.filtered(lambda record: record not in often), excluded

    @api.model
    def _often(self, objects, year, cap):
        """Return ``{object: number}`` of those inspected ``cap`` times in a year."""
        # Whoever inspected it, the object was inspected: other kinds count too.
        groups = (
            self.env["civil.inspection"]
            .sudo()
            ._read_group(
                Domain("object_id", "in", objects.ids)
                & Domain("source", "in", ("drawn", "special"))
                & Domain("state", "!=", "cancelled")
                & Domain("planned_date", ">=", datetime.date(year, 1, 1))
                & Domain("planned_date", "<=", datetime.date(year, 12, 31)),
                ["object_id"],
                ["__count"],
                having=[("__count", ">=", cap)],
            )
        )
        return {objects.browse(record.id): count for record, count in groups}

    def _inspectors(self, campaign):
        """Tell the inspectors who can go from those who can't."""
        domain = Domain("company_id", "=", campaign.company_id.id) & (
            Domain("kind_ids", "=", False)
            | Domain("kind_ids", "in", campaign.kind_id.ids)
        )
        domain &= (
            Domain("unit_id", "in", campaign.unit_ids.ids)
            if campaign.unit_ids
            else Domain.TRUE
        )
        people = self.env["civil.inspection.inspector"].search(domain)
        first, last = campaign.date_from, campaign.date_to
        excluded = []
        for person in people:
            if absences := person._absent_on(first, last):
                note, reason = ", ".join(absences.mapped("reason")), "absence"
            elif not person._certified_on(first, last):
                note, reason = person.certificate_to or "", "certificate"
            else:
                continue
            excluded.append(
                {"reason": reason, "inspector_id": person.id, "note": str(note)}
            )
        barred = {vals["inspector_id"] for vals in excluded}
        return people.filtered(lambda person: person.id not in barred), excluded

    def _conflicts(self, campaign, objects, inspectors):
        return self.env["civil.inspection.conflict"].search(
            Domain("object_id", "in", objects.ids)
            & Domain("inspector_id", "in", inspectors.ids)
            & (
                Domain("date_to", "=", False)
                | Domain("date_to", ">=", campaign.date_from)
            )
        )

    def _told(self, excluded):
        """Return the exclusions by codes, as they are hashed with the population."""
        objects = self.env["civil.inspection.object"]
        people = self.env["civil.inspection.inspector"]
        return sorted(
            [
                vals["reason"],
                objects.browse(vals.get("object_id")).code or "",
                people.browse(vals.get("inspector_id")).code or "",
                vals["note"],
            ]
            for vals in excluded
        )

    def _check(self, campaign, population):
        """Refuse what couldn't be drawn as the rules ask for."""
        if not population["objects"]:
            raise UserError(self.env._("There is no object that could be drawn."))
        try:
            drawing.check_teams(population)
        except drawing.DrawError as error:
            named = {entry["code"]: entry["name"] for entry in population["objects"]}
            raise UserError(
                self.env._(
                    "%(name)s would find only %(found)s of %(wanted)s inspectors: the "
                    "others are absent, without certificate, of another unit or in "
                    "a conflict of interest.",
                    name=named[error.object_code],
                    found=error.found,
                    wanted=error.wanted,
                )
            ) from error
        if campaign.regularity == "regular":
            self._check_floor(campaign, population)

    def _check_floor(self, campaign, population):
        """A regular campaign draws at least the share that the law asks for."""
        floor = self.env["civil.parameter"]._get(
            "inspection.rate_floor", campaign.date_from, campaign.division_id
        )
        counts, strata = population["counts"], {}
        for entry in population["objects"]:
            strata[entry["stratum"]] = strata.get(entry["stratum"], 0) + 1
        size = sum(
            min(strata.get(key, 0), drawing.sample_size(rate, counts[key]))
            for key, rate in population["rates"].items()
        )
        least = drawing.sample_size(str(floor), sum(counts.values()))
        if size < least:
            raise UserError(
                self.env._(
                    "Only %(size)s objects would be drawn; at least %(least)s of "
                    "%(count)s have to be.",
                    size=size,
                    least=least,
                    count=sum(counts.values()),
                )
            )
