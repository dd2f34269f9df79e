from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.bulk import copy_rows

_COLUMNS = ("import_id", "line_id", "kind_id", "message")


class CivilImportFindings(models.Model):
    """What the lines of a file show to be wrong, as of a day."""

    _inherit = "civil.import"

    as_of = fields.Date(
        string="As of",
        readonly=True,
        help="The day as of which the lines are judged.",
    )
    finding_ids = fields.One2many(
        "civil.import.finding",
        "import_id",
        domain=[("kind_id.is_figure", "=", False)],
        readonly=True,
    )
    figure_ids = fields.One2many(
        "civil.import.figure", "import_id", string="Figures", readonly=True
    )
    finding_count = fields.Integer(string="Findings", readonly=True)

    def _note_findings(self, handler, ctx):
        """Judge the lines of the single import afresh and keep what is found."""
        kinds = self.env["civil.import.finding.kind"].search(
            [("import_kind_id", "=", self.kind_id.id)]
        )
        ids = {kind.code: kind.id for kind in kinds}
        self.env.execute_query(
            SQL(
                "DELETE FROM civil_import_finding WHERE import_id = %s RETURNING 1",
                self.id,
            )
        )
        lines = list(self._understood()) if ids else []
        # Judged before the stream begins, during which nothing can be looked up.
        rows = [
            (self.id, line, ids[code], sentence)
            for line, data in lines
            for code, sentence in handler._findings(self, data, ctx)
        ]
        self.env.flush_all()
        copy_rows(self.env.cr, "civil_import_finding", _COLUMNS, rows)
        counted = set(kinds.filtered("is_figure").ids)
        # Findings belong to the import, which is written by itself only.
        job = self.sudo()
        job.finding_count = sum(kind not in counted for _i, _l, kind, _s in rows)
        job._note_figures(handler, kinds.filtered("is_figure"), lines, ctx)
        job.invalidate_recordset(["finding_ids"])

    def _note_figures(self, handler, kinds, lines, ctx):
        """Keep the numbers that the single file comes to."""
        self.figure_ids.unlink()
        if not kinds:
            return
        given = {
            code: (value, sentence)
            for code, value, sentence in handler._figures(self, lines, ctx)
        }
        labels = self._labels_by_code()
        self.env["civil.import.figure"].create(
            [
                {
                    "import_id": self.id,
                    "kind_id": kind.id,
                    "value": value,
                    "message": sentence,
                }
                for kind in kinds
                for value, sentence in [
                    given.get(kind.code, (len(labels[kind.code]), False))
                ]
            ]
        )

    def _understood(self):
        """``(id, data)`` of each line that could be read, in the file's order."""
        return self.env.execute_query(
            SQL(
                """
                SELECT id, data FROM civil_import_line
                 WHERE import_id = %s AND data IS NOT NULL
                 ORDER BY id
                """,
                self.id,
            )
        )

    def _findings_by_code(self):
        """``{code: [whom it is about] or number}``, in the order of the kinds.

        Every code that files of this kind may show is there; of a figure the number,
        else each of whom it is about once, in the order of the file.
        """
        self.ensure_one()
        self.check_access("read")
        figures = {figure.kind_id.code: figure.value for figure in self.figure_ids}
        return {**self._labels_by_code(), **figures}

    def _labels_by_code(self):
        """``{code: [whom it is about]}``, each once, in the order of the file."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT kind.code, line.label
                  FROM civil_import_finding_kind kind
                  LEFT JOIN civil_import_finding finding
                    ON finding.kind_id = kind.id AND finding.import_id = %s
                  LEFT JOIN civil_import_line line ON line.id = finding.line_id
                 WHERE kind.import_kind_id = %s
                 ORDER BY kind.sequence, kind.code, line.id
                """,
                self.id,
                self.kind_id.id,
            )
        )
        found = {}
        for code, label in rows:
            labels = found.setdefault(code, {})
            if label:
                labels[label] = True
        return {code: list(labels) for code, labels in found.items()}

    def action_open_findings(self):
        """Show what the file shows to be wrong."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_base.civil_import_finding_action"
        )
        wrong = [("kind_id.is_figure", "=", False)]
        return {**action, "domain": [("import_id", "=", self.id), *wrong]}

    @api.model
    def _run_findings(self, kind_code, path, as_of, register=None):
        """Import a file and its register without keeping them for an office.

        For the command ``scripts/findings``: the same code as the screen, in a
        database of its own.

        :param str kind_code: code of the kind of import
        :param Path path: the file
        :param date as_of: the day as of which it is judged
        :param Path register: file of the register that the kind refers to
        :return: ``{code: [whom it is about] or number}``
        :raises UserError: no such kind, or a file can't be read
        """
        kind = self.env["civil.import.kind"].search([("code", "=", kind_code)])
        kind._check_findings(kind_code, register)
        division = self.env["civil.division"]._open_district()
        if not division:
            raise UserError(self.env._("There is no district in the database."))
        if register:
            self._load_for_findings(
                kind.register_kind_id.code, register, as_of, division, take="good"
            )
        job = self._load_for_findings(kind_code, path, as_of, division)
        return job._findings_by_code()

    @api.model
    def _load_for_findings(self, kind_code, path, as_of, division, take=None):
        job = self._load(
            kind_code,
            path.name,
            path.read_bytes(),
            period=as_of,
            division=division,
            as_of=as_of,
            take=take,
        )
        if job.state == "refused":
            raise UserError(job.message)
        return job
