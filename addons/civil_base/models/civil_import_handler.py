from odoo import api, models


class CivilImportHandler(models.AbstractModel):
    """The rules that read one kind of file.

    Addons inherit it under a name of their own and name that model in a
    ``civil.import.kind``. The methods run with the rights of whoever imports.
    """

    _name = "civil.import.handler"
    _description = "Rules of an Import"

    @api.model
    def _columns(self):
        """Return the :class:`tabular.Column` tuple that the table has."""
        raise NotImplementedError

    @api.model
    def _check_sheet(self, job, sheet, table, ctx):
        """Return why the whole sheet is refused, in a sentence, or None.

        The sentence may come as ``(row number, sentence)``; otherwise it is
        reported at the row of the headings.
        """
        return None

    @api.model
    def _prepare(self, job):
        """Return what ``_parse_row`` needs, looked up once for the file."""
        return {}

    @api.model
    def _parse_row(self, job, sheet, row, ctx):
        """Return ``(data, faults)`` of one row.

        ``data`` is a dict of what JSON can hold; ``faults`` a list of
        ``("error" or "warning", sentence)``. A line with an error is never
        taken.
        """
        raise NotImplementedError

    @api.model
    def _label(self, data):
        """Return what people recognize the line by: a name, no number."""
        return data.get("name")

    @api.model
    def _finish_check(self, job, ctx):
        """Check what needs all lines at once, with statements over the lines.

        The lines are stored by now; ``job._add_faults`` adds sentences to them.
        """

    @api.model
    def _findings(self, job, data, ctx):
        """Yield ``(code, sentence)`` for what a line shows to be wrong.

        ``job.as_of`` is the day as of which it is judged; the codes are those of
        the ``civil.import.finding.kind`` of the kind of import. A code of a figure
        says that the line is among those that the figure counts.
        """
        return ()

    @api.model
    def _figures(self, job, lines, ctx):
        """Yield ``(code, number, sentence)`` for each figure of the whole file.

        A figure of which nothing comes from here counts its lines, each of whom they
        are about once.

        :param lines: ``(id, data)`` of every line that could be read
        """
        return ()

    @api.model
    def _withdraw_refusal(self, job):
        """Return why what was taken can't be withdrawn, in a sentence, or False."""
        return self.env._("what was taken from such files can't be withdrawn")

    @api.model
    def _withdraw(self, job):
        """Undo ``_take``; called only if ``_withdraw_refusal`` had no reason."""
        raise NotImplementedError

    @api.model
    def _take(self, job):
        """Take over the lines of the job that aren't errors."""
        raise NotImplementedError
