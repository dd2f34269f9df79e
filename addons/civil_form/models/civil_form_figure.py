import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..tools import arithmetic
from ..tools.domains import names_in, read_domain
from ..tools.fault import Fault

NUMERIC = ("integer", "float", "monetary")
DATED = ("date", "datetime")
_CODE = re.compile(r"[a-z][a-z0-9_]*")


class CivilFormFigure(models.Model):
    """What a number of a form means and where it comes from (指标口径).

    A figure is counted from records under the rights of whoever fills the form, or
    computed from other figures, or typed with a note.
    """

    _name = "civil.form.figure"
    _description = "Figure"
    _order = "sequence, code"
    _rec_names_search = ("name", "code")

    sequence = fields.Integer(default=10)
    code = fields.Char(
        required=True,
        copy=False,
        help="How formulas call it: small letters, digits and underscores.",
    )
    name = fields.Char(required=True)
    unit = fields.Char()
    digits = fields.Integer(
        string="Decimals", help="To so many decimals it is rounded, halves up."
    )
    definition = fields.Text(help="What is counted and what isn't, in words.")
    source = fields.Selection(
        [("records", "Records"), ("formula", "Formula"), ("manual", "Typed")],
        required=True,
        default="records",
    )
    source_model = fields.Selection(
        selection="_selection_source_model", string="Counted From"
    )
    domain = fields.Char(
        string="Condition",
        default="[]",
        help="Which records count. It may use period_start, period_end, year_start "
        "and division.",
    )
    measure = fields.Selection(
        [
            ("count", "Number of Records"),
            ("sum", "Sum"),
            ("avg", "Average"),
            ("min", "Smallest"),
            ("max", "Largest"),
        ],
        default="count",
        required=True,
    )
    measure_field = fields.Char(string="Measured Field")
    date_field = fields.Char(
        help="The day by which a record belongs to a period; all records count if "
        "empty.",
    )
    span = fields.Selection(
        [
            ("period", "In the Period"),
            ("year", "Since the Beginning of the Year"),
            ("as_at", "Up to the End of the Period"),
        ],
        default="period",
        required=True,
    )
    shift = fields.Selection(
        [
            ("none", "This Period"),
            ("previous", "The Period Before"),
            ("last_year", "The Same Period Last Year"),
        ],
        string="Of",
        default="none",
        required=True,
    )
    formula = fields.Char(
        help="Of the codes of other figures, such as amount / 10000 or a + b - c."
    )
    cell_ids = fields.One2many("civil.form.cell", "figure_id")
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(code)", "There is a figure with this code.")
    _digits_check = models.Constraint(
        "CHECK (digits BETWEEN 0 AND 6)", "A figure has none to six decimals."
    )

    @api.model
    def _form_models(self):
        """Return ``{model: field of its place, or None}`` that figures may count.

        Every kind of record with a place counts, and the divisions themselves. Addons
        extend this for others, or take out what makes no figures.
        """
        found = self.env.registry.descendants(["civil.division.mixin"], "_inherit")
        models_ = {
            name: "division_id"
            for name in found
            if not (self.env[name]._abstract or self.env[name]._transient)
            and not name.startswith("civil.form")
        }
        return {"civil.division": "id", **models_}

    @api.model
    def _selection_source_model(self):
        # What a model is called is no secret.
        models_ = self.env["ir.model"].sudo()
        named = [(name, models_._get(name).name) for name in self._form_models()]
        return sorted(named, key=lambda pair: pair[1])

    @api.depends("name", "unit")
    def _compute_display_name(self):
        for figure in self:
            unit = f" ({figure.unit})" if figure.unit else ""
            figure.display_name = f"{figure.name or ''}{unit}"

    @api.onchange("source_model")
    def _onchange_source_model(self):
        """Forget what another model had."""
        self.measure_field = self.date_field = False
        self.domain = "[]"

    def _place_field(self):
        """Return the field of the records' place, or None."""
        return self._form_models().get(self.source_model)

    def _tells_places(self):
        """Tell whether the figure differs from place to place."""
        if self.source == "formula":
            return all(figure._tells_places() for figure in self._operands())
        if self.source == "manual":
            return True
        return bool(self._place_field()) or "division" in names_in(self.domain)

    def _operands(self):
        """Return the figures that the formula names."""
        if self.source != "formula":
            return self.browse()
        names = arithmetic.names(arithmetic.parse(self.formula))
        return self.with_context(active_test=False).search([("code", "in", names)])

    @api.constrains(
        *("code", "source", "source_model", "domain", "measure", "measure_field"),
        *("date_field", "formula", "span", "shift"),
    )
    def _check_figure(self):
        for figure in self:
            try:
                problem = figure._problem()
            except Fault as fault:
                problem = self.env["civil.form.fault"]._sentence(fault)
            if problem:
                raise ValidationError(
                    self.env._(
                        "%(figure)s: %(problem)s", figure=figure.name, problem=problem
                    )
                )

    def _problem(self):
        """Return what is wrong with the figure, in a sentence, or False.

        :raises Fault: formula or condition can't be read
        """
        if not _CODE.fullmatch(self.code):
            return self.env._(
                "the code is made of small letters, digits and underscores, a letter "
                "first."
            )
        if self.source == "formula":
            return self._formula_problem()
        return self.source == "records" and self._records_problem()

    def _formula_problem(self):
        names = arithmetic.names(arithmetic.parse(self.formula))
        known = set(self._operands().mapped("code"))
        unknown = [name for name in names if name not in known]
        if unknown:
            return self.env._(
                "there is no figure with the code %(codes)s.", codes=", ".join(unknown)
            )
        seen, below = self.browse(), self._operands()
        while below:
            if self in below:
                return self.env._("the formula leads back to the figure itself.")
            seen |= below
            below = self.browse().union(*(f._operands() for f in below)) - seen
        return False

    def _records_problem(self):
        if self.source_model not in self._form_models():
            return self.env._("choose what is counted.")
        model = self.env[self.source_model]
        if self.measure != "count" and not _is_kept(model, self.measure_field, NUMERIC):
            return self.env._(
                "choose a stored field with numbers to be measured; “%(field)s” is "
                "none.",
                field=self.measure_field or "",
            )
        if self.date_field and not _is_kept(model, self.date_field, DATED):
            return self.env._(
                "choose a stored date of the records; “%(field)s” is none.",
                field=self.date_field,
            )
        if not self.date_field and self.span == "year":
            return self.env._(
                "without a date of the records it can't be counted since the "
                "beginning of the year."
            )
        today = fields.Date.context_today(self)
        names = dict.fromkeys(("period_start", "period_end", "year_start"), today)
        try:
            domain = Domain(read_domain(self.domain, {**names, "division": 0}))
            domain.validate(model)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            return self.env._(
                "the condition doesn't fit the records: %(error)s", error=str(error)
            )
        return False

    def action_view_cells(self):
        """Open the forms' cells that show the figure."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Cells"),
            "res_model": "civil.form.cell",
            "views": [(False, "list")],
            "domain": [("figure_id", "=", self.id)],
        }


def _is_kept(model, name, types):
    """Tell whether a model keeps a field of one of the types in its table."""
    field = model._fields.get(name)
    return bool(field and field.store and field.type in types)
