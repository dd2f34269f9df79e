import re

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.civil_base.tools.text import clean, clean_code, clean_name

_FULL_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
_TAIL = re.compile(r"[0-9]{3}[0-9X]")
_INITIALS = re.compile(r"[a-z]+")


class CivilResidentSearch(models.Model):
    """Finding residents by name, pinyin initials, number or its last four."""

    _inherit = "civil.resident"

    identity_lookup = fields.Char(
        string="Full Identity Number",
        compute="_compute_identity_lookup",
        search="_search_identity_lookup",
        help="Search only: finds the resident whose number is exactly this one.",
    )

    def _compute_identity_lookup(self):
        self.identity_lookup = False

    @api.model
    def _search_identity_lookup(self, operator, value):
        """Find by the whole number, also for people who may not read numbers.

        Whoever has the person's card in hand may look the person up; parts of a
        number are no way in, or it could be guessed digit by digit.
        """
        if operator in ("ilike", "like", "=ilike", "=like", "="):
            operator, value = "in", [value]
        if operator != "in":
            return NotImplemented
        numbers = [clean_code(number) for number in value if number]
        # Equality on the protected field, for everybody; which of the residents
        # found may be seen is for the rules around this domain.
        found = self.sudo()._search(
            [("identity_number", "in", numbers)], active_test=False
        )
        return Domain("id", "in", found)

    @api.model
    def _search_display_name(self, operator, value):
        if operator in Domain.NEGATIVE_OPERATORS or not isinstance(value, str):
            return super()._search_display_name(operator, value)
        return Domain.OR(self._lookup_domains(operator, value))

    @api.model
    def _lookup_domains(self, operator, value):
        """Ways to understand what was typed into a search box."""
        code = clean_code(value)
        if _FULL_NUMBER.fullmatch(code):
            # Nobody has a number for a name; a look at all names is spared.
            yield Domain("identity_lookup", "=", code)
            return
        name = clean_name(re.sub(r"\s*\([0-9]{3}[0-9Xx]\)\s*$", "", clean(value)))
        yield Domain("name", operator, name)
        if _INITIALS.fullmatch(code.lower()):
            yield Domain("pinyin_initials", "=like", f"{code.lower()}%")
        if _TAIL.fullmatch(code):
            yield Domain("identity_tail", "=", code)

    @api.model
    def search_panel_select_multi_range(self, field_name, **kwargs):
        """Offer the categories that hold today, with how many residents have them.

        They follow from dates, so no column holds them that could be grouped by.
        """
        if field_name != "current_kind_ids":
            return super().search_panel_select_multi_range(field_name, **kwargs)
        residents = Domain.AND(
            Domain(kwargs.get(name) or [])
            for name in ("search_domain", "category_domain", "filter_domain")
        )
        categories = self.env["civil.resident.category"]
        groups = categories._read_group(
            categories._domain_on(fields.Date.context_today(self))
            & Domain("resident_id", "any", residents),
            ["kind_id"],
            ["resident_id:count_distinct"],
        )
        return {
            "values": [
                {"id": kind.id, "display_name": kind.display_name, "__count": count}
                for kind, count in groups
            ]
        }
