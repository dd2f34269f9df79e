# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.bank_file import (
    BankFileError,
    Format,
    compare,
    format_problems,
    parse_result,
    render,
)
from .bank_sample import sample_batch
from .bank_sentence import PLACES, SENTENCES

_SHOWN = 10


class CivilBankFormat(models.Model):
    """The layout of a bank's file, as data: a further bank needs no program.

    A request goes to the bank (报盘文件), a result comes back from it (回盘文件).
    """

    _name = "civil.bank.format"
    _description = "Bank File Format"
    _order = "name, id"

    name = fields.Char(required=True, translate=True)
    direction = fields.Selection(
        [("request", "Request to the bank"), ("result", "Result from the bank")],
        required=True,
        default="request",
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
    )
    delimiter = fields.Char(
        required=True,
        default="|",
        help=r"Stands between two fields; write \t for a tabulator.",
    )
    line_end = fields.Selection(
        [("crlf", "CR LF (Windows)"), ("lf", "LF (Unix)")],
        required=True,
        default="crlf",
    )
    quoting = fields.Boolean(
        string="Quotes as in CSV",
        help="A value that holds the delimiter stands in double quotes.",
    )
    file_name = fields.Char(
        string="File Name Pattern",
        required=True,
        default="{batch}.txt",
        help="{batch} stands for the batch number, {date} for the date, {part} for the "
        "part, {agent} for the agent bank's code. Without {part} the part is added "
        "before the extension where a request has several.",
    )
    amount_unit = fields.Selection(
        [("yuan", "Yuan, two decimals"), ("fen", "Fen, whole")],
        required=True,
        default="yuan",
    )
    date_format = fields.Selection(
        [
            ("%Y%m%d", "20240305"),
            ("%Y-%m-%d", "2024-03-05"),
            ("%Y/%m/%d", "2024/03/05"),
        ],
        required=True,
        default="%Y%m%d",
    )
    max_lines = fields.Integer(
        string="Most Lines",
        help="Payments in one file; a longer request is divided into parts. 0 for no "
        "limit.",
    )
    account_digits = fields.Boolean(
        string="Accounts of 10 to 32 Digits",
        default=True,
        help="Refuse to write an account number of any other form.",
    )
    line_ids = fields.One2many("civil.bank.format.line", "format_id", copy=True)
    header_ids = fields.One2many(
        "civil.bank.format.line",
        "format_id",
        domain=[("section", "=", "header")],
        copy=False,
    )
    detail_ids = fields.One2many(
        "civil.bank.format.line",
        "format_id",
        string="Lines",
        domain=[("section", "=", "detail")],
        copy=False,
    )
    trailer_ids = fields.One2many(
        "civil.bank.format.line",
        "format_id",
        domain=[("section", "=", "trailer")],
        copy=False,
    )
    status_ids = fields.One2many(
        "civil.bank.status", "format_id", string="Status Codes", copy=True
    )
    active = fields.Boolean(default=True)
    sample = fields.Text(compute="_compute_sample", help="A file of invented payments.")
    incomplete = fields.Text(
        compute="_compute_sample", help="What is missing before the format can be used."
    )

    _max_lines_positive = models.Constraint(
        "CHECK (max_lines >= 0)", "The number of lines can't be negative."
    )

    @api.constrains("delimiter", "quoting", "file_name")
    def _check_signs(self):
        """Refuse delimiters and names that can't work, whatever the columns."""
        for layout in self:
            for problem in format_problems(layout._layout()):
                if problem.key in (
                    "layout_delimiter",
                    "layout_delimiter_quoting",
                    "layout_file_name",
                ):
                    raise ValidationError(layout._render_sentence(problem))

    @api.depends(
        "direction",
        "encoding",
        "delimiter",
        "quoting",
        "file_name",
        "amount_unit",
        "date_format",
        "line_ids",
        "header_ids",
        "detail_ids",
        "trailer_ids",
        "status_ids.code",
        "status_ids.outcome",
        *(
            f"{section}_ids.{name}"
            for section in ("header", "detail", "trailer")
            for name in ("sequence", "key", "constant", "max_length", "required", "pad")
        ),
    )
    def _compute_sample(self):
        for layout in self:
            engine = layout._layout()
            problems = format_problems(engine)
            layout.sample = False
            if not problems:
                try:
                    name, content = render(
                        engine, *sample_batch(self.env, engine.statuses)
                    )
                    text = content.decode(engine.encoding)
                    layout.sample = f"{name}\n\n{text}".replace("\r\n", "\n")
                except BankFileError as error:
                    problems = error.problems
            layout.incomplete = "\n".join(map(layout._explain, problems))

    def _layout(self):
        """Return the engine's format, complete or not."""
        self.ensure_one()
        sections = {
            section: tuple(
                line._to_column() for line in self[f"{section}_ids"].sorted("sequence")
            )
            for section in ("header", "detail", "trailer")
        }
        return Format(
            direction=self.direction,
            encoding=self.encoding,
            delimiter=(self.delimiter or "").replace(r"\t", "\t"),
            line_end="\r\n" if self.line_end == "crlf" else "\n",
            quoting=self.quoting,
            file_name=self.file_name or "",
            amount_unit=self.amount_unit,
            date_format=self.date_format,
            max_lines=self.max_lines,
            account_digits=self.account_digits,
            statuses={
                status.code: status.outcome
                for status in self.status_ids
                if status.code and status.outcome
            },
            **sections,
        )

    def _to_engine(self):
        """Return the engine's format.

        :raise UserError: if the format isn't complete
        """
        engine = self._layout()
        problems = format_problems(engine)
        if problems:
            raise UserError("\n".join(map(self._render_sentence, problems)))
        return engine

    def _render(self, head, lines):
        """Return (file name, content) of a request file.

        :param dict head: by key; ``batch``, ``count`` and ``total`` always
        :param lines: iterable of dicts by key; amounts are Decimal yuan
        :raise UserError: naming each payment and field that the format can't carry
        """
        try:
            return render(self._to_engine(), head, lines)
        except BankFileError as error:
            raise UserError(
                self.env._("The file for the bank can't be written:")
                + "\n"
                + self._render_problems(error.problems)
            ) from error

    def _parse(self, content, filename):
        """Return the :class:`Result` in a bank's file, readable or not.

        :param bytes content: the file as the bank gave it
        """
        return parse_result(self._to_engine(), content, filename)

    def _judge(self, result, filename, head, sent, partial=False):
        """Refuse a result that doesn't answer exactly what was sent.

        :param dict head: the head that was sent
        :param sent: iterable of the dicts that were sent, in their order
        :param bool partial: the file may name some of the lines only
        :raise UserError: naming file, line, field and remedy; nothing is taken
        """
        problems = compare(head, sent, result, partial)
        if problems:
            raise UserError(
                self.env._("The bank's file isn't taken, nothing has changed:")
                + "\n"
                + self._render_problems(problems, filename)
            )

    def _render_problems(self, problems, filename=None):
        """Return the first ten problems, a sentence each, and how many more."""
        sentences = [
            self._render_sentence(problem, filename) for problem in problems[:_SHOWN]
        ]
        if len(problems) > _SHOWN:
            last = problems[-1]
            hidden = len(problems) - _SHOWN
            if last.key == "more":
                hidden += last.params["count"] - 1
            sentences.append(self._sentence(SENTENCES["more"], count=hidden))
        return "\n".join(sentences)

    def _explain(self, problem):
        """Return what is wrong and the remedy, without the place."""
        params = dict(problem.params)
        for field in ("key", "section"):
            name = "field" if field == "key" else field
            if name in params:
                params[name] = self._name_of_column(field, params[name])
        for name, value in params.items():
            if isinstance(value, Decimal):
                params[name] = f"{value:.2f}"
        return self._sentence(SENTENCES[problem.key], **params)

    def _render_sentence(self, problem, filename=None):
        """Return a problem as a sentence that names file, line, field and remedy."""
        sentence = self._explain(problem)
        reference = problem.params.get("reference")
        if problem.key.startswith("layout_"):
            place = "format"
        elif filename:
            place = "file_line" if problem.line else "file"
        elif problem.line:
            place = "payment" if reference else "line"
        else:
            return sentence
        return self._sentence(
            PLACES[place],
            sentence=sentence,
            file=filename,
            line=problem.line,
            format=self.name or "",
            reference=reference,
        )

    def _name_of_column(self, field, value):
        """Return the translated label of a column's key or section."""
        column = self.env["civil.bank.format.line"]
        labels = column._fields[field]._description_selection(self.env)
        return dict(labels).get(value, value)

    def _sentence(self, source, **params):
        """Return a translated sentence with its values."""
        # The sentences are marked for translation where they stand.
        return self.env._(source) % params  # pylint: disable=translation-not-lazy
