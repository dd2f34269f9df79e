from odoo import api, fields, models
from odoo.tools import format_list

from odoo.addons.civil_organization.tools.credit_code import name_key

from ..tools.door import RECORDED

#: Fields of the register by the column that gives them; what is locked stays.
_FIELDS = {
    "term_start": "term_start",
    "term_end": "term_end",
    "grade": "grade",
    "grade_until": "grade_until",
    "last_activity_date": "last_activity",
    "party_form": "party",
    "phone": "phone",
    "registration_date": "registered_on",
}
_ITEMS = {
    "name": "name",
    "address": "address",
    "legal_representative": "representative",
    "registered_fund": "fund",
}


class CivilImportSocialTake(models.AbstractModel):
    """How lines of the register become organizations on record."""

    _inherit = "civil.import.social"

    @api.model
    def _take(self, job):
        """Put new organizations on record and bring known ones up to date.

        Registration items of known ones that differ stay as they are on record.
        """
        groups = [group[-1][1] for group in self._groups(job)]
        lines = [data for data in groups if self._is_good(data)]
        supervisors = self._supervisors(lines)
        known = self._known(lines)
        parents = self._parents(lines)
        new, left, orgs = [], [], {}
        for position, data in enumerate(lines):
            vals = self._vals(data, supervisors)
            if org := known.get(position):
                left += self._update(org, vals)
                orgs[position] = org
            else:
                new.append((position, {**self._new_vals(data, parents), **vals}))
        created = self.env["civil.social.org"].create([vals for _pos, vals in new])
        orgs.update(zip([pos for pos, _vals in new], created, strict=True))
        pairs = [(orgs[position], data) for position, data in enumerate(lines)]
        self._note_results(pairs)
        self._note_years(pairs)
        self._note_representatives(pairs)
        self._tell(job, created, len(pairs) - len(created), left)

    def _is_good(self, data):
        return bool(data["name"] and data["kind_id"])

    def _tell(self, job, created, known, left):
        message = self.env._(
            "%(message)s %(new)s organizations put on record, %(known)s brought up to "
            "date.",
            message=job.message or "",
            new=len(created),
            known=known,
        ).strip()
        if left:
            message += " " + self.env._(
                "Registration items that differ from the register were left as they "
                "are there: %(items)s.",
                items=format_list(self.env, left[:20]),
            )
        # The import is written by itself only; this is part of it.
        job.sudo().message = message

    # -- who is on record --------------------------------------------------------

    def _known(self, lines):
        """``{position: organization}`` of those on record, by credit code or name."""
        orgs = self.env["civil.social.org"].with_context(active_test=False)
        codes = [data["credit_code"] for data in lines if not data["code_problem"]]
        names = [name_key(data["name"]) for data in lines]
        by_code = {
            org.credit_code: org for org in orgs.search([("credit_code", "in", codes)])
        }
        by_name = {
            org.name_key: org for org in orgs.search([("name_key", "in", names)])
        }
        known = {}
        for position, (data, name) in enumerate(zip(lines, names, strict=True)):
            code = "" if data["code_problem"] else data["credit_code"]
            org = by_code.get(code) or by_name.get(name)
            # Another credit code is another organization, whatever its name.
            if org and not (code and org.credit_code and code != org.credit_code):
                known[position] = org
        return known

    def _parents(self, lines):
        """``{credit code: organization}`` that are on record as something else."""
        codes = [data["credit_code"] for data in lines if not data["code_problem"]]
        found = self.env["civil.organization"].search([("credit_code", "in", codes)])
        return {organization.credit_code: organization for organization in found}

    def _supervisors(self, lines):
        """``{name: id of the organization}``; new ones are put on record."""
        names = {data["supervisor"]: data for data in lines if data["supervisor"]}
        organizations = self.env["civil.organization"]
        keys = {name_key(name): name for name in names}
        found = {
            organization.name_key: organization.id
            for organization in organizations.search([("name_key", "in", list(keys))])
        }
        kind = self.env.ref("civil_organization.kind_organ")
        missing = [(key, name) for key, name in keys.items() if key not in found]
        made = organizations.create(
            [
                {
                    "name": name,
                    "division_id": names[name]["division_id"],
                    "kind_ids": [fields.Command.link(kind.id)],
                }
                for _key, name in missing
            ]
        )
        found.update(zip([key for key, _name in missing], made.ids, strict=True))
        return {name: found[name_key(name)] for name in names}

    # -- what is written ---------------------------------------------------------

    def _new_vals(self, data, parents):
        vals = {"kind_id": data["kind_id"], "division_id": data["division_id"]}
        if parent := parents.get(data["credit_code"]):
            vals["organization_id"] = parent.id
        elif data["code_problem"]:
            vals["code_found"] = data["credit_code"] or False
        return vals

    def _vals(self, data, supervisors):
        """Values of an organization; what the line leaves empty stays as it is."""
        vals = {
            **{name: data[key] for name, key in _FIELDS.items()},
            **{name: data[key] for name, key in _ITEMS.items()},
            "supervisor_id": supervisors.get(data["supervisor"]),
            "supervisor_type": "dual" if data["supervisor"] else "direct",
        }
        if not data["code_problem"]:
            vals["credit_code"] = data["credit_code"]
        return {key: value for key, value in vals.items() if value}

    def _update(self, org, vals):
        """Write what the line says otherwise than the record; return what is left.

        :return: names of items that differ and are locked, with the organization
        """
        locked = set(org.kind_id.item_ids.mapped("field_name"))
        left = [name for name in vals if name in locked and org._differs(name, vals)]
        changed = {
            name: value
            for name, value in vals.items()
            if name not in left and self._is_other(org, name, value)
        }
        # Who is on record with a supervisor isn't made to have none by an empty cell.
        if org.supervisor_type != "dual" or changed.get("supervisor_type") == "direct":
            changed.pop("supervisor_type", None)
        if changed:
            org.write(changed)
        return [
            f"{org.name} {org._fields[name]._description_string(self.env)}"
            for name in left
        ]

    def _is_other(self, org, name, value):
        field = org._fields[name]
        return str(field.convert_to_write(org[name], org) or "") != str(value)

    def _note_results(self, pairs):
        """Keep the conclusions; those of a campaign stay as they are."""
        results = self.env["civil.social.org.result"]
        new = []
        for org, data in pairs:
            known = {result.year: result for result in org.result_ids}
            for year, conclusion in data["results"].items():
                result = known.get(int(year))
                if not result:
                    new.append(
                        {
                            "org_id": org.id,
                            "year": int(year),
                            "conclusion": conclusion,
                        }
                    )
                elif not result.concluded_on and result.conclusion != conclusion:
                    result.conclusion = conclusion
        results.create(new)

    def _note_years(self, pairs):
        """Keep net assets by year."""
        years = self.env["civil.social.org.year"]
        new = []
        for org, data in pairs:
            known = {year.year: year for year in org.year_ids}
            for year, amount in data["assets"].items():
                if not year:
                    continue
                record = known.get(int(year))
                if not record:
                    new.append(
                        {"org_id": org.id, "year": int(year), "net_assets": amount}
                    )
                elif not record.has_balance:
                    record.net_assets = amount
        years.create(new)

    def _note_representatives(self, pairs):
        """Put the legal representatives on file as they are found."""
        posts = {"association": "president", "private_unit": "head_of_unit"}
        officers = RECORDED.opened(self.env["civil.social.officer"])
        officers.create(
            [
                {
                    "org_id": org.id,
                    "name": data["representative"],
                    "identity_input": data["number"] or False,
                    "post": posts.get(data["kind"], "chair"),
                    "is_legal_representative": True,
                    "date_from": data["term_start"],
                    "date_to": data["term_end"],
                }
                for org, data in pairs
                if data["representative"]
                and not org.legal_officer_id
                and org.legal_representative in (False, data["representative"])
            ]
        )

    @api.model
    def _withdraw_refusal(self, job):
        return self.env._(
            "organizations that came with it may have been worked on meanwhile"
        )
