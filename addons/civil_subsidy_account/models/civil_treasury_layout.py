from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.i18n import format_list

from odoo.addons.civil_subsidy.tools.bank_layout import is_file_name

from ..tools.treasury_layout import Layout, LayoutError, layout_problems
from ..tools.treasury_render import render
from .civil_treasury_sentence import PLACES, SENTENCES

DIRECTIONS = [
    ("applications", "Payment Applications Out"),
    ("vouchers", "Vouchers Out"),
    ("payments", "Payments In"),
]
_SHOWN = 10


class CivilTreasuryLayout(models.Model):
    """The layout of a file of the finance bureau, as data (财政一体化交换格式).

    Payment applications and vouchers go to the integrated budget system (预算管理
    一体化系统) in it, payments come back: another system needs no program.
    """

    _name = "civil.treasury.layout"
    _description = "Finance Bureau Layout"
    _order = "direction, name, id"

    name = fields.Char(required=True, translate=True)
    direction = fields.Selection(DIRECTIONS, required=True, default="applications")
    kind = fields.Selection(
        [
            ("xlsx", "Excel Workbook"),
            ("csv", "CSV"),
            ("text", "Text with a Separator"),
        ],
        string="Kind of File",
        required=True,
        default="xlsx",
    )
    encoding = fields.Selection(
        [
            ("gb18030", "GB18030"),
            ("gbk", "GBK"),
            ("utf-8", "UTF-8"),
            ("utf-8-sig", "UTF-8 with byte order mark"),
        ],
        required=True,
        default="gb18030",
        help="Of files that are written; what comes in may be in UTF-8 or GB18030.",
    )
    separator = fields.Char(
        required=True, default="|", help=r"Between two columns; \t for a tabulator."
    )
    sheet = fields.Char(
        string="Name of the Sheet", help="The first sheet of the workbook if empty."
    )
    first_row = fields.Integer(
        required=True,
        default=1,
        help="Where the headings stand, or the first line where there are none.",
    )
    headings = fields.Boolean(default=True)
    file_name = fields.Char(
        string="File Name Pattern",
        required=True,
        default="{number}",
        help="{number} stands for the number of the file, {date} for its day; the "
        "ending is added.",
    )
    date_from = fields.Date(string="Valid from")
    date_to = fields.Date(string="Valid through", help="The last day; open if empty.")
    active = fields.Boolean(default=True)
    column_ids = fields.One2many("civil.treasury.layout.column", "layout_id", copy=True)
    word_ids = fields.One2many(
        "civil.treasury.layout.word",
        "layout_id",
        copy=True,
        help="The words that the finance bureau uses; the first one is written.",
    )
    incomplete = fields.Text(
        compute="_compute_incomplete", help="What is missing before it can be used."
    )

    _dates_check = models.Constraint(
        "CHECK (date_to IS NULL OR date_from IS NULL OR date_to >= date_from)",
        "The last day of validity lies before the first.",
    )
    _first_row_check = models.Constraint(
        "CHECK (first_row >= 1)", "Rows are counted from 1."
    )

    @api.constrains("file_name")
    def _check_file_name(self):
        for layout in self:
            if not is_file_name(layout._file_name("1", "2")) or (
                "{number}" not in layout.file_name
            ):
                raise ValidationError(
                    self.env._(
                        "The file name pattern must hold {number}, may hold {date}, "
                        "and must be a name that a file can have."
                    )
                )

    @api.constrains("direction")
    def _check_columns(self):
        self.column_ids._check_key()

    @api.depends(
        "direction",
        "kind",
        "separator",
        "headings",
        "column_ids.heading",
        "column_ids.key",
        "word_ids.meaning",
        "word_ids.text",
    )
    def _compute_incomplete(self):
        for layout in self:
            problems = layout_problems(layout._layout())
            layout.incomplete = "\n".join(map(layout._explain, problems))

    # -- choosing ------------------------------------------------------------------

    @api.model
    def _choose(self, direction, layout=None):
        """Return the layout asked for, or the only one there is; else an empty one.

        :param layout: id or record; None where the user hasn't chosen
        :raise UserError: of another direction, not valid today, or there is none
        """
        today = fields.Date.context_today(self)
        if layout:
            chosen = self.browse(int(layout)).exists()
            if not chosen or chosen.direction != direction:
                labels = dict(
                    self._fields["direction"]._description_selection(self.env)
                )
                raise UserError(
                    self.env._(
                        "There is no such layout for “%(direction)s”. Choose one from "
                        "the list of layouts.",
                        direction=labels[direction],
                    )
                )
            if not chosen._is_valid(today):
                raise UserError(
                    self.env._(
                        "Layout %(layout)s isn't valid on %(date)s. Choose another.",
                        layout=chosen.name,
                        date=today,
                    )
                )
            return chosen
        found = self.search([("direction", "=", direction)])
        found = found.filtered(lambda known: known._is_valid(today))
        if not found:
            raise UserError(
                self.env._(
                    "No layout is valid today. Describe one under Finance Bureau "
                    "Layouts."
                )
            )
        return found if len(found) == 1 else self.browse()

    def _is_valid(self, day):
        return (
            self.active
            and (not self.date_from or self.date_from <= day)
            and (not self.date_to or self.date_to >= day)
        )

    # -- reading and writing ---------------------------------------------------------

    def _layout(self):
        """Return the single layout for the tools, complete or not."""
        words = {}
        for word in self.word_ids.filtered("meaning"):
            key, value = word.meaning.split(".")
            words[key, value] = (*words.get((key, value), ()), word.text)
        return Layout(
            direction=self.direction,
            kind=self.kind,
            columns=tuple(column._column() for column in self.column_ids),
            encoding=self.encoding,
            separator=(self.separator or "").replace(r"\t", "\t"),
            sheet=self.sheet or "",
            first_row=self.first_row,
            headings=self.headings,
            words=words,
        )

    def _complete(self):
        """Return the single layout for the tools.

        :raise UserError: it lacks something
        """
        layout = self._layout()
        if problems := layout_problems(layout):
            raise UserError(self._render_problems(problems))
        return layout

    def _render(self, rows):
        """Return the bytes of a file; see ``tools.treasury_render``.

        :raise UserError: naming each record and column that the layout can't carry
        """
        try:
            return render(self._complete(), rows)
        except LayoutError as error:
            raise UserError(
                self.env._("The file can't be written, nothing has changed:")
                + "\n"
                + self._render_problems(error.problems)
            ) from error

    def _file_name(self, number, day):
        """Return a file's name without its ending."""
        return self.file_name.replace("{number}", number).replace("{date}", day)

    @api.model
    def _for_bureau(self, records):
        """Return records as the finance bureau reads them, whoever writes the file."""
        installed = dict(self.env["res.lang"].get_installed())
        chinese = "zh_CN" in installed
        return records.with_context(lang="zh_CN") if chinese else records

    # -- sentences -------------------------------------------------------------------

    def _render_problems(self, problems, filename=None):
        """Return the first problems, a sentence each, and how many more."""
        sentences = [
            self._render_sentence(problem, filename) for problem in problems[:_SHOWN]
        ]
        if len(problems) > _SHOWN:
            hidden = len(problems) - _SHOWN
            if problems[-1].key == "more":
                hidden += problems[-1].params["count"] - 1
            sentences.append(self._sentence(SENTENCES["more"], count=hidden))
        return "\n".join(sentences)

    def _render_sentence(self, problem, filename):
        reference = problem.params.get("reference")
        if problem.key.startswith("layout_"):
            place = "layout"
        elif filename is not None:
            place = "file_line" if problem.line else "file"
        elif reference:
            place = "record"
        else:
            return self._explain(problem)
        return self._sentence(
            PLACES[place],
            sentence=self._explain(problem),
            layout=self.name or "",
            file=filename,
            line=problem.line,
            reference=reference,
        )

    def _explain(self, problem):
        """Return what is wrong and the remedy, without the place."""
        params = dict(problem.params)
        if problem.key.startswith("layout_"):
            for name, model, field in (
                ("field", "column", "key"),
                ("meaning", "word", "meaning"),
            ):
                labels = self.env[f"civil.treasury.layout.{model}"]._fields[field]
                labels = dict(labels._description_selection(self.env))
                params[name] = labels.get(params.get(name), "")
        for name, value in params.items():
            if isinstance(value, list):
                params[name] = format_list(self.env, value)
            elif isinstance(value, Decimal):
                params[name] = f"{value:,.2f}"
        return self._sentence(SENTENCES[problem.key], **params)

    def _sentence(self, source, **params):
        """Return a translated sentence with its values."""
        # The sentences are marked for translation where they stand.
        return self.env._(source) % params  # pylint: disable=translation-not-lazy
