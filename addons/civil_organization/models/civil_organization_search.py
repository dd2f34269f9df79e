import re

from odoo import api, models
from odoo.fields import Domain

from odoo.addons.civil_base.tools.text import clean, clean_code, clean_official

from ..tools.credit_code import name_key

_INITIALS = re.compile(r"[a-z]+")
_CODE_PART = re.compile(r"[0-9A-Z]{4,18}")


class CivilOrganizationSearch(models.Model):
    """Finding organizations by name, pinyin initials or credit code."""

    _inherit = "civil.organization"

    @api.model
    def _search_display_name(self, operator, value):
        if operator in Domain.NEGATIVE_OPERATORS or not isinstance(value, str):
            return super()._search_display_name(operator, value)
        return Domain.OR(self._lookup_domains(operator, value))

    @api.model
    def _lookup_domains(self, operator, value):
        """Ways to understand what was typed into a search box."""
        yield Domain("name", operator, clean_official(value))
        if key := name_key(value):
            yield Domain("name_key", operator, key)
        code = clean_code(clean(value))
        if _CODE_PART.fullmatch(code):
            yield Domain("credit_code", "=like", f"{code}%")
        if _INITIALS.fullmatch(code.lower()):
            yield Domain("pinyin_initials", "=like", f"{code.lower()}%")
            yield Domain("pinyin_initials", "like", f" {code.lower()}")
