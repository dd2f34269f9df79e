from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class CivilFundClassMixin(models.AbstractModel):
    """A class of the yearly book of income and expenditure (政府收支分类科目).

    The Ministry of Finance issues the book anew every year: a class holds for years.
    """

    _name = "civil.fund.class.mixin"
    _description = "Class of Expenditure"
    _order = "code, year_from desc"
    _rec_names_search = ["code", "name"]

    #: How many digits a code has on each level, from the top.
    _code_lengths = ()

    code = fields.Char(required=True, index=True)
    # An official Chinese name; not translated.
    name = fields.Char(required=True)
    year_from = fields.Integer(
        string="From Year", required=True, default=lambda self: self._this_year()
    )
    year_to = fields.Integer(string="Through Year", help="The last year; open if 0.")
    is_item = fields.Boolean(
        string="Lowest Level",
        compute="_compute_is_item",
        store=True,
        help="Money is booked on classes of the lowest level only.",
    )
    active = fields.Boolean(default=True)

    @api.model
    def _this_year(self):
        return fields.Date.context_today(self).year

    @api.depends("code")
    def _compute_is_item(self):
        for record in self:
            record.is_item = len(record.code or "") == self._code_lengths[-1]

    @api.depends("code", "name")
    def _compute_display_name(self):
        for record in self:
            record.display_name = f"{record.code or ''} {record.name or ''}".strip()

    @api.constrains("code", "year_from", "year_to")
    def _check_code(self):
        for record in self:
            if not record.code.isdecimal() or len(record.code) not in (
                self._code_lengths
            ):
                raise ValidationError(
                    self.env._(
                        "The code %(code)s must have %(lengths)s digits.",
                        code=record.code,
                        lengths=", ".join(map(str, self._code_lengths)),
                    )
                )
            if record.year_to and record.year_to < record.year_from:
                raise ValidationError(
                    self.env._(
                        "%(name)s: the last year lies before the first.",
                        name=record.display_name,
                    )
                )
            if record.search_count(record._twin_domain(), limit=1):
                raise ValidationError(
                    self.env._(
                        "%(name)s stands in the book already for some of these years: "
                        "give that one its last year first.",
                        name=record.display_name,
                    )
                )

    def _twin_domain(self):
        """Other classes with the same code and a year in common."""
        domain = Domain("id", "!=", self.id) & Domain("code", "=", self.code)
        domain &= Domain("year_to", "in", (False, 0)) | Domain(
            "year_to", ">=", self.year_from
        )
        if self.year_to:
            domain &= Domain("year_from", "<=", self.year_to)
        return domain

    @api.constrains("parent_id", "code")
    def _check_parent(self):
        for record in self:
            parent = record["parent_id"]
            if parent and not (
                record.code.startswith(parent.code) and record.code != parent.code
            ):
                raise ValidationError(
                    self.env._(
                        "%(name)s can't stand below %(parent)s: the code has to begin "
                        "with that of the class above.",
                        name=record.display_name,
                        parent=parent.display_name,
                    )
                )

    def _year_refusal(self, year):
        """Why no money of ``year`` can be booked on the single class, or False."""
        if not self.is_item:
            return self.env._(
                "%(name)s isn't of the lowest level; choose a class below it",
                name=self.display_name,
            )
        if year < self.year_from or (self.year_to and year > self.year_to):
            return self.env._(
                "%(name)s isn't in the book of %(year)s",
                name=self.display_name,
                year=str(year),
            )
        return False
