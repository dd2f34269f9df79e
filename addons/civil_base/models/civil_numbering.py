import string

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL


class _PlainFormatter(string.Formatter):
    """Fill in names only: no attributes, no items, no positions."""

    def get_field(self, field_name, args, kwargs):
        if not field_name.isidentifier():
            raise ValueError(field_name)
        return kwargs[field_name], field_name


_FORMATTER = _PlainFormatter()


class CivilNumbering(models.Model):
    """How numbers of one kind of document are made (编号规则).

    The pattern is literal text with places such as ``{year}``, ``{division}``
    and ``{seq:04d}``. Each rendering of the pattern without its running number
    counts for itself, without gaps.
    """

    _name = "civil.numbering"
    _description = "Numbering Rule"
    _order = "code"

    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    pattern = fields.Char(
        required=True,
        help="Literal text with places in braces, such as {year}, {month} or "
        "{seq:04d}; which others there are depends on what is numbered.",
    )
    counter_ids = fields.One2many(
        "civil.numbering.counter", "numbering_id", string="Counters"
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code)", "There is already a numbering rule with this code."
    )

    @api.constrains("pattern")
    def _check_pattern(self):
        for numbering in self:
            try:
                places = [
                    name
                    for _text, name, _spec, _conversion in _FORMATTER.parse(
                        numbering.pattern
                    )
                    if name is not None
                ]
            except ValueError:
                places = []
            if places.count("seq") != 1 or not all(map(str.isidentifier, places)):
                raise ValidationError(
                    self.env._(
                        "The pattern %(pattern)s needs exactly one running number "
                        "{seq}, and only plain names in braces.",
                        pattern=numbering.pattern,
                    )
                )

    @api.model
    def _next(self, code, **values):
        """Return the next number, gap-free: it is given back on rollback.

        :param str code: which rule
        :param values: what the places of the pattern stand for; ``year`` and
            ``month`` are today's unless given
        :raises UserError: there is no such rule, or a place has no value
        """
        return self._reserve(code, 1, **values)[0]

    @api.model
    def _reserve(self, code, count, **values):
        """Return the next ``count`` numbers in a list, with one statement."""
        # Whoever may make the document takes its number; only administrators
        # may see and change the rules themselves.
        numbering = self.sudo().search([("code", "=", code)])
        if not numbering:
            raise UserError(
                self.env._("There is no numbering rule %(code)s.", code=code)
            )
        today = fields.Date.context_today(self)
        values = {"year": today.year, "month": f"{today.month:02d}", **values}
        try:
            key = numbering._key(values)
            last = numbering._count_up(key, count)
            return [
                _FORMATTER.format(numbering.pattern, **values, seq=number)
                for number in range(last - count + 1, last + 1)
            ]
        except (KeyError, ValueError) as error:
            raise UserError(
                self.env._(
                    "The numbering rule %(name)s can't be filled in: check "
                    "%(place)s in its pattern %(pattern)s.",
                    name=numbering.name,
                    place=error.args[0],
                    pattern=numbering.pattern,
                )
            ) from error

    def _key(self, values):
        """Return the rendered pattern without its running number."""
        parts = []
        for text, name, spec, _conversion in _FORMATTER.parse(self.pattern):
            parts.append(text)
            if name and name != "seq":
                parts.append(_FORMATTER.format(f"{{{name}:{spec}}}", **values))
        return "".join(parts)

    def _count_up(self, key, count):
        """Advance the counter and return its new value."""
        [[last]] = self.env.execute_query(
            SQL(
                """
                INSERT INTO civil_numbering_counter (numbering_id, key, last)
                     VALUES (%(numbering)s, %(key)s, %(count)s)
                ON CONFLICT (numbering_id, key) DO UPDATE
                        SET last = civil_numbering_counter.last + EXCLUDED.last
                  RETURNING last
                """,
                numbering=self.id,
                key=key,
                count=count,
            )
        )
        self.counter_ids.invalidate_recordset(["last"])
        self.invalidate_recordset(["counter_ids"])
        return last
