from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.civil_organization.tools.credit_code import name_key

#: Fields of the register by what a line gives.
_FIELDS = {
    "name": "name",
    "division_id": "division_id",
    "credit_code": "credit_code",
    "ownership": "ownership",
    "legal_form": "legal_form",
    "beds_approved": "beds",
    "beds_nursing": "nursing",
    "resident_count": "residents",
    "last_self_check": "self_check",
    "last_checked_on": "last_check",
}


class CivilImportInstitutionTake(models.AbstractModel):
    """How lines of the register become institutions on record."""

    _inherit = "civil.import.institution"

    @api.model
    def _take(self, job):
        """Put new institutions on record and bring known ones up to date.

        What was filed counts as filed, unless it has too few beds.
        """
        wanted = {data["key"]: data for data in self._good_lines(job)}
        known = self._known(wanted)
        other = self.env.ref("civil_institution.kind_home").id
        homes, new = {}, []
        for key, data in wanted.items():
            vals = self._vals(data)
            if home := known.get(key):
                home.write(vals)
                homes[key] = home
            else:
                new.append((key, {**vals, "kind_id": data["kind_id"] or other}))
        created = self.env["civil.institution"].create([vals for _key, vals in new])
        homes.update(zip([key for key, _vals in new], created, strict=True))
        for key, home in homes.items():
            self._note_filing(home, wanted[key])
        kept = self._note_ratings({home: wanted[key] for key, home in homes.items()})
        # The import is written by itself only; this is part of it.
        job.sudo().message = self.env._(
            "%(message)s %(new)s institutions put on record, %(known)s brought up to "
            "date.",
            message=job.message or "",
            new=len(created),
            known=len(known),
        ).strip()
        if kept:
            job.sudo().message += self.env._(
                " Ratings that are on record here stay as they are: %(names)s.",
                names="、".join(kept.mapped("name")),
            )

    def _note_ratings(self, lines):
        """Put the ratings of the register on record, where it says until when.

        :param dict lines: ``{institution: what its line gave}``
        :return: the institutions whose ratings stay though the register differs
        """
        homes = self.env["civil.institution"]
        return homes._note_known_ratings(
            {
                home: (data["rating"], fields.Date.to_date(data["rating_until"]))
                for home, data in lines.items()
                if data["rating"] and data["rating_until"]
            }
        )

    def _good_lines(self, job):
        """What was understood of the lines without an error, in the file's order."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT data FROM civil_import_line
                 WHERE import_id = %s AND status != 'error' AND data IS NOT NULL
                 ORDER BY id
                """,
                job.id,
            )
        )
        return [data for [data] in rows]

    def _known(self, wanted):
        """``{key: institution}`` of those on record among the wanted."""
        homes = self.env["civil.institution"].with_context(active_test=False)
        codes = [data["credit_code"] for data in wanted.values() if data["credit_code"]]
        names = [name_key(data["name"]) for data in wanted.values()]
        by_code = {
            home.credit_code: home
            for home in homes.search([("credit_code", "in", codes)])
        }
        by_name = {
            (home.name_key, home.division_id.id): home
            for home in homes.search([("name_key", "in", names)])
        }
        known = {}
        for key, data in wanted.items():
            place = (name_key(data["name"]), data["division_id"])
            home = by_code.get(data["credit_code"]) or by_name.get(place)
            # Another credit code is another institution, whatever its name.
            other = home and home.credit_code and data["credit_code"]
            if home and (not other or home.credit_code == data["credit_code"]):
                known[key] = home
        return known

    def _vals(self, data):
        """Values of an institution; what the line leaves empty stays as it is."""
        return {
            field: data[key]
            for field, key in _FIELDS.items()
            if data[key] not in (None, "")
        }

    def _note_filing(self, home, data):
        day = fields.Date.to_date(data["filed_on"])
        if day and home.state == "registered" and not home._guard_beds():
            home._note_known_filing(day)
