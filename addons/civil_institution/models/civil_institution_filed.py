from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, float_round

#: What is filed of an institution; a change of it is filed without delay.
FILED = ("name", "legal_representative", "address", "beds_approved", "building_area")
#: States of institutions that haven't filed.
UNFILED = ("registered", "filing", "to_correct")


class CivilInstitutionFiled(models.AbstractModel):
    """What was filed against what is (备案事项): late filings, changes not filed.

    Source: 《养老机构管理办法》（民政部令第66号）: an institution files within ten
    working days of its first admission, and changes of what it filed without delay.
    """

    _name = "civil.institution.filed"
    _description = "What Is Filed of an Institution"

    filed_facts = fields.Json(readonly=True, copy=False)
    unfiled_changes = fields.Text(
        string="Changes Not Filed",
        compute="_compute_unfiled_changes",
        help="How the institution differs from what was filed.",
    )
    has_unfiled_changes = fields.Boolean(
        string="Has Changes Not Filed",
        compute="_compute_unfiled_changes",
        search="_search_has_unfiled_changes",
    )
    is_filing_late = fields.Boolean(
        string="Filing Overdue",
        compute="_compute_is_late",
        search="_search_is_filing_late",
    )
    is_first_check_late = fields.Boolean(
        string="First Check Overdue",
        compute="_compute_is_late",
        search="_search_is_first_check_late",
    )

    def _present_facts(self):
        """What the single institution would file today."""
        return {name: self._fact(name, self[name]) for name in FILED}

    def _fact(self, name, value):
        """A value as filed facts hold it: no two ways to write the same."""
        if self._fields[name].type == "float":
            return float_round(value or 0, precision_digits=2)
        return value or False

    @api.depends(*FILED, "filed_facts", "state")
    @api.depends_context("lang")
    def _compute_unfiled_changes(self):
        for home in self:
            lines = [
                f"{home._fields[name]._description_string(self.env)}："
                f"{before or '-'} → {now or '-'}"
                for name, (before, now) in home._changes_to_file().items()
            ]
            home.unfiled_changes = "\n".join(lines) or False
            home.has_unfiled_changes = bool(lines)

    def _changes_to_file(self):
        """``{field: (filed, now)}`` of what the single institution has to file."""
        if not self.filed_facts or self.state not in ("filed", "suspended"):
            return {}
        now = self._present_facts()
        return {
            name: (self.filed_facts.get(name), now[name])
            for name in FILED
            if self.filed_facts.get(name) not in (False, None, now[name])
        }

    def write(self, vals):
        """Take what is put on record later of an old filing for what was filed."""
        result = super().write(vals)
        if not vals.keys().isdisjoint(FILED):
            self._supplement_facts()
        return result

    def _supplement_facts(self):
        for home in self.filtered("filed_facts"):
            now = home._present_facts()
            new = {
                name: now[name]
                for name in FILED
                if now[name] and not home.filed_facts.get(name)
            }
            if new:
                home._write_guarded({"filed_facts": {**home.filed_facts, **new}})

    def _search_has_unfiled_changes(self, operator, value):
        if operator != "in":
            return NotImplemented
        self.env["civil.organization"].flush_model()
        self.flush_model()
        rows = SQL(
            """(SELECT home.id
                  FROM civil_institution home
                  JOIN civil_organization firm ON firm.id = home.organization_id
                 WHERE jsonb_typeof(home.filed_facts::jsonb) = 'object'
                   AND home.state IN ('filed', 'suspended')
                   AND (%s))""",
            SQL(" OR ").join(map(self._differs, FILED)),
        )
        found = Domain("id", "in", rows)
        return Domain.OR(found if wanted else ~found for wanted in value)

    def _differs(self, name):
        """Whether what was filed differs from what is, in SQL."""
        alias = "firm" if self._fields[name].inherited else "home"
        column = SQL.identifier(alias, name)
        fact = SQL("NULLIF(home.filed_facts::jsonb ->> %s, 'false')", name)
        if self._fields[name].type in ("float", "integer"):
            now = SQL("ROUND(COALESCE(%s, 0)::numeric, 2)", column)
            fact = SQL("(%s)::numeric", fact)
        else:
            now = SQL("COALESCE(%s, '')", column)
        return SQL("(%s IS NOT NULL AND %s != %s)", fact, fact, now)

    # -- what is late ----------------------------------------------------------------

    @api.depends("state", "filing_due", "first_check_due", "first_checked_on")
    @api.depends_context("tz")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for home in self:
            due = home.state in UNFILED and home.filing_due
            home.is_filing_late = bool(due) and due < today
            due = home._waits_for_first_check() and home.first_check_due
            home.is_first_check_late = bool(due) and due < today

    def _waits_for_first_check(self):
        """Whether the single institution is still to be looked at for the first time.

        What was filed long before it came on record isn't waited for.
        """
        if self.state == "filed":
            begun = self.filing_no and self.filing_date
        else:
            begun = self.state in UNFILED and self.discovered_on
        checked = self.first_checked_on
        return bool(begun) and not (checked and checked >= begun)

    def _search_is_filing_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("state", "in", UNFILED) & Domain(
            "filing_due", "<", fields.Date.context_today(self)
        )
        return Domain.OR(late if wanted else ~late for wanted in value)

    def _search_is_first_check_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        due = Domain("first_check_due", "<", fields.Date.context_today(self))
        waiting = self.search(due & Domain("state", "in", ("filed", *UNFILED)))
        late = Domain("id", "in", waiting.filtered("is_first_check_late").ids)
        return Domain.OR(late if wanted else ~late for wanted in value)

    # -- buttons -----------------------------------------------------------------------

    def action_file_change(self):
        """Open a new case that files what has changed."""
        self.ensure_one()
        self.check_access("write")
        kind = self.env.ref("civil_institution.case_kind_change")
        names = {
            "name": "institution_name",
            "legal_representative": "institution_representative",
            "address": "institution_address",
            "beds_approved": "institution_beds",
            "building_area": "institution_area",
        }
        changes = {
            f"default_{names[name]}": now
            for name, (_before, now) in self._changes_to_file().items()
        }
        return {
            "type": "ir.actions.act_window",
            "name": kind.name,
            "res_model": "civil.case",
            "views": [(False, "form")],
            "context": {
                "default_kind_id": kind.id,
                "default_institution_id": self.id,
                "default_party_type": "organization",
                "default_organization_id": self.organization_id.id,
                "default_division_id": self.division_id.id,
                **changes,
            },
        }
