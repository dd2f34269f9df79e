from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.money import parse_amount

from ..tools import arithmetic
from .civil_form_filing import FILLING, TOGETHER

#: What people may write: the rest follows from filling.
_BY_HAND = {"shown", "note", "explanation"}
#: The number and those that it is compared with.
_COMPARED = (
    *("value", "given", "has_previous", "previous_value"),
    *("has_last_year", "last_year_value"),
)


class CivilFormValue(models.Model):
    """One number of a filing (报送数据): a figure for a place.

    Counted values are never typed over; typed ones carry a note.
    """

    _name = "civil.form.value"
    _description = "Value of a Filing"
    _order = "filing_id, sequence, id"
    _rec_name = "figure_id"

    filing_id = fields.Many2one(
        "civil.form.filing",
        required=True,
        index=True,
        ondelete="cascade",
        readonly=True,
    )
    filing_state = fields.Selection(related="filing_id.state", string="Filing Status")
    period_start = fields.Date(related="filing_id.period_start", store=True)
    form_id = fields.Many2one(related="filing_id.form_id", store=True, index=True)
    sequence = fields.Integer(readonly=True)
    figure_id = fields.Many2one(
        "civil.form.figure",
        required=True,
        index=True,
        ondelete="restrict",
        readonly=True,
    )
    division_id = fields.Many2one(
        "civil.division", required=True, index=True, ondelete="restrict", readonly=True
    )
    unit = fields.Char(related="figure_id.unit")
    source = fields.Selection(
        [("records", "Records"), ("formula", "Formula"), ("manual", "Typed")],
        required=True,
        readonly=True,
    )
    places = fields.Json(readonly=True)
    cells = fields.Char(compute="_compute_cells")
    domain = fields.Json(readonly=True)
    value = fields.Float("Number", digits=(20, 6), readonly=True)
    given = fields.Boolean(readonly=True)
    to_type = fields.Boolean(compute="_compute_to_type")
    shown = fields.Char(
        string="Value", compute="_compute_shown", inverse="_inverse_shown"
    )
    note = fields.Char(help="Where a typed value comes from.")
    has_previous = fields.Boolean(readonly=True)
    previous_value = fields.Float(digits=(20, 6), readonly=True)
    previous_shown = fields.Char(string="Last Period", compute="_compute_shown")
    has_last_year = fields.Boolean(readonly=True)
    last_year_value = fields.Float(digits=(20, 6), readonly=True)
    last_year_shown = fields.Char(string="Last Year", compute="_compute_shown")
    change_percent = fields.Float(
        string="Change (%)", digits=(16, 1), compute="_compute_change"
    )
    to_explain = fields.Boolean(compute="_compute_change")
    explanation = fields.Char()
    unexplained = fields.Boolean(compute="_compute_unexplained")

    _value_uniq = models.UniqueIndex(
        "(filing_id, figure_id, division_id)", "The filing has this value already."
    )

    @api.depends("places")
    def _compute_cells(self):
        for value in self:
            value.cells = ", ".join("!".join(place) for place in value.places or [])

    @api.depends("source", "given", "note")
    def _compute_to_type(self):
        for value in self:
            value.to_type = value.source == "manual" and not (
                value.given and value.note
            )

    @api.depends(*_COMPARED, "figure_id.digits")
    def _compute_shown(self):
        for value in self:
            figure = value.figure_id
            value.shown = figure._shown(value._decimal() if value.given else None)
            for name in ("previous", "last_year"):
                there = value[f"has_{name}"]
                number = value._exact(value[f"{name}_value"]) if there else None
                value[f"{name}_shown"] = figure._shown(number)

    def _inverse_shown(self):
        """Take over a number that was typed."""
        for value in self:
            if value.source != "manual":
                raise UserError(
                    self.env._(
                        "“%(figure)s” is counted, not typed. Correct the records and "
                        "fill the form again.",
                        figure=value.figure_id.name,
                    )
                )
            text = (value.shown or "").strip()
            number = parse_amount(text) if text else None
            if text and number is None:
                raise UserError(
                    self.env._(
                        "“%(text)s” is no number. Type one for “%(figure)s”.",
                        text=text,
                        figure=value.figure_id.name,
                    )
                )
            value._keep(number)

    @api.depends(*_COMPARED, "figure_id.digits", "form_id.threshold_percent")
    def _compute_change(self):
        for value in self:
            threshold = Decimal(repr(value.form_id.threshold_percent))
            changes = [value._change(name) for name in ("previous", "last_year")]
            value.change_percent = float(changes[0] or 0)
            value.to_explain = bool(threshold) and any(
                change is not None and abs(change) > threshold for change in changes
            )

    def _change(self, name):
        """Return the change against another value in percent, or None."""
        if not (self.given and self[f"has_{name}"]):
            return None
        now, before = self._decimal(), self._exact(self[f"{name}_value"])
        if not before:
            return Decimal(0) if not now else Decimal(100).copy_sign(now)
        return (now - before) / abs(before) * 100

    @api.depends("to_explain", "explanation")
    def _compute_unexplained(self):
        for value in self:
            value.unexplained = (
                value.to_explain and not (value.explanation or "").strip()
            )

    def _decimal(self):
        """Return the exact value, to the figure's decimals."""
        return self._exact(self.value)

    def _exact(self, number):
        return arithmetic.rounded(repr(number), self.figure_id.digits)

    def _keep(self, number):
        """Write a Decimal, or that there is none."""
        vals = {"given": number is not None, "value": float(number or 0)}
        if number is not None:
            vals["value"] = float(arithmetic.rounded(number, self.figure_id.digits))
        FILLING.opened(self.sudo()).write(vals)

    # -- what may be written --------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Let filling alone make values."""
        self._refuse_unless_filling()
        return super().create(vals_list)

    def write(self, vals):
        """Let people type, note and explain while the filing is filled."""
        if FILLING.is_open(self) and self.env.su:
            return super().write(vals)
        if not vals.keys() <= _BY_HAND:
            self._refuse_unless_filling()
        self.filing_id._refuse_typing()
        result = super().write(vals)
        if TOGETHER.is_open(self):
            return result
        for filing in self.filing_id:
            filing._after_typing()
        return result

    def unlink(self):
        """Let filling alone drop values."""
        self._refuse_unless_filling()
        return super().unlink()

    def _refuse_unless_filling(self):
        if not (FILLING.is_open(self) and self.env.su):
            raise UserError(
                self.env._(
                    "The values of a filing follow from the records: use “Fill” on the "
                    "filing."
                )
            )

    # -- where a number comes from ---------------------------------------------------

    def action_records(self):
        """Open the records behind a counted value, as far as the user sees them.

        Of a formula it opens the values that it is made of; a typed value has nothing
        but its note.
        """
        self.ensure_one()
        self.check_access("read")
        figure = self.figure_id
        if self.source == "records":
            return {
                "type": "ir.actions.act_window",
                "name": f"{figure.name} ({self.filing_id.period_name})",
                "res_model": figure.source_model,
                "views": [(False, "list"), (False, "form")],
                "domain": self.domain or [],
                "context": {"create": False},
            }
        parts = figure._operands() if self.source == "formula" else figure
        return {
            "type": "ir.actions.act_window",
            "name": figure.formula or figure.name,
            "res_model": self._name,
            "views": [(False, "list")],
            "domain": [
                ("filing_id", "=", self.filing_id.id),
                ("figure_id", "in", parts.ids),
                ("division_id", "=", self.division_id.id),
            ],
        }
