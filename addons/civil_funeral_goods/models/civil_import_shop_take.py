from odoo import api, models
from odoo.tools import SQL

from odoo.addons.civil_organization.tools.credit_code import name_key

#: Fields of a shop that a line gives, and that it doesn't empty.
_DAYS = ("registered_on", "valid_until", "last_checked_on")


class CivilImportShopTake(models.AbstractModel):
    """How lines of the register become shops on record."""

    _inherit = "civil.import.shop"

    @api.model
    def _take(self, job):
        """Put new shops on record and bring known ones up to date."""
        lines = [data for [data] in self._good_lines(job)]
        people = self._operators(job, lines)
        wanted = {self._key(data): data for data in lines}
        known = self._known(wanted)
        shops = self.env["civil.funeral.shop"]
        kind = self.env.ref("civil_funeral_goods.organization_kind_shop")
        new = []
        for key, data in wanted.items():
            vals = self._vals(data, people)
            if key in known:
                self._update(known[key], vals)
            else:
                new.append({**vals, "kind_ids": [(4, kind.id)]})
        created = shops.create(new)
        self._note_violations(job, wanted, known, created)
        # The import is written by itself only; this is part of it.
        job.sudo().message = self.env._(
            "%(message)s %(new)s shops put on record, %(known)s brought up to date.",
            message=job.message or "",
            new=len(created),
            known=len(known),
        ).strip()

    def _update(self, shop, vals):
        """Write what the line says otherwise than the record; nothing otherwise."""
        fields = shop._fields
        now = {name: fields[name].convert_to_write(shop[name], shop) for name in vals}
        changed = {
            name: value for name, value in vals.items() if str(now[name]) != str(value)
        }
        if changed:
            shop.write(changed)

    def _good_lines(self, job):
        """What was understood of the lines without an error, in the file's order."""
        return self.env.execute_query(
            SQL(
                """
                SELECT data FROM civil_import_line
                 WHERE import_id = %s AND status != 'error' AND data IS NOT NULL
                 ORDER BY id
                """,
                job.id,
            )
        )

    def _key(self, data):
        """By what a shop is recognized: its credit code, or its name and place."""
        return data["credit_code"] or (name_key(data["name"]), data["division_id"])

    def _known(self, wanted):
        """``{key: shop}`` of the shops on record among those wanted."""
        shops = self.env["civil.funeral.shop"].with_context(active_test=False)
        codes = [key for key in wanted if isinstance(key, str)]
        names = [name_key(data["name"]) for data in wanted.values()]
        by_code = {
            shop.credit_code: shop
            for shop in shops.search([("credit_code", "in", codes)])
        }
        by_name = {
            (shop.name_key, shop.division_id.id): shop
            for shop in shops.search([("name_key", "in", names)])
        }
        known = {}
        for key, data in wanted.items():
            place = (name_key(data["name"]), data["division_id"])
            shop = by_code.get(key) or by_name.get(place)
            # Another credit code is another shop, whatever its name.
            other = shop and shop.credit_code and data["credit_code"]
            if shop and (not other or shop.credit_code == data["credit_code"]):
                known[key] = shop
        return known

    def _vals(self, data, people):
        """Values of a shop; what the line leaves empty stays as it is."""
        vals = {
            "name": data["name"],
            "division_id": data["division_id"],
            "credit_code": data["credit_code"],
            "shop_kind_id": data["kind_id"],
            "scope": data["scope"],
            "legal_representative": data["operator"],
            "operator_id": people.get(data["identity_number"]),
            **{key: data[key] for key in _DAYS},
        }
        return {key: value for key, value in vals.items() if value}

    def _operators(self, job, lines):
        """Put the operators on file; ``{identity number: id of the resident}``."""
        residents = self.env["civil.resident"]
        residents._upsert_from_sql(
            SQL(
                """
                SELECT data->>'identity_number' AS identity_number,
                       data->>'operator' AS name,
                       (data->>'birth_date')::date AS birth_date,
                       data->>'sex' AS sex,
                       (data->>'division_id')::int AS division_id,
                       data->>'pinyin_initials' AS pinyin_initials, NULL AS phone
                  FROM civil_import_line
                 WHERE import_id = %s AND status != 'error'
                   AND data->>'identity_number' IS NOT NULL
                """,
                job.id,
            )
        )
        numbers = [data["identity_number"] for data in lines if data["identity_number"]]
        rows = self.env.execute_query(
            SQL(
                "SELECT n.identity_number, n.resident_id FROM (%s) n "
                "WHERE n.identity_number = ANY(%s)",
                residents._number_query(),
                numbers,
            )
        )
        return dict(rows)

    def _note_violations(self, job, wanted, known, created):
        """Keep each violation that the register names, once."""
        new = iter(created)
        vals_list = []
        for key, data in wanted.items():
            shop = known.get(key) or next(new)
            text = data["violation"]
            if text and text not in shop.violation_ids.mapped("description"):
                vals_list.append(
                    {
                        "shop_id": shop.id,
                        "division_id": shop.division_id.id,
                        "description": text,
                        "import_id": job.id,
                    }
                )
        self.env["civil.funeral.violation"].create(vals_list)
